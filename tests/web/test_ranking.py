"""The lines of a board: by band, by any column, two thousand of them page by page; nobody lost, nobody twice."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.queries import Outcome, RatedLine
from procflow.queries.people import Named
from procflow.web.ranking import MOST, ranking

BANDS = (
    Outcome("star3", "三星级", "T16", False, True, 8000, 9000, False),
    Outcome("star1", "一星级", "T16", False, True, 7000, 7500, False),
    Outcome("fail", "不合格", "T18", False, False, None, 6000, False),
    Outcome("no_star", "不评星", "A3", True, False, 6500, 7000, False),
)


def line(number, band, score):
    return RatedLine(Named(f"M{number}", f"王{number}"), "", number, score, number % 7, number % 3, 0, score, score, False, BANDS[band],
                     BANDS[band], None, (), False)  # fmt: skip


def board(*bands):
    lines = tuple(line(number, band, 10_000 - number) for number, band in enumerate(bands, 1))
    return SimpleNamespace(lines=lines, bands=BANDS)


def shown(found):
    return [each.member.id for _, lines in found.groups for each in lines]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=MOST))
def test_a_short_list_shows_everybody_once_under_the_own_band_gaps_where_their_scores_lie(bands):
    found = ranking(board(*sorted(bands)), {})
    assert sorted(shown(found)) == sorted(f"M{number}" for number in range(1, len(bands) + 1))
    assert [band.code for band, _ in found.groups] == [code for code in ("star3", "star1", "no_star", "fail")
                                                       if code in {BANDS[each].code for each in bands}]  # fmt: skip


def test_of_two_thousand_one_band_is_shown_at_a_time_and_every_page_together_is_everybody():
    whole = board(*[0] * 120, *[1] * 1400, *[2] * 480)
    assert ranking(whole, {}).band == "star3"
    pages = [ranking(whole, {"band": band.code, "page": str(page)}) for band, count in ranking(whole, {}).bands for page in range(1, -(-count // MOST) + 1)]  # fmt: skip
    assert max(len(shown(each)) for each in pages) == MOST
    everybody = [member for each in pages for member in shown(each)]
    assert (len(everybody), len(set(everybody))) == (2000, 2000)


@pytest.mark.parametrize(
    "asked", [{"page": "0"}, {"page": "x"}, {"page": "-1"}, {"sort": "id"}, {"band": "\x00"}, {"back": "yes"}, {"page": "²"}]
)
def test_what_an_address_asks_in_vain_is_left_out(asked):
    whole = board(0, 1, 2)
    assert ranking(whole, asked) == ranking(whole, {})


def test_a_page_beyond_the_last_is_the_last():
    assert ranking(board(*[0] * 120), {"page": "999"}).page == 3


def test_a_column_orders_all_lines_without_bands_and_a_second_press_turns_it_round():
    whole = board(0, 1, 2, 3)
    there, back = ranking(whole, {"sort": "bonus"}), ranking(whole, {"sort": "bonus", "back": "1"})
    assert shown(there) == ["M4", "M3", "M2", "M1"] == shown(back)[::-1]
    assert [band for band, _ in there.groups] == [None]
    assert (there.turned("bonus"), there.turned("base"), back.turned("bonus")) == (True, False, False)
