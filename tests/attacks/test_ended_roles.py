"""A right ends with the day on which its role, membership or deputy ends, at the very next request; and what a deputy may not do at all. Also while it is done."""

from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.engine import Command, advance, enter
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.models import AuditEvent
from tests.api.conftest import Caller
from tests.world import MEMBERS

DOORS = ("a page", "a form", "a program", "the write door")
TRIED = (
    *(f"a role that ended: {each}" for each in DOORS),
    "a membership that ended",
    "a keeper who is none any more",
    "a deputy before the first day",
    "a deputy after the last day",
    "a deputy of a deputy",
    "a deputy's vote",
    "a deputy on an own case",
    "a deputy on the case of whoever is away",
    "a deputy in another unit",
    "a deputy of a superior role",
    "naming oneself a deputy",
    "a role ended between page and form",
    "a role ended while it acts",
    "a role given to oneself",
    "a role from above taken here",
)


def yesterday(world):
    return (date.fromisoformat(world.today) - timedelta(days=1)).isoformat()


def ended(world, person, role):
    """The role as it was filed, with its last day: yesterday."""
    world.file("role", person, role=role, since="2024-01-01", until=yesterday(world))


@pytest.fixture
def claim(lived):
    """A claim of M01 that was passed and waits to be posted by Y02."""
    no = lived.world.claim()
    motion = lived.world.verify(no)
    lived.world.call(motion)
    lived.world.vote(motion)
    return no


def test_whose_role_ended_yesterday_opens_and_does_nothing_from_the_next_request_on(lived, claim):
    world, reader, program = lived.world, lived.as_("Y02"), Caller(lived.app, "Y02")
    assert reader.case(claim).status == 200
    assert program.get(f"/cases/{claim}").status_code == 200
    ended(world, "Y02", "points_admin")
    assert reader.case(claim).status == 404
    assert reader.post(f"/cases/{claim}/steps", step="post", key="late-1").status == 404
    assert program.get(f"/cases/{claim}").status_code == 404
    assert program.step(claim, "post").status_code == 404
    assert world.refused(claim, "post", "Y02").code == "FORBIDDEN_ROLE"
    assert world.case(claim).state == "approved"


def test_a_role_that_ends_between_page_and_form_is_over_and_what_was_tried_is_on_record(lived, claim):
    world, reader = lived.world, lived.as_("Y02")
    page = reader.get(f"/cases/{claim}/do/post")
    assert page.status == 200
    ended(world, "Y02", "points_admin")
    assert page.send("/check").status in (403, 404)
    assert reader.post(f"/cases/{claim}/steps", step="post", key="late-2").status in (403, 404)
    assert world.case(claim).state == "approved"
    assert world.rows(AuditEvent, AuditEvent.actor_id == "Y02", AuditEvent.outcome == "refused")


def test_a_membership_and_a_keeping_of_minutes_end_like_a_role(lived):
    world = lived.world
    page = f"/meetings/{world.call(world.verify(world.claim()))}"
    reader = lived.as_("M02")
    assert reader.get(page).status == 200
    world.file("membership", "M02", standing="formal", since="2024-01-01", until=yesterday(world))
    assert reader.get(page).status == 404
    world.file("body", "points_group", members=["Y05", "Y06"], keepers=["Y05"])
    with pytest.raises(Refused) as caught:
        world.file("resolution", "JY-late", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    assert caught.value.code == "FORBIDDEN_ROLE"


@pytest.mark.parametrize(("since", "until"), [("+1", "+9"), ("-9", "-1")])
def test_a_deputy_is_none_before_the_first_day_and_after_the_last(lived, claim, since, until):
    world = lived.world
    first, last = ((date.fromisoformat(world.today) + timedelta(days=int(days))).isoformat() for days in (since, until))
    world.file("deputy", "Y05", absent="Y02", since=first, until=last)
    assert world.refused(claim, "post", "Y05").code == "FORBIDDEN_ROLE"


def test_a_deputy_has_no_deputy_and_lends_nothing_that_was_lent(lived, claim):
    world = lived.world
    world.file("deputy", "Y05", absent="Y02", until="2024-12-31")
    with suppress(Refused):  # filed or refused: nothing is passed on either way
        world.file("deputy", "Y06", absent="Y05", until="2024-12-31")
    assert world.refused(claim, "post", "Y06").code == "FORBIDDEN_ROLE"


def test_a_deputy_takes_no_step_in_a_case_of_their_own_or_of_whoever_is_away(lived):
    world = lived.world
    for member, deputy in (("M01", "M01"), ("Y02", "M02")):
        no = world.claim(member)
        motion = world.verify(no)
        world.call(motion)
        world.vote(motion)
        world.file("deputy", deputy, absent="Y02", until="2024-12-31")
        assert world.refused(no, "post", deputy).code in ("SELF_DEALING", "FORBIDDEN_ROLE")
        assert world.case(no).state == "approved"


def test_a_deputy_is_one_in_that_unit_alone_and_never_for_a_superior(lived, claim):
    world = lived.world
    world.file("role", "U09", unit="xz", role="auditor")
    for absent, unit in (("Y02", "d2"), ("U09", "d1"), ("U09", "xz")):
        with suppress(Refused):
            world.file("deputy", "eve", unit=unit, absent=absent, until="2024-12-31")
    assert world.refused(claim, "post", "eve").code == "FORBIDDEN_ROLE"
    assert lived.as_("eve").case(claim).status == 404


@pytest.mark.parametrize("actor", ["M01", "Y02", "Y03", "Y04", "eve"])
@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("role", {"role": "branch_secretary"}),
        ("role", {"role": "sysadmin"}),
        ("role", {"role": "auditor"}),
        ("deputy", {"absent": "Y01"}),
        ("body", {"members": ["M01"], "keepers": ["M01"]}),
    ],
)
@pytest.mark.parametrize("unit", ["d1", "xz"])
def test_nobody_gives_themselves_an_office(siege, actor, kind, form, unit):
    subject = "party_committee" if kind == "body" else actor
    with pytest.raises(Refused) as caught:
        enter(siege.world.session, Filing(actor, siege.world.key(), unit, kind, subject, form, "", "2024-12-31"))
    assert caught.value.code == "FORBIDDEN_ROLE"


def test_a_role_that_ends_while_its_holder_acts_is_asked_under_the_same_lock(lived, claim):
    """Whichever comes first, the record agrees with the roles that stood when it was written."""
    world, barrier, done = lived.world, Barrier(2), {}
    url = str(lived.app.config["SQLALCHEMY_DATABASE_URI"])
    last = yesterday(world)
    world.session.commit()

    def run(name, act):
        store = create_engine(url, poolclass=NullPool)
        with Session(store, expire_on_commit=False) as session:
            barrier.wait()
            try:
                done[name] = act(session)
            except Refused as refused:
                done[name] = refused.record
        store.dispose()

    acts = {
        "post": lambda session: advance(session, Command(step="post", actor="Y02", key="race-1", case=claim)),
        "end": lambda session: enter(session, Filing("adm", "race-2", "d1", "role", "Y02", {"role": "points_admin"}, "2024-01-01", last)),
    }
    threads = [Thread(target=run, args=each) for each in acts.items()]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    rows = {row.event_id: row.id for row in world.rows(AuditEvent)}
    assert done["post"].refused == (rows[done["end"].event_id] < rows[done["post"].event_id])
    assert world.case(claim).state == ("approved" if done["post"].refused else "posted")


def test_a_vote_is_never_lent(lived, claim):
    """A deputy has the offices of whoever is away, not the membership: somebody of another branch is not among those who vote."""
    world = lived.world
    world.file("deputy", "eve", absent="Y02", until="2024-12-31")
    motion = world.verify(world.claim("M02"))
    on = (date.fromisoformat(world.today) + timedelta(days=2)).isoformat()
    world.file("meeting", "HY-later", actor="Y01", since=on, title="党员大会", notified_on=world.today, chair="Y01", teller="Y03")
    world.step(motion, "schedule", "Y01", {"meeting": "HY-later"})
    world.at(on)
    assert world.refused(motion, "record_attendance", "Y03", {"present": [*MEMBERS, "eve"]}).refusals
    assert world.case(motion).state == "scheduled"
