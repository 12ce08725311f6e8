"""How many attacks are tried: each file says its own, by name."""

import importlib
from pathlib import Path

FOLDER = Path(__file__).parent
LEAST = 500


def tried() -> dict[str, tuple[str, ...]]:
    found = {path.stem: importlib.import_module(f"tests.attacks.{path.stem}") for path in sorted(FOLDER.glob("test_*.py"))}
    return {name: tuple(module.TRIED) for name, module in found.items() if hasattr(module, "TRIED")}


def test_every_file_names_what_it_tries_each_once(capsys):
    found = tried()
    assert {path.stem for path in FOLDER.glob("test_*.py")} - set(found) == {"test_tried"}
    for name, each in found.items():
        assert len(set(each)) == len(each), name
    with capsys.disabled():
        print(f"\nattacks tried: {sum(map(len, found.values()))}")
    assert sum(map(len, found.values())) >= LEAST
