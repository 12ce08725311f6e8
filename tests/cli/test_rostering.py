"""`procflow roster`: template, check, a preview that writes nothing, an import with --yes, an export that changes nothing (T17)."""

import pytest

from procflow.sheets.columns import titles
from procflow.sheets.opened import opened
from procflow.sheets.roster import COLUMNS
from tests.sheets.books import HEAD, book

WHO = ("--as", "Y01", "--unit", "lh1")
NEW = ("N01", "新来的", "", "正式党员")
COUNT = "SELECT count(*) FROM dated_fact"


@pytest.fixture
def sheet(tmp_path):
    def written(*lines, head=HEAD[:4]):
        path = tmp_path / "roster.xlsx"
        path.write_bytes(book(*lines, head=head))
        return path

    return written


def test_the_template_has_every_column(act, tmp_path):
    path = tmp_path / "template.xlsx"
    assert act("roster", "template", path).code == 0
    from python_calamine import CalamineWorkbook

    assert tuple(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[0]) == HEAD


def test_a_preview_writes_nothing_and_yes_does(act, rows, sheet):
    before, path = rows(COUNT), sheet(NEW)
    seen = act("roster", "import", path, *WHO)
    assert (seen.code, "新增 1 人" in seen.out, "--yes" in seen.out, rows(COUNT)) == (0, True, True, before)
    done = act("roster", "import", path, *WHO, "--yes")
    assert (done.code, "已导入：新增 1 人" in done.out, rows(COUNT)[0][0]) == (0, True, before[0][0] + 2)
    assert "没有要导入的" in act("roster", "import", path, *WHO, "--yes").out


def test_faults_are_told_by_cell_and_marked_and_nothing_is_written(act, rows, sheet, tmp_path):
    before, path, marked = rows(COUNT), sheet(NEW, ("N 02", "", "", "正式党员")), tmp_path / "marked.xlsx"
    told = act("roster", "check", path, *WHO, "--marked", marked)
    assert (told.code, "A3" in told.out, "B3" in told.out, rows(COUNT)) == (2, True, True, before)
    assert "编号只能用" in opened(marked.read_bytes(), titles(COLUMNS)).rows[1][1][-1]
    data = act("roster", "import", path, *WHO, "--yes", "--json").data
    assert ([each["cell"] for each in data["faults"]], data["imported"]) == (["A3", "B3"], False)


def test_an_export_reads_in_without_a_change_and_is_on_record(act, rows, tmp_path):
    path = tmp_path / "out.xlsx"
    assert act("roster", "export", path, *WHO).code == 0
    assert "没有要导入的" in act("roster", "import", path, *WHO, "--yes").out
    assert rows("SELECT count(*) FROM audit_event WHERE type = 'roster.exported'") == [(1,)]


@pytest.mark.parametrize("who", [("--as", "M01", "--unit", "lh1"), ("--as", "nobody", "--unit", "lh1"), ("--as", "Y01", "--unit", "zz")])
def test_whoever_may_not_is_told_and_nothing_is_given_out(act, sheet, tmp_path, who):
    path = tmp_path / "out.xlsx"
    assert act("roster", "export", path, *who).code == 3
    assert act("roster", "import", sheet(NEW), *who, "--yes").code == 3
    assert not path.exists()


def test_a_missing_column_and_a_missing_file_are_told(act, sheet, tmp_path):
    told = act("roster", "check", sheet(("N01",), head=("人员编号",)), *WHO)
    assert (told.code, "没有找到“姓名”这一列" in told.all) == (2, True)
    assert act("roster", "check", tmp_path / "none.xlsx", *WHO).code == 2
