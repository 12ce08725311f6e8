"""A calendar that is filed later moves the days on which things are due: foreseen before, on record case by case, and replayed (A55)."""

import pytest

from procflow import clock
from procflow.engine import dues
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.models import Job, Notice
from procflow.proof.check import verify

OFF = [["2024-03-13", False], ["2024-03-14", False]]


@pytest.fixture
def claim(world):
    """A claim handed in on a Monday: five working days from then."""
    world.at("2024-03-11")
    return world.claim()


def due(world, no):
    return {each.due for each in world.tasks(no)}


def calendar(actor="adm", days=OFF, unit="xz"):
    return Filing(actor, "k", unit, "calendar", "2024", {"days": days, "source": "通知"}, "2024-01-01")


def filed(world, days=OFF, **more):
    record = world.file("calendar", "2024", unit="xz", since="2024-01-01", days=days, source="通知", **more)
    return clock.redate(world.session, "xz", record.event_id)


def test_what_would_move_is_foreseen_and_nothing_is_written(world, claim):
    before = world.everything()
    found = [(row.no, was, then) for row, was, then in dues.foreseen(world.session, calendar())]
    assert found == [(claim, *sorted(due(world, claim)), "2024-03-20")]
    assert world.everything() == before


def test_a_moved_day_is_a_step_of_the_clock_on_the_cases_own_chain(world, claim):
    version, was = world.case(claim).version, due(world, claim)
    assert filed(world) == 1
    record = world.chain(claim)[-1]
    assert (record.body["transition"], record.body["actor"]["id"], record.body["from"], record.body["to"]) == (
        "redate",
        "system",
        "verifying",
        "verifying",
    )
    assert record.body["effects"][0] == {"kind": "redate", "due": "2024-03-20", "was": was.pop()}
    assert (due(world, claim), world.case(claim).version) == ({"2024-03-20"}, version)
    assert [each.addressee for each in world.rows(Notice, Notice.sentence.like("%工作日历%"))] != []
    assert verify(world.session).findings == ()


def test_the_same_again_changes_nothing_and_leaves_no_record(world, claim):
    filed(world)
    seq = world.case(claim).seq
    assert filed(world) == 0
    assert world.case(claim).seq == seq


def test_days_count_from_when_the_task_was_opened_not_from_today(world, claim):
    world.at("2024-03-14")
    world.step(claim, "comment", "M01", {"remark": "补一句"})
    assert (filed(world), due(world, claim)) == (1, {"2024-03-20"})


def test_a_day_that_comes_back_is_moved_back(world, claim):
    was = due(world, claim)
    filed(world)
    assert (filed(world, days=[["2024-05-01", False]]), due(world, claim)) == (1, was)
    assert verify(world.session).findings == ()


def test_a_filing_wants_its_job_with_it_and_the_sweep_does_not_go_before(world, claim):
    world.file("calendar", "2024", unit="xz", since="2024-01-01", days=OFF, source="通知")
    assert [each.kind for each in world.rows(Job)].count(dues.REDATE) == 1
    clock.sweep(world.session)
    assert due(world, claim) == {"2024-03-20"}


def test_nothing_open_and_no_job_is_wanted(world):
    world.file("calendar", "2024", unit="xz", since="2024-01-01", days=OFF, source="通知")
    assert world.rows(Job) == []


def test_nobody_but_the_clock_moves_a_day(world, claim):
    assert world.refused(claim, "redate", "Y01").code == "FORBIDDEN_ROLE"


def test_whoever_may_not_file_a_calendar_foresees_nothing(world, claim):
    with pytest.raises(Refused):
        dues.foreseen(world.session, calendar(actor="Y01"))
