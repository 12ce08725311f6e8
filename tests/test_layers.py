"""The one-way flow, checked: who imports whom, who commits, who reads the clock."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import tomlkit

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "procflow"

COMMIT = {"engine", "jobs", "relay", "proof.sealer", "proof.publishing"}
WRITE = {"engine"}
TELL_TIME = {"cli", "worker", "web", "db", "app"}
RECORDS = {"procflow.ledger.post", "procflow.ledger.reverse", "procflow.audit.append"}
CLOCKS = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime")),
    "datetime.date.today",
}


def test_imports_go_down_only_and_every_module_has_its_place(tmp_path):
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert [contract["id"] for contract in whole["contracts"]] == ["layers", "pure", "transitions", "records", "conformance"]
    for contract in whole["contracts"]:
        for part in {"source_modules", "protected_modules", "allowed_importers"} & contract.keys():
            contract[part] = [name for name in contract[part] if exists(name)]  # a name may stand there before its module does
    settings = tmp_path / "contracts.toml"
    settings.write_text(tomlkit.dumps({"tool": {"importlinter": whole}}), encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")  # a process of its own: in ours it would silence every logger
    done = subprocess.run(
        [str(linter), "--config", str(settings), "--no-cache"], check=False, capture_output=True, cwd=ROOT, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout


def test_only_the_engine_commits_and_jobs_relay_and_sealer_their_own_small_transactions():
    assert uses({".commit"}, but=COMMIT) == []


def test_only_the_engine_writes_entries_and_records():
    assert uses(RECORDS, but=WRITE | {"ledger", "audit"}) == []


def test_the_clock_is_read_at_the_edges_only():
    assert uses(CLOCKS, but=TELL_TIME) == []


def test_procedures_do_not_import_each_other():
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((PACKAGE / "machines").glob("*.py"))
        if path.stem != "__init__"
        for name in imported(tree(path)).values()
        if name.startswith(("procflow.machines", "."))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("session.commit()", ".commit"),
        ("from procflow import ledger as book\nbook.post(1)", "procflow.ledger.post"),
        ("from procflow.audit import append\nappend(1)", "procflow.audit.append"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\ndt.date.today()", "datetime.date.today"),
        ("from datetime import datetime\nField(default=datetime.now)", "datetime.datetime.now"),
    ],
)
def test_no_other_name_hides_what_is_done(source, found):
    assert found in {name for name, _ in names(ast.parse(source))}


def test_a_page_that_posts_is_not_taken_for_the_ledger():
    assert not RECORDS & {name for name, _ in names(ast.parse("client.post('/cases')\nrows.append(1)"))}


def exists(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return (path / "__init__.py").exists() or path.with_suffix(".py").exists()


def uses(wanted: set[str], but: set[str]) -> list[str]:
    """Say where one of these names is used outside the modules that may."""
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not any(f"{module(path)}.".startswith(f"{allowed}.") for allowed in but)
        for name, line in names(tree(path))
        if name in wanted
    ]


def names(top: ast.AST) -> Iterator[tuple[str, int]]:
    """Give each name that is used, as it is called where it was defined; methods of a value as `.name`."""
    known = imported(top)
    for node in ast.walk(top):
        if isinstance(node, ast.Attribute):
            yield f".{node.attr}", node.lineno
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            if first in known:
                yield ".".join([known[first], *rest]), node.lineno


def imported(top: ast.AST) -> dict[str, str]:
    found = {}
    for node in ast.walk(top):
        if isinstance(node, ast.Import):
            found.update(
                {
                    name.asname or name.name.partition(".")[0]: name.name if name.asname else name.name.partition(".")[0]
                    for name in node.names
                }
            )
        elif isinstance(node, ast.ImportFrom):
            found.update({name.asname or name.name: f"{'.' * node.level}{node.module or ''}.{name.name}" for name in node.names})
    return found


def module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
