"""A sheet worked by keys as in a spreadsheet: arrows to every side, the sum of a row while one types; and the same sums from the server."""

import pytest

from procflow import forms
from procflow.web.choices import Choices
from procflow.web.fields import describe

SHEET = (
    """<table data-sheet="lines"><thead><tr><th>票</th></tr></thead><tbody>{rows}</tbody><tfoot></tfoot></table><p data-told="lines"></p>"""
)
ROW = (
    '<tr><td>张建国</td><td><input id="a{0}" inputmode="numeric" value="12"></td><td>—</td>'
    '<td><input id="b{0}" inputmode="numeric" value="3"></td><td><output data-across id="s{0}">15</output></td></tr>'
)


class Line(forms.Form):
    member = forms.Person("党员")
    excellent = forms.Count("优秀")
    qualified = forms.Count("合格")


class Counted(forms.Form):
    lines = forms.Lines("测评票数", Line)


@pytest.fixture
def sheet(page):
    from procflow.web import __file__ as web

    page.set_content(SHEET.format(rows=ROW.format(1) + ROW.format(2)))
    page.add_script_tag(path=web.replace("__init__.py", "static/sheet.js"))
    return page


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_right_at_the_end_of_a_figure_leads_to_the_next_cell_and_left_back(sheet):
    sheet.focus("#a1")
    sheet.keyboard.press("End")
    sheet.keyboard.press("ArrowRight")
    assert focused(sheet) == "b1", "a cell without a field is passed over"
    sheet.keyboard.press("ArrowLeft")
    assert focused(sheet) == "a1", "a figure that is selected whole is left at once"


def test_within_a_figure_the_arrows_move_the_caret(sheet):
    sheet.focus("#a1")
    sheet.keyboard.press("End")
    sheet.keyboard.press("ArrowLeft")
    assert focused(sheet) == "a1"


def test_at_the_edge_of_the_sheet_an_arrow_stays(sheet):
    sheet.focus("#b2")
    sheet.keyboard.press("End")
    sheet.keyboard.press("ArrowRight")
    assert focused(sheet) == "b2"


def test_the_sum_of_a_row_follows_what_is_typed(sheet):
    sheet.fill("#b1", "７")
    assert [sheet.inner_text(f"#s{row}") for row in (1, 2)] == ["19", "15"]


def test_the_server_adds_a_row_up_where_several_figures_stand_in_it():
    typed = {"lines": [{"member": "M01", "excellent": "12", "qualified": "3"}, {"member": "M02", "excellent": "x", "qualified": "4"}]}
    view = describe(Counted, Choices(), typed, spare=1)[0]
    assert view.across == ("15", "4", "0")
    assert view.sums == (None, "12", "7")


def test_a_row_with_one_figure_has_no_sum_of_its_own():
    class Votes(forms.Form):
        votes = forms.Count("票数")

    class Sheet(forms.Form):
        lines = forms.Lines("票数", Votes)

    assert describe(Sheet, Choices(), {"lines": [{"votes": "3"}]})[0].across == ()
