"""A table out of a workbook or the clipboard: the head is found, rows keep their numbers, cells are text."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.errors import Invalid
from procflow.sheets import cells
from procflow.sheets.columns import guessed, settled, titles
from procflow.sheets.opened import opened, pasted, table
from procflow.sheets.roster import COLUMNS
from tests.sheets.books import book

TITLES = titles(COLUMNS)


def test_rows_keep_the_numbers_that_the_sheet_gives_them():
    found = opened(book(("P1", "张三"), (), ("P2", "李四")), TITLES)
    assert [(number, row[:2]) for number, row in found.rows] == [(2, ("P1", "张三")), (4, ("P2", "李四"))]


def test_a_title_above_the_head_is_no_head():
    found = opened(book(("××党支部党员名册",), ("序号", "姓名", "编 号", "人员类别"), (1, "张三", "P1", "正式党员"), head=None), TITLES)
    assert (found.head_row, found.rows[0][0]) == (2, 3)
    assert guessed(COLUMNS, found.head) == {"id": 2, "name": 1, "standing": 3}


def test_numbers_and_days_become_the_text_that_was_meant():
    found = opened(book((1001, "张三", "", "", "", datetime(2020, 7, 1), "", True)), TITLES)
    assert found.rows[0][1][:8] == ("1001", "张三", "", "", "", "2020-07-01", "", "是")


def test_what_is_pasted_reads_as_the_sheet_it_came_from():
    found = pasted("人员编号\t姓名\r\nP1\t张三\r\n\r\nP2\t李四", TITLES)
    assert (found.head, found.rows) == (("人员编号", "姓名"), ((2, ("P1", "张三")), (4, ("P2", "李四"))))


@pytest.mark.parametrize("written", ["", "\n\n", "人员编号\t姓名"])
def test_nothing_is_told(written):
    with pytest.raises(Invalid):
        pasted(written, TITLES)


def test_more_rows_than_are_taken_at_once_are_told():
    with pytest.raises(Invalid, match="一次最多"):
        table([["人员编号"], *(["P"] for _ in range(50_001))], TITLES)


@pytest.mark.parametrize("said", ["2024-04-09", "2024/4/9", "2024.4.9", "2024年4月9日", "20240409", " 2024-4-9 ", "2024-04-09 00:00:00"])
def test_a_day_is_read_however_offices_write_it(said):
    assert cells.day(said) == "2024-04-09"


@pytest.mark.parametrize("said", ["2024-02-30", "4月9日", "去年", "24-04-09", "2024-13-01"])
def test_what_is_no_day_is_none(said):
    with pytest.raises(ValueError):
        cells.day(said)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back(day):
    assert cells.day(cells.text(day)) == cells.day(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()


@given(st.integers(0, 20_000))
def test_letters_are_those_of_a_spreadsheet(place):
    from xlsxwriter.utility import xl_col_to_name

    assert cells.letter(place) == xl_col_to_name(place)


def test_a_number_that_excel_has_rounded_is_known():
    assert cells.rounded(cells.text(5.1e17))
    assert [cells.rounded(each) for each in ("5.1E+17", "P5E17", "1001")] == [True, False, False]


def test_two_columns_are_not_one_and_needed_ones_must_be_there():
    with pytest.raises(Invalid) as caught:
        settled(COLUMNS, {"id": 0, "name": 0}, ["A"])
    assert set(caught.value.errors) == {"name", "standing"}
