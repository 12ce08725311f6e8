"""The inbox: whose desk, in what order, how full, how many statements; and nothing of another branch."""

from datetime import date

import pytest

from procflow import queries
from procflow.errors import NotFound
from procflow.models import Case
from procflow.queries import Filters
from procflow.queries.desks import Desks, picked
from tests.queries.world import DAY, MOTION, VOTED, WAITING

LATER = date(2024, 3, 20)


def numbers(session, person, **more):
    return [row.no for row in queries.inbox(session, person, more.pop("day", DAY), **more).rows]


def test_a_claim_lies_at_the_desk_of_whoever_keeps_the_body_that_is_due(session):
    (row,) = queries.inbox(session, "Y04", DAY).rows
    assert (row.no, row.title, row.subject.name, row.points, row.state_title) == (WAITING, "加分申报", "某M02", 500, "核实中")
    assert (row.due, row.days_left, row.overdue, row.desk_title) == ("2024-03-15", 3, False, "积分小组")
    assert (row.from_whom.name, row.from_on, row.claimed_by) == ("某M02", "2024-03-10", None)
    assert numbers(session, "Y02") == []


def test_a_task_that_somebody_claimed_leaves_the_desk_of_the_others(session, world):
    world.file("body", "points_group", since="2024-02-01", members=["Y04", "Y05", "Y06"], keepers=["Y04", "Y05"])
    world.step(WAITING, "claim", "Y04")
    assert numbers(session, "Y05") == []
    assert [row.claimed_by.name for row in queries.inbox(session, "Y04", DAY).rows] == ["某Y04"]


def test_what_is_late_lies_in_a_box_of_its_own_and_among_the_rest(session):
    shown = queries.inbox(session, "Y04", LATER, box="overdue")
    assert [(row.no, row.days_left, row.overdue) for row in shown.rows] == [(WAITING, -5, True)]
    assert numbers(session, "Y04", box="overdue") == []
    assert shown.counts == {"todo": 1, "overdue": 1, "mine": 0, "cc": 0}


def test_boxes_for_what_one_began_did_and_was_told(session, world):
    world.step(WAITING, "nudge", "M02")
    assert numbers(session, "M02", box="mine") == [WAITING]
    assert set(numbers(session, "Y02", box="done")) == {VOTED, MOTION}
    (told,) = queries.inbox(session, "Y04", DAY, box="cc").rows
    assert (told.no, told.sentence, told.inputs) == (WAITING, "{by}催办一件事", {"by": "M02"})
    assert queries.inbox(session, "Y04", DAY).counts["cc"] == 1


@pytest.mark.parametrize("reader", ["N01", "N02", "nobody"])
def test_a_stranger_of_another_branch_finds_every_box_empty(session, reader):
    for box in queries.BOXES:
        shown = queries.inbox(session, reader, DAY, box=box)
        assert shown.rows == ()
        assert set(shown.counts.values()) == {0}


def test_the_administrator_of_the_system_finds_no_case_by_that(session):
    assert queries.inbox(session, "adm", DAY).counts == {"todo": 0, "overdue": 0, "mine": 0, "cc": 0}


@pytest.mark.parametrize("asked", [{"unit": "d2"}, {"box": "bin"}])
def test_a_unit_or_box_that_is_not_the_readers_is_not_there(session, asked):
    with pytest.raises(NotFound):
        queries.inbox(session, "Y04", DAY, **asked)


FOUND = (
    Filters(text="某M02"), Filters(text="JL-2024-0002"), Filters(text="加分"), Filters(text="bonus"), Filters(step="verifying"),
    Filters(step="bonus_claim.verifying"), Filters(due="week"),
)  # fmt: skip
NOT_FOUND = (
    Filters(text="某M01"), Filters(text="%"), Filters(step="objection_review.verifying"), Filters(due="today"), Filters(due="overdue"),
    Filters(due="later"), Filters(due="none"),
)  # fmt: skip


def test_filters_keep_what_fits_and_leave_the_counts_alone(session):
    for filters in FOUND + NOT_FOUND:
        shown = queries.inbox(session, "Y04", DAY, filters=filters)
        assert [row.no for row in shown.rows] == [WAITING] * (filters in FOUND), filters
        assert shown.counts["todo"] == 1


def test_page_by_page_gives_every_row_once_in_the_same_order(session, world):
    for number in range(3, 7):
        world.claim(f"D1ZB-JL-2024-{number:04d}", "M02", "1")
    for box, reader in (("todo", "Y04"), ("mine", "M02"), ("done", "M02")):
        whole, pages, after = numbers(session, reader, box=box), [], "first"
        while after:
            shown = queries.inbox(session, reader, DAY, box=box, after=after.removeprefix("first"), limit=2)
            pages += [row.no for row in shown.rows]
            after = shown.following
        assert pages == whole
        assert len(set(whole)) == len(whole) == 5


def test_tasks_with_a_last_day_come_first_and_those_without_are_reached_too(session, world):
    for _ in range(2):
        world.step("", "create", "M02", procedure="bonus_claim", unit="d1")
    world.step(WAITING, "claim", "Y04")
    drafts = queries.inbox(session, "M02", DAY, limit=1)
    more = queries.inbox(session, "M02", DAY, limit=1, after=drafts.following)
    assert {drafts.rows[0].state, more.rows[0].state} == {"draft"}
    assert (drafts.rows[0].due, more.following) == ("", "")


def test_the_next_deadlines_stand_above_with_their_clause(session):
    (first, *_) = queries.inbox(session, "M01", DAY).deadlines
    assert (first.title, first.day, first.days_left, first.clause, first.workday) == ("申报截止", "2024-03-31", 19, "A21", False)


def test_the_inbox_takes_few_statements_however_full_it_is(session, world, statements):
    queries.inbox(session, "Y04", DAY)
    few = statements()
    for number in range(3, 9):
        world.claim(f"D1ZB-JL-2024-{number:04d}", "M02", "1")
    queries.inbox(session, "Y04", DAY)
    statements()
    assert len(queries.inbox(session, "Y04", DAY).rows) == 7
    assert statements() <= min(few, 11)


def test_a_page_looks_at_cases_only_for_the_tasks_it_shows_unless_a_filter_asks():
    desks = Desks("Y02", (("d1", frozenset({"recorder", "points_admin"})),))
    assert str(picked(desks, True, True, False)).count("JOIN proc_case") == 1
    assert str(picked(desks, True, True, False, (Case.state == "verifying",))).count("JOIN proc_case") == 3
