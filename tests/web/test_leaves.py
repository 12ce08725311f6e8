"""Lists over sheets of paper: nothing lost, no sheet too full, the seal never alone."""

from hypothesis import given
from hypothesis import strategies as st

from procflow.web.leaves import FEWEST, MOST, leaves


@given(st.integers(0, 400), st.integers(0, 20))
def test_every_line_stands_once_and_in_order_on_sheets_that_are_not_too_full(count, after):
    found = leaves(range(count), after)
    assert [line for leaf in found for line in leaf.lines] == list(range(count))
    assert len(found) == max(1, -(-(count + after) // MOST))
    assert all(len(leaf.lines) <= MOST for leaf in found)
    assert [(leaf.number, leaf.of) for leaf in found] == [(place, len(found)) for place in range(1, len(found) + 1)]
    assert [leaf.last for leaf in found] == [False] * (len(found) - 1) + [True]


@given(st.integers(FEWEST, 400), st.integers(0, 20))
def test_some_lines_come_along_to_the_sheet_with_the_seal(count, after):
    assert len(leaves(range(count), after)[-1].lines) >= FEWEST


def test_short_lists_stand_wide_and_long_ones_close():
    assert [leaves(range(count))[0].density for count in (12, 13, 20, 21, 30, 31)] == ["", "half", "half", "tight", "tight", "half"]
