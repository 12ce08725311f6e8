"""Who objected and who reported a lead: told to whoever handles it and to the auditors, to nobody else, whatever they open (domain §4.2)."""

import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import queries
from procflow.access import organisation
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.models import AuditEvent
from procflow.queries.origin import chain
from procflow.queries.sealed import HANDLE, MASKED
from procflow.queries.search import search
from procflow.queries.sought import Sought
from procflow.reports.viewed import viewed
from tests.machines.posted import Posted
from tests.world import NAMES

LEAD = {"source": "masses", "kind": "deduction", "item": "absent_meeting", "happened_on": "2024-03-20", "facts": "三月二十日没有到会"}
REPORTER = "周满仓"
TRIED = (
    "the case and its trail",
    "every inbox",
    "an office that does not handle it",
    "the handler of an own case",
    "where a line comes from",
    "search by the name",
)


@pytest.fixture
def played(world):
    made = Posted(world)
    world.join("G01")
    world.file("role", "G01", role="group_leader")
    world.file("role", "Y06", unit="xz", role="auditor", actor="adm")
    return made


@pytest.fixture
def day(world):
    return date.fromisoformat(world.today)


def told(session: Session, actor: str, day, no: str) -> str:
    """All that the read door tells somebody about a case; "" where it tells nothing."""
    try:
        found = (queries.case_page(session, actor, day, no), queries.trace(session, actor, day, no))
    except NotFound:
        return ""
    finally:
        session.rollback()
    boxes = [queries.inbox(session, actor, day, box=box) for box in queries.BOXES]
    return repr(
        (
            found[0].events,
            found[0].waiting,
            found[0].opened_by,
            found[0].files,
            found[0].ways,
            found[1].events,
            [each.rows for each in boxes],
        )
    )


def lead(world) -> str:
    """A villager reports M02; the recorder takes the lead in."""
    items = [each.code for each in world.rules.items() if each.component == "deduction"]
    form = {**LEAD, "item": items[0], "happened_on": world.today, "reporter": REPORTER}
    return world.begin("deduction_proposal", "Y03", subject="M02", form=form)


def test_the_reporter_of_a_lead_is_told_to_handlers_and_auditors_alone(world, played, day):
    no = lead(world)
    seen = {who: REPORTER in told(world.session, who, day, no) for who in ("M02", "Y01", "Y03", "Y04", "G01", "Y06", "M01", "adm", "eve")}
    assert seen == {
        "M02": False,
        "Y01": True,
        "Y03": True,
        "Y04": True,
        "G01": False,
        "Y06": True,
        "M01": False,
        "adm": False,
        "eve": False,
    }
    assert MASKED in told(world.session, "M02", day, no)
    assert MASKED in told(world.session, "G01", day, no)


def test_who_objected_is_told_to_handlers_and_auditors_alone(world, played, day):
    no = played.file("M01", "M02", targets=[played.claim])
    played.admit(no, handler="G01")
    seen = {who: NAMES["M01"] in told(world.session, who, day, no) for who in ("M02", "Y01", "Y03", "G01", "Y06", "M01")}
    assert seen == {"M02": False, "Y01": True, "Y03": False, "G01": True, "Y06": True, "M01": True}


def test_a_handler_about_whom_it_is_learns_nothing_by_that_office(world, played, day):
    no = played.file("M01", "Y01", about="omission", component="base")
    assert NAMES["M01"] not in told(world.session, "Y01", day, no)


def test_where_a_point_comes_from_does_not_tell_who_reported_or_objected(world, played, day):
    """The page of a ledger line shows the case behind it: of a lead, or of an objection that posts what was left out."""
    for no, name, handler in ((lead(world), REPORTER, "Y04"), (played.file("M01", "M02", targets=[played.claim]), NAMES["M01"], "Y01")):
        case, last = world.case(no), world.chain(no)[-1]
        org = organisation(world.session, case.unit)
        shown = {
            who: name in repr(chain(world.session, org, case, last.event_id, who, day, office=office))
            for who, office in (("M02", False), ("G01", True), (handler, True))
        }
        assert shown == {"M02": False, "G01": False, handler: True}
        world.session.rollback()


def test_the_name_of_a_villager_finds_no_case(world, played, day):
    """Else whoever guesses the name learns by the answer whom that villager spoke against."""
    played.overstated()
    for who in ("Y01", "Y02"):
        assert search(world.session, who, day, Sought("李村民")).total == 0
        world.session.rollback()
    assert search(world.session, "Y01", day, Sought(NAMES["M02"])).total > 0
    world.session.rollback()
    assert queries.inbox(world.session, "M02", day, box="cc", filters=queries.Filters(text="李村民")).rows == ()


def test_a_view_of_what_is_sealed_is_on_record_once_a_person_case_and_day(world, played, day):
    no = played.file("M01", "M02", targets=[played.claim])
    for who in ("Y01", "Y01", "Y06", "M02", "M01", "Y03"):
        viewed(world.session, who, day, no)
        world.session.rollback()
    rows = world.session.scalars(select(AuditEvent).where(AuditEvent.type == "sensitive_read").order_by(AuditEvent.id)).all()
    assert [(row.actor_id, json.loads(row.body)["form"]) for row in rows] == [("Y01", {"case": no}), ("Y06", {"case": no})]
    world.session.rollback()


def test_a_view_of_a_case_in_which_nothing_is_sealed_is_no_ones_business(world, played, day):
    viewed(world.session, "Y01", day, played.claim)
    viewed(world.session, "M01", day, played.file("M01", "M01", about="omission", component="base"))
    assert world.session.scalars(select(AuditEvent).where(AuditEvent.type == "sensitive_read")).all() == []


def test_every_procedure_that_keeps_a_name_secret_is_known_to_the_seal():
    """A form that says in its hint that only some may read a field is one of those that are sealed."""
    hinted = {
        table.key
        for table in tables().values()
        for step in table.steps
        for field in (step.asks().fields.values() if step.asks else ())
        if "可以查看" in str(getattr(field, "hint", "") or field.metadata.get("hint", ""))
    }
    assert hinted == set(HANDLE)
