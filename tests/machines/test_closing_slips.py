"""The office's question of the quarter goes out by slip: answered once each, shown beside the office's own form, gone with its stage (B33)."""

import json
from datetime import date

import pytest

from procflow.errors import NotFound
from procflow.guards import slips
from procflow.models import Task
from procflow.queries.heard import heard
from procflow.queries.slips import printed, slip
from tests.machines.posted import Posted
from tests.machines.world import asked, facts
from tests.regimes.examples import changed

OFFICE = changed(("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n"))
FILED = {"lines": [["M01", 0, 0, 0, 0, 0, 1], ["M02", 0, 0, 0, 0, 0, 1]]}


def said(**opinions):
    lines = [
        {"member": name, "opinion": opinions.get(name, "agreed"), "remark": ""}
        for name in ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
    ]
    return {"lines": lines, "words": ""}


@pytest.fixture
def reviewed(world):
    """The quarter lies with the office, which has issued three slips."""
    world.closing = Posted(world, OFFICE).closing
    world.at("2024-04-06")
    world.step(world.closing, "report", "Y01")
    world.step(world.closing, "issue_slips", "Y02", {"slips": "3"})
    return world


def test_each_member_on_the_statement_gets_one_opinion_B33():
    def seen(*members):
        return facts(statement=FILED, form={"lines": [{"member": name} for name in members]})

    assert asked(slips.voice_complete, seen("M02", "M01")) is None
    assert asked(slips.voice_complete, seen("M01", "M01", "eve")).inputs == {"missing": "M02", "strange": "M01、eve"}


def test_what_the_slips_say_is_counted_with_its_remarks_and_nobody_is_named_B33(reviewed):
    world = reviewed
    remark = said(M02="differs")
    remark["lines"][1]["remark"] = "没有看到他参加"
    world.step(world.closing, "cast", "slip-a1", remark)
    world.step(world.closing, "cast", "slip-a2", said(M02="unknown") | {"words": "公示栏太高，看不清"})
    found = heard(world.session, "Y01", world_day(world), world.closing)
    world.session.commit()
    lines = {person.id: (counts, remarks) for person, counts, remarks in found.lines}
    assert (found.issued, found.received, found.words) == (3, 2, ("公示栏太高，看不清",))
    assert (lines["M01"], lines["M02"]) == (((2, 0, 0), ()), ((0, 1, 1), ("没有看到他参加",)))
    assert "没有看到他参加" not in json.dumps([each.body for each in world.chain(world.closing)], ensure_ascii=False)
    assert world.refused(world.closing, "cast", "slip-a1", said()).code == "DUPLICATE"
    assert world.case(world.closing).state == "office_review"
    assert {task.desk for task in world.rows(Task, Task.closed.is_(None)) if task.case_id == world.case(world.closing).case_id} == {
        "party_building_office"
    }


def test_the_holder_of_a_slip_sees_the_members_and_nothing_else_and_a_stranger_no_slips(reviewed):
    world, day = reviewed, world_day(reviewed)
    shown = slip(world.session, "slip-a1", day, world.closing, 3)
    assert (shown.state, len(shown.people), shown.people[0].name) == ("open", 8, "王甲华")
    assert printed(world.session, "Y02", day, world.closing).count == 3
    for attempt in (
        lambda: slip(world.session, "slip-a9", day, world.closing, 4),
        lambda: printed(world.session, "Y01", day, world.closing),
    ):
        with pytest.raises(NotFound):
            attempt()
    world.session.commit()


def world_day(world):
    return date.fromisoformat(world.today)
