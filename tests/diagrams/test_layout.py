"""A table laid out: nothing lies on anything else, whatever the table, and the way that most cases take runs straight down."""

import pytest
from hypothesis import given, settings

from procflow.diagrams.layout import layout
from procflow.grammar import NEW
from tests.diagrams.examples import ALL, bonus_claim, quarterly_closing, unqualified_handling
from tests.diagrams.odd_tables import odd_tables
from tests.diagrams.overlaps import boxes_that_overlap, slanted, wires_on_wires, wires_through_boxes


@settings(max_examples=80, deadline=None)
@given(odd_tables())
def test_whatever_the_table_no_two_things_lie_on_each_other(table):
    laid = layout(table)
    assert boxes_that_overlap(laid) == []
    assert wires_through_boxes(laid) == []
    assert wires_on_wires(laid) == []
    assert slanted(laid) == []


@settings(max_examples=40, deadline=None)
@given(odd_tables())
def test_every_row_of_the_table_is_drawn(table):
    laid = layout(table, "en")
    drawn = {(wire.source, wire.target) for wire in laid.wires} | {(name, name) for name in laid.loops}
    assert drawn == {(source, row.lands(source)) for row in table.steps for source in row.sources}
    assert set(laid.states) == {NEW, *table.by_name}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("table", [make() for make in ALL], ids=lambda table: table.key)
def test_a_real_procedure_is_narrow_enough_for_its_words_to_stay_readable(table, lang):
    # ux.md T04: at 1100 px, where the case page draws it, 16 px may not shrink below 14
    assert 16 * 1100 / max(1100, layout(table, lang).wide) >= 14
    assert boxes_that_overlap(layout(table, lang)) == []


@pytest.mark.parametrize("table", [make() for make in ALL], ids=lambda table: table.key)
def test_the_main_line_runs_straight_down(table):
    laid = layout(table)
    assert len({laid.states[name].x for name in laid.main}) == 1
    assert [laid.states[name].y for name in laid.main] == sorted(laid.states[name].y for name in laid.main)


def test_the_main_line_leads_by_the_longest_way_to_the_result():
    assert layout(bonus_claim()).main == (
        NEW, "draft", "submitted", "group_review", "verifying", "pending_vote", "approved", "posted",
    )  # fmt: skip


def test_ways_back_run_up_and_end_below_their_state():
    laid = layout(quarterly_closing())
    back = next(wire for wire in laid.wires if (wire.source, wire.target) == ("compiled", "cutoff"))
    cutoff = laid.states["cutoff"]
    assert back.points[-1][1] == cutoff.y + cutoff.high / 2
    assert back.points[0][1] > back.points[-1][1]


def test_ways_of_the_same_name_to_the_same_state_join_in_one_arrow():
    withdrawals = [wire for wire in layout(bonus_claim()).wires if wire.target == "withdrawn"]
    assert len(withdrawals) == 6
    assert len({wire.bundle for wire in withdrawals}) == len({wire.points[-1] for wire in withdrawals}) == 1


def test_rows_between_the_same_two_states_share_one_wire_and_say_both_names():
    assert ("表决未过", "议题撤回") in {box.lines for box in layout(unqualified_handling()).labels.values()}


def test_a_step_that_stays_is_a_loop_beside_its_state():
    box, unattended = layout(quarterly_closing()).loops["compiled"]
    assert box.lines == ("保密审查",)
    assert not unattended


def test_room_below_the_states_is_given_where_asked():
    assert layout(bonus_claim(), below=50).high == layout(bonus_claim()).high + 8 * 50


def test_the_same_table_is_always_laid_out_alike():
    assert layout(bonus_claim()) == layout(bonus_claim())
