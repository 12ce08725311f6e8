"""Tasks: one for each desk or person due to act, with a day; a self-loop keeps them, leaving the state closes them."""

from datetime import date

import pytest

from procflow import tasks
from procflow.clock import sweep
from procflow.dates import Calendar
from procflow.grammar import CaseSeen, Facts, State, reads, workdays
from procflow.models import Task
from tests.regimes.examples import TOWNSHIP


@reads("meeting")
def chair(facts):
    return f"meeting_chair@{facts.meeting}"


def absolute(facts):
    return date(2024, 5, 6)


def facts(subject="M01"):
    case = CaseSeen("c", "no", "d1", "errand", "open", 1, subject, "2024-Q1")
    calendar = Calendar({date(2024, 4, 4): False, date(2024, 4, 7): True}, frozenset({2024}))
    return Facts({"case": case, "today": date(2024, 4, 3), "calendar": calendar, "meeting": "Y01", "regime": TOWNSHIP})


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State("s", "s", "recorder"), [("recorder", None, "")]),
        (State("s", "s", ("recorder", "branch_secretary"), absolute), [("recorder", None, "2024-05-06"), ("branch_secretary", None, "2024-05-06")]),
        (State("s", "s", "member"), [("member", "M01", "")]),
        (State("s", "s", chair), [("meeting_chair", "Y01", "")]),
        (State("s", "s", "recorder", workdays(3), "lapse"), [("recorder", None, "2024-04-08")]),
        (State("s", "s", settled=True), []),
        (State("s", "s", "recorder", final=True), []),
        (State("s", "s"), []),
    ],
)  # fmt: skip
def test_a_state_opens_a_task_for_each_desk_or_person_due_to_act(state, expected):
    """The third of April and three working days: the fourth is a holiday, Sunday the seventh is worked."""
    drafts = tasks.draft(state, facts(), lambda: "id")
    assert [(each["desk"], each["person"], each["due"]) for each in drafts] == expected
    assert all(each["overdue"] == state.overdue for each in drafts)


def test_where_the_case_is_about_the_unit_its_members_desk_is_nobody_s_own():
    assert tasks.desks(State("s", "s", "member"), facts(subject="d1")) == [("member", None)]


def test_leaving_a_state_closes_its_tasks_and_opens_the_next(world):
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    assert [(row.desk, row.person, row.closed) for row in world.tasks(no)] == [("member", "M01", None)]
    world.step(
        no, "submit", "M01", {"item": "volunteer", "deed_on": "2024-03-09", "points": "2", "description": "x"}, files=(world.paper(),)
    )
    assert [(row.desk, row.person, row.due, row.state) for row in world.tasks(no)] == [("points_group", None, "2024-03-15", "verifying")]
    closed = [row for row in world.rows(Task) if row.closed]
    assert [row.state for row in closed] == ["draft", "submitted"]


def test_a_step_that_stays_keeps_task_and_day(world):
    world.at("2024-03-10")
    motion = world.verify(world.claim())
    world.file("meeting", "HY", actor="Y01", since="2024-03-12", title="大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.step(motion, "schedule", "Y01", {"meeting": "HY"})
    before = world.tasks(motion)
    world.step(motion, "record_attendance", "Y03", {"present": ["M01"]})
    assert world.tasks(motion) == before
    assert {row.due for row in before} == {"2024-03-12"}


def test_a_final_state_leaves_nothing_to_do(world):
    world.at("2024-03-10")
    no = world.claim()
    world.step(no, "withdraw", "M01")
    assert world.tasks(no) == []


def test_neglect_leads_on_only_after_the_day_and_only_where_the_state_says_so(world):
    """B31: a claim sent back lapses when nobody completes it; one that waits for its verifiers waits on."""
    world.at("2024-03-10")
    assert sweep(world.session) == 2  # the closings of both branches begin
    waiting, back = world.claim(), world.claim("M02", item="volunteer")
    world.file("resolution", "TH", actor="Y04", body="points_group", present=["Y04", "Y05"], title="退回")
    world.step(back, "return", "Y04", {"reason": "照片看不清", "resolution": "TH"})
    (task,) = world.tasks(back)
    assert (task.due, task.overdue) == ("2024-03-15", "lapse")
    world.at("2024-03-15", 23)
    assert (sweep(world.session), world.case(back).state) == (0, "returned")
    world.at("2024-03-16", 1)
    assert (sweep(world.session), sweep(world.session)) == (1, 0)
    assert (world.case(back).state, world.case(waiting).state) == ("lapsed", "verifying")
    assert world.chain(back)[-1].body["actor"]["id"] == "system"
