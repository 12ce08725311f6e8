"""The grain, measured: small files, each of which says in its first line what it is."""

import ast
import re
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
LARGEST = 250
USUAL = 80
PROCEDURE = 150
EMPTY_NAMES = re.compile(r"\w*(Service|Manager|Handler|Helper|Utils?|Base)")
BASES_OF_LIBRARIES = {"Base"}  # SQLAlchemy's word for the class that all tables share


def test_no_file_is_longer_than_can_be_read_in_one_go():
    assert [f"{path}: {lines(path)}" for path in files("procflow", "tests", "benchmarks", "migrations") if lines(path) > LARGEST] == []


def test_most_files_fit_on_a_screen():
    sizes = [lines(path) for path in files("procflow")]
    assert median(sizes or [0]) <= USUAL


def test_a_procedure_is_short_enough_to_be_checked_against_its_regulation():
    assert [f"{path}: {lines(path)}" for path in files("procflow/machines") if lines(path) > PROCEDURE] == []


def test_every_module_says_what_it_is():
    assert [str(path) for path in files("procflow", "tests", "benchmarks") if not ast.get_docstring(parsed(path))] == []


def test_no_class_hides_behind_an_empty_word():
    classes = [
        f"{path}: {node.name}"
        for path in files("procflow")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and EMPTY_NAMES.fullmatch(node.name) and node.name not in BASES_OF_LIBRARIES
    ]
    assert classes == []


def files(*folders: str) -> list[Path]:
    return [path.relative_to(ROOT) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def lines(path: Path) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))
