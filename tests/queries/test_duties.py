"""What is due and how it stands: open, overdue, done in time or late; offices see all of their unit, a member the own, others nothing."""

from datetime import date

import pytest

from procflow.errors import NotFound
from procflow.queries.due import judged
from procflow.queries.duties import duties
from tests.queries.world import DAY, WAITING

FIRST, LAST = date(2024, 3, 1), date(2024, 4, 30)


def told(session, reader, day=DAY, kind="task"):
    return [each for each in duties(session, reader, day, "d1", FIRST, LAST).duties if each.kind == kind]


def test_a_task_stands_on_its_last_day_with_its_desk_and_its_case(session):
    (found,) = [each for each in told(session, "Y04") if each.state == "open"]
    assert (found.day, found.title, found.step, found.owners, found.state) == ("2024-03-15", "加分申报", "核实中", ("积分小组",), "open")
    assert [(no, who.name) for no, who in found.cases] == [(WAITING, "某M02")]
    assert "overdue" in [each.state for each in told(session, "Y04", date(2024, 3, 16))]


def test_what_was_handed_on_is_told_as_done_with_the_day(session, world):
    world.step(WAITING, "return", "Y04", {"reason": "请补照片"})
    found = {no: each for each in told(session, "Y04") if each.step == "核实中" for no, _ in each.cases}
    assert (found[WAITING].day, found[WAITING].state, found[WAITING].done_on) == ("2024-03-15", "done", DAY.isoformat())


def test_a_member_is_told_of_the_days_in_the_rules_and_of_no_task_of_others(session):
    """A claim lies at the group's desk: its member sees it among the own cases, another member not at all."""
    assert told(session, "M01") == []
    assert "申报截止" in [each.title for each in told(session, "M01", kind="fixed")]


def test_the_days_of_the_rules_stand_with_owner_and_clause_and_know_whether_they_were_kept(session):
    found = {(each.title, each.period): each for each in told(session, "Y01", kind="fixed")}
    booked = found["登记上月活动", "2024-02"]
    assert (booked.day, booked.owners, booked.clause, booked.state) == ("2024-03-05", ("记录员",), "T3 §3.12", "overdue")
    assert found["发布公示", "2024-Q1"].state == "open"
    assert ("登记上月活动", "2023-12") not in found, "over before there were rules"


@pytest.mark.parametrize("reader", ["N01", "N02", "adm", "nobody"])
def test_to_others_a_unit_has_no_calendar(session, reader):
    with pytest.raises(NotFound):
        duties(session, reader, DAY, "d1", FIRST, LAST)


@pytest.mark.parametrize(
    ("done_on", "today", "state"),
    [("", "2024-03-15", "open"), ("", "2024-03-16", "overdue"), ("2024-03-15", "2024-03-20", "done"), ("2024-03-16", "2024-03-20", "late")],
)
def test_the_last_day_itself_is_in_time(done_on, today, state):
    """N16: up to and including its last day."""
    assert judged(done_on, "2024-03-15", date.fromisoformat(today)) == state
