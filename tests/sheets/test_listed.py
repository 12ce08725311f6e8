"""Workbooks of lists: ids as text, true days, zeros, nothing that calculates, a head that stays, the same bytes for the same list."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from procflow.sheets.listed import Column, List, name, workbook

COLUMNS = (Column("编号"), Column("姓名"), Column("日期", "day"), Column("分值", "signed"), Column("人数", "number"))
RISKY = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "-0")


def made(rows, about=(("范围", "第一党支部"),)):
    return workbook(List("名册：甲/乙", COLUMNS, rows, about), "zh")


def cells(data, sheet=0):
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return book.get_sheet_by_name(book.sheet_names[sheet]).to_python()


def part(data, path="xl/worksheets/sheet1.xml"):
    return ZipFile(BytesIO(data)).read(path).decode()


def test_a_number_of_eighteen_figures_stays_what_it_is():
    assert cells(made([("510101199003070012", "张建国", "", None, None)]))[1][0] == "510101199003070012"


def test_days_are_days_and_points_are_numbers():
    row = cells(made([("1", "张建国", "2024-04-19", 250, 13)]))[1]
    assert str(row[2]) == "2024-04-19"
    assert row[3:] == [2.5, 13.0]


def test_nothing_is_less_than_nothing_and_an_empty_cell_is_empty():
    zero, empty = cells(made([("1", "a", "", 0, 0), ("2", "b", "", None, None)]))[1:]
    assert str(zero[3]) == "0.0"
    assert empty[2:] == ["", "", ""]


@pytest.mark.parametrize("text", RISKY)
def test_what_could_calculate_is_text_that_says_so(text):
    data = made([("1", text, "", None, None)])
    assert "<f>" not in part(data)
    assert 'quotePrefix="1"' in part(data, "xl/styles.xml")
    assert cells(data)[1][1].strip() == text.strip()


def test_the_head_stays_in_view_and_on_every_page_lying_on_a4():
    data = made([("1", "a", "", 0, 0)])
    sheet, book = part(data), part(data, "xl/workbook.xml")
    for each in ('state="frozen"', "<autoFilter", 'paperSize="9"', 'orientation="landscape"'):
        assert each in sheet
    assert "Print_Titles" in book


def test_a_page_beside_it_says_what_it_is():
    assert cells(made([]), 1) == [["范围", "第一党支部"]]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["", "2024-02-29", "no day"]),
                          st.integers(-10**6, 10**6) | st.none(), st.integers(0, 9999) | st.none()), max_size=6))  # fmt: skip
def test_any_list_can_be_written_and_twice_the_same(rows):
    assert made(rows) == made(rows)


def test_a_sheet_is_called_as_excel_allows():
    assert name("[a]:b*c?d/e\\f") == "a  b c d e f"
    assert name("''") == "1"
    assert len(name("长" * 40)) == 31
