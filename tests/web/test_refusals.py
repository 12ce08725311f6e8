"""Every refusal that the claim and the meeting can give stands on the page with the code that its record has (domain §3)."""

import pytest

from procflow.machines import tables
from procflow.models import AuditEvent, SealedPeriod
from tests.web.client import Reader
from tests.world import CLAIM, MEMBERS

TALLY = {"in_favour": "5", "against": "3", "abstained": "0", "returned": "8"}
HEAD = "0" * 64


def draft(world, member="M01"):
    return world.begin("bonus_claim", member)


def filed(world, member="M01"):
    return world.claim(member)


def motion(world):
    return world.verify(world.claim())


def scheduled(world, on="2024-03-12"):
    """A motion on the agenda of a meeting, with the roll still to be called."""
    no = motion(world)
    world.file("meeting", "HY-9", actor="Y01", since=on, title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.step(no, "schedule", "Y01", {"meeting": "HY-9"})
    return no


def called(world, present=MEMBERS):
    no = scheduled(world)
    world.at("2024-03-12")
    world.step(no, "record_attendance", "Y03", {"present": list(present)})
    return no


def voting(world):
    no = called(world)
    world.step(no, "open_discussion", "Y01")
    world.step(no, "open_vote", "Y01", {"discussion": "好", "heard": "not_needed", "issued": 8})
    return no


def returned(world):
    no = filed(world)
    world.file("resolution", "JY-8", actor="Y04", body="points_group", present=["Y04", "Y05"], title="退回")
    world.step(no, "return", "Y04", {"reason": "补证明", **resolved(world)})
    world.session.add(SealedPeriod(unit="d1", period="2024-Q1", event_hash=HEAD, effect_no=0))
    world.session.commit()
    return no


def resolved(world):
    """What returning or rejecting asks for besides a reason, where the table wants the resolution."""
    return {"resolution": "JY-8"} if "resolution" in tables()["bonus_claim"].rows["return"][-1].asks().fields else {}


def twice(world):
    filed(world)
    return draft(world)


def claimed(world, **form):
    return {**CLAIM, "files-kept": world.paper(), **form}


CASES = {
    "UNKNOWN_TRANSITION": (draft, "M01", "fly", {}),
    "FORBIDDEN_ROLE": (filed, "M01", "reject", {"reason": "不同意", "resolution": "JY-8"}),
    "ILLEGAL_STATE": (filed, "M01", "submit", CLAIM),
    "STALE_VERSION": (filed, "M01", "withdraw", {"version": "1"}),
    "SELF_DEALING": (lambda world: filed(world, "Y04"), "Y04", "reject", {"reason": "不同意", "resolution": "JY-8"}),
    "PERIOD_CLOSED": (returned, "M01", "resubmit", {**CLAIM, "change": "补了"}),
    "TOO_EARLY": (lambda world: scheduled(world, "2024-03-20"), "Y01", "open_discussion", {}),
    "OUT_OF_WINDOW": (draft, "M01", "submit", {**CLAIM, "deed_on": "2023-01-05"}),
    "DUPLICATE": (twice, "M01", "submit", {**CLAIM, "deed_on": "2024-03-10"}),
    "MISSING_EVIDENCE": (draft, "M01", "submit", CLAIM),
    "FILING_REQUIRED": (
        scheduled, "Y03", "record_attendance",
        {"present": "Y01 Y02 Y03", "excluded-0-person": "M01", "excluded-0-reason": "bedridden", "excluded-0-receipt": "NONE-1"},
    ),
    "QUORUM_NOT_MET": (lambda world: called(world, ("Y01", "Y02", "Y03")), "Y01", "open_discussion", {}),
    "VOTE_VOID": (voting, "Y02", "pass", {**TALLY, "in_favour": "9", "against": "0", "returned": "9"}),
    "GUARD_FAILED": (voting, "Y02", "pass", {**TALLY, "in_favour": "4", "against": "4"}),
}  # fmt: skip
WITH_PAPER = {"OUT_OF_WINDOW", "DUPLICATE", "PERIOD_CLOSED", "ILLEGAL_STATE"}


@pytest.mark.parametrize("code", CASES)
def test_a_refusal_has_the_same_code_on_the_page_and_in_the_record(lived, code):
    prepare, person, step, form = CASES[code]
    no = prepare(lived.world)
    form = form | ({"files-kept": lived.world.paper(code)} if code in WITH_PAPER else {})
    before = lived.world.case(no)
    page = lived.as_(person).post(f"/cases/{no}/steps", **{"step": step, "key": f"key-{code}", **form})
    record, after = lived.world.chain(no)[-1], lived.world.case(no)
    assert record.body["refusal"]["code"] == code
    assert code in page.text
    assert page.status in (403, 404, 409, 422)
    assert (after.state, after.version) == (before.state, before.version)


def test_somebody_out_of_scope_is_refused_at_the_beginning_on_their_own_chain(lived):
    lived.world.file("person", "N01", name="新来的")
    lived.world.file("membership", "N01", standing="formal")
    client = lived.app.test_client()
    with client.session_transaction() as cookie, lived.app.test_request_context():
        from procflow.db import db
        from procflow.web import sessions

        sessions.begin(db.session(), cookie, "N01")
        db.session.commit()
    reader = Reader(client)
    assert "NOT_IN_SCOPE" in reader.post("/start/bonus_claim/check").text
    assert "NOT_IN_SCOPE" in reader.post("/start/bonus_claim/begin", step="create", key="k1").text
    assert lived.world.chain("person/N01")[-1].body["refusal"]["code"] == "NOT_IN_SCOPE"


def test_these_are_all_the_codes_that_the_two_tables_name():
    named = {one.code for key in ("bonus_claim", "member_meeting_vote") for row in tables()[key].steps for one in (*row.when, *row.fits)}
    elsewhere = {"RULE_UNDEFINED"}  # an item without points: tests/refusals tries it, under rules that have one
    assert named <= {*CASES, "NOT_IN_SCOPE", *elsewhere}


def test_a_check_tells_the_same_reasons_without_leaving_a_record(lived):
    no = called(lived.world, ("Y01", "Y02", "Y03"))
    before = len(lived.world.rows(AuditEvent))
    reader = lived.as_("Y01")
    count = len(lived.world.rows(AuditEvent))
    page = reader.post(f"/cases/{no}/do/open_discussion/check")
    assert (page.status, "QUORUM_NOT_MET" in page.text, "还差 1 人" in page.text) == (422, True, True)
    assert len(lived.world.rows(AuditEvent)) == count > before
