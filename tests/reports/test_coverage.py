"""Every clause of the two documents is carried by something that there is; the page and the recorded citations are what tables and tests say."""

from pathlib import Path

import pytest

from procflow.filing import KINDS
from procflow.machines import tables
from procflow.regimes.rulebook import bundled, load
from procflow.regimes.schema import LEAVES, ROLES, ROWS
from procflow.reports.coverage import clauses, coverage, registers
from procflow.reports.coverage.cited import cited
from procflow.reports.coverage.page import citations, page, write
from procflow.reports.coverage.rows import CITED, registers_of
from procflow.reports.coverage.told import carriers, register_titles
from procflow.wording import missing

ROOT = Path(__file__).parent.parent.parent
SERIES = [*(f"T{n}" for n in range(1, 21)), *(f"B{n}" for n in range(1, 41))]
NAMES = {"procedure": tables().__contains__, "role": ROLES.__contains__, "fact": KINDS.__contains__,
         "regime": lambda name: name in LEAVES or name in ROWS, "step": lambda name: known(*name.split("."))}  # fmt: skip


def known(procedure, step):
    return procedure in tables() and step in tables()[procedure].rows


def test_the_catalogue_is_every_clause_and_every_register_once():
    assert [each.id for each in clauses()] == SERIES
    assert [each.id for each in registers()] == [f"R{n}" for n in range(1, 17)]
    assert missing([*(each.says for each in clauses()), *(each.title for each in registers())]) == []


def test_what_is_said_to_carry_a_clause_is_there():
    assert [(each.id, *shown) for each in clauses() for shown in each.shown if not NAMES[shown[0]](shown[1])] == []


def test_a_step_said_to_write_a_register_is_a_step_of_its_table():
    assert [(each.id, *pair) for each in registers() for pair in each.written_by if not known(*pair)] == []


def test_a_clause_that_writes_a_register_is_carried_by_a_procedure_that_writes_it():
    writers = {each.id: {procedure for procedure, _ in each.written_by} for each in registers()}
    found = coverage().rows
    assert [
        (row.clause.id, register)
        for row in found
        for register in row.clause.registers
        if not writers[register] & ({key for key, _ in row.steps} | {name.partition(".")[0] for _, name in row.clause.shown})
    ] == []


def test_every_clause_is_carried_by_something_and_cited_by_a_test():
    assert [row.clause.id for row in coverage().rows if not row.implemented] == []
    assert [row.clause.id for row in coverage().rows if not row.tests] == []
    assert coverage().covered == len(SERIES) == 60


def test_a_step_names_its_registers():
    assert registers_of("quarterly_closing", "issue") == ("R5",)
    assert registers_of("bonus_claim", "create") == ()


def test_the_page_and_the_recorded_citations_are_not_stale():
    told = "run: python -m procflow.reports.coverage.page docs tests"
    assert CITED.read_text("utf-8") == citations(ROOT / "tests"), told
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == page(coverage()), told


def test_a_clause_is_cited_in_docstrings_names_and_comments_but_not_in_data(tmp_path):
    (tmp_path / "test_a.py").write_text(
        '"""As T10 says, and B13–B15."""\nCLAUSE = "T11"\n\ndef test_x_of_B20():\n    """T4."""\n    x = 1  # B31\n    # unit-B2, T1ZB\n',
        "utf-8",
    )
    (tmp_path / "other.py").write_text('"""T20."""\n', "utf-8")
    assert list(cited(tmp_path)) == ["T4", "T10", "B13", "B14", "B15", "B20", "B31"]
    assert cited(tmp_path)["T10"] == ["test_a.py"]


def test_the_module_writes_the_page_and_the_citations(tmp_path, monkeypatch):
    monkeypatch.setattr("procflow.reports.coverage.page.CITED", tmp_path / "cited.json")
    (tmp_path / "test_a.py").write_text('"""T10."""\n', "utf-8")
    write(tmp_path, tmp_path)
    assert (tmp_path / "coverage.md").read_text("utf-8") == page(coverage())
    assert (tmp_path / "cited.json").read_text("utf-8") == citations(tmp_path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_names_what_carries_it_by_title(lang):
    row = next(each for each in coverage().rows if each.clause.id == "T10")
    told = {each.key: each for each in carriers(row, lang)}
    assert told["bonus_claim"].title == {"zh": "加分申报", "en": "Bonus claim"}[lang]
    assert {"verify_to_vote", "vote_pass", "post"} <= set(told["bonus_claim"].steps)
    assert [each.partition(" ")[0] for each in register_titles(row, lang)] == ["R1", "R8"]


def test_the_parameters_that_stand_on_a_clause_are_named():
    rows = {each.clause.id: each.parameters for each in coverage().rows}
    assert "points_group.least" in rows["T6"]
    assert {"grades"} <= set(rows["T16"])
    assert [path for row in rows.values() for path in row if path not in LEAVES and path not in ROWS] == []
    assert {load(each).id for each in bundled()}
