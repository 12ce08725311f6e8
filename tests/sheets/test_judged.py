"""Three hundred rows with seventeen seeded faults: each is told by row and column with how to mend it, and nothing else is (T17)."""

from dataclasses import replace

import pytest

from procflow.sheets import judged as rules
from procflow.sheets.columns import guessed
from procflow.sheets.compared import compared
from procflow.sheets.judged import judged
from procflow.sheets.opened import table
from procflow.sheets.roster import COLUMNS, Filed, Line
from tests.sheets.books import HEAD

TODAY = "2024-04-19"
KNOWN = {
    "M01": Line("M01", "王甲", "d1", "formal", "第一党小组", "2020-07-01", "", False, "2024-01-01", ("recorder",)),
    "M02": Line("M02", "王乙", "d1", "probationary", "", "2023-07-01", "2024-07-01"),
}
FILED = Filed("xz", {"d1": "第一党支部", "d2": "第二党支部"}, KNOWN, {"M01": "王甲", "M02": "王乙", "Z9": "别人"}, TODAY,
              {"第一党支部": "d1", "D1ZB": "d1", "第二党支部": "d2"}, frozenset({"E1"}), offices=False)  # fmt: skip
GOOD = ("第一党支部", "正式党员", "第一党小组", "2020-07-01", "", "否", "", "")
PLACES = guessed(COLUMNS, HEAD)

# row: what is put into which column, and the column that must be named
SEEDED = {
    5: ({"人员编号": ""}, "人员编号"),
    14: ({"人员编号": "P 014"}, "人员编号"),
    23: ({"人员编号": "P0022"}, "人员编号"),
    31: ({"人员编号": "5.1E+17"}, "人员编号"),
    47: ({"人员编号": "E1"}, "人员编号"),
    58: ({"人员编号": "Z9"}, "人员编号"),
    66: ({"姓名": ""}, "姓名"),
    79: ({"姓名": "长" * 41}, "姓名"),
    90: ({"支部": "第九党支部"}, "支部"),
    111: ({"身份": ""}, "身份"),
    134: ({"身份": "党员干部"}, "身份"),
    152: ({"加入本支部日期": "去年七月"}, "加入本支部日期"),
    177: ({"加入本支部日期": "2024-04-20"}, "加入本支部日期"),
    203: ({"身份": "预备党员"}, "预备期截止日期"),
    222: ({"预备期截止日期": "2025-07-01"}, "预备期截止日期"),
    250: ({"已退休": "不知道"}, "已退休"),
    299: ({"职务": "支部书记"}, "职务"),
}


def rows(changes):
    for number in range(2, 302):
        row = dict(zip(HEAD, (f"P{number:04d}", f"张{number}", *GOOD), strict=True)) | changes.get(number, ({}, ""))[0]
        yield list(row.values())


def read(*lines):
    return judged(table([HEAD, *lines], HEAD), PLACES, FILED)


def test_seventeen_seeded_faults_are_seventeen_cells_and_no_more_T17():
    found = read(*rows(SEEDED))
    assert [(each.row, each.title) for each in found.faults] == [(number, column) for number, (_, column) in SEEDED.items()]
    assert len(found.lines) == 283


def test_a_fault_names_its_cell_its_content_and_how_to_mend_it():
    fault = read(*rows({14: SEEDED[14]})).faults[0]
    assert (fault.address, fault.value, fault.sentence) == ("A14", "P 014", rules.ODD_ID)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("M01", "王甲", "", "正式党员", "", "2021-01-01"), "F", rules.LATER),
        (("M01", "王甲", "", "正式党员", "", "", "", "", "2024-02-01"), "I", rules.ON_FILE),
        (("P1", "张三", "d2", "正式党员", "", "2024-03-01", "", "", "2024-02-01"), "I", rules.BEFORE_JOINING),
        (("P1", "张三", "", "预备党员", "", "2024-03-01", "2024-02-01"), "G", rules.BEFORE_JOINING),
        (("P1", "张三", "", "正式党员", "组" * 81), "E", rules.LONG),
        (("P1", "张三", "", "正式党员", "", "", "", "", "", "村长"), "J", rules.NO_OFFICE),
        (("P1", "张三", "", "正式党员", "", "", "", "", "", "系统管理员"), "J", rules.NO_OFFICE),
        (("system", "张三", "", "正式党员"), "A", rules.ODD_ID),
    ],
)
def test_other_faults_are_told_too(row, column, sentence):
    whole = table([HEAD, (*row, *[""] * (len(HEAD) - len(row)))], HEAD)
    found = judged(whole, PLACES, replace(FILED, offices=True))
    assert [(each.letter, each.sentence) for each in found.faults] == [(column, sentence)]


def test_words_that_offices_use_are_understood():
    found = read(
        ("P1", "王　强", "D1ZB", "中共党员", "", "2020年7月1日", "", "√", "", ""),
        ("P2", "李四", "第二党支部", "积极分子", "", "", "", "在职", "", ""),
    )
    assert found.lines[2] == Line("P1", "王强", "d1", "formal", "", "2020-07-01", "", True)
    assert found.lines[3] == Line("P2", "李四", "d2", "activist")


def test_what_the_roster_does_not_say_changes_nothing():
    """No column for groups: nobody's group changes; an open day of joining is no change either."""
    lines = [Line("M01", "王甲", "d1", "formal"), Line("M02", "王乙", "d1", "formal")]
    found = compared(lines, FILED, ("id", "name", "standing", "joined"))
    assert ([each.after.id for each in found.changed], found.same) == (["M02"], 1)
    assert found.changed[0].after == Line("M02", "王乙", "d1", "formal", "", "2023-07-01", "2024-07-01")


def test_who_is_not_in_the_roster_is_named_and_stays_unless_it_is_said():
    found = compared([KNOWN["M01"]], FILED, PLACES)
    assert ([each.id for each in found.left], found.nothing) == (["M02"], True)
    assert not compared([KNOWN["M01"]], FILED, PLACES, leave=True).nothing
