"""`procflow opening`: a template, a preview that registers nothing, a case with its paper on --yes; faults by cell (A54)."""

import json

import pytest
from click.testing import CliRunner

from procflow.cli import main
from tests.importing.test_earned import HEAD, ROWS
from tests.machines.opened import branch_of
from tests.sheets.books import book


@pytest.fixture
def played(tmp_path):
    with branch_of("sqlite", tmp_path) as branch:
        branch.session.commit()
        (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)

        def act(*rows, more=(), actor="P04"):
            (tmp_path / "q2.xlsx").write_bytes(book(*rows, head=HEAD))
            words = ["opening", "import", tmp_path / "q2.xlsx", "--as", actor, "--unit", "d3", "--paper", tmp_path / "scan.png", *more]
            environ = {"PROCFLOW_DATABASE_URL": str(branch.session.get_bind().url), "PROCFLOW_HOME": str(tmp_path), "PROCFLOW_LANG": "zh"}
            return CliRunner().invoke(main, [str(each) for each in words], env=environ)

        yield branch, act


def test_the_template_has_every_column(tmp_path):
    from python_calamine import CalamineWorkbook

    path = tmp_path / "blank.xlsx"
    assert CliRunner().invoke(main, ["opening", "template", str(path)], env={"PROCFLOW_HOME": str(tmp_path)}).exit_code == 0
    assert tuple(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[0]) == HEAD


def test_a_preview_registers_nothing_and_yes_does_once(played):
    branch, act = played
    seen = act(*ROWS)
    assert (seen.exit_code, "2 名党员，3 行，合计 24 分" in seen.output, "--yes" in seen.output, cases(branch)) == (0, True, True, [])
    done = act(*ROWS, more=("--yes", "--json"))
    (no,) = cases(branch)
    said = json.loads(done.output)
    assert (said["case"], said["points"], said["registered"]) == (no, "24.00", True)
    assert "没有要登记的" in act(*ROWS, more=("--yes",)).output
    assert len(branch.chain(no)) == 1


def test_faults_are_told_by_cell_and_whoever_is_another_office_finds_nothing(played, tmp_path):
    branch, act = played
    told = act(("P99", *ROWS[0][1:]), more=("--yes", "--marked", tmp_path / "marked.xlsx"))
    assert (told.exit_code, "A2" in told.output, (tmp_path / "marked.xlsx").exists(), cases(branch)) == (2, True, True, [])
    assert act(*ROWS, more=("--yes",), actor="P03").exit_code != 0
    assert cases(branch) == []


def test_once_in_the_ledger_the_same_sheet_is_refused_in_words(played):
    branch, act = played
    act(*ROWS, more=("--yes",))
    (no,) = cases(branch)
    branch.verify(no)
    branch.agree(no)
    told = act(*ROWS, more=("--yes",))
    assert (told.exit_code != 0, "李大山、周文" in told.output, no in told.output) == (True, True, True)


def cases(branch) -> list[str]:
    from procflow.models import Case

    return [str(each.no) for each in branch.rows(Case, Case.procedure == "opening_balance")]
