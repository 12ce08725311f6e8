"""A case through the API: begun, previewed, carried on under version and key, traced; what is refused is on record and explained."""

import pytest
from sqlalchemy import select

from procflow.db import db
from procflow.models import AuditEvent
from tests.api.conftest import Caller


def begun(caller, person="M05"):
    answer = caller(person).post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}})
    assert answer.status_code == 201, answer.json
    return answer


def records(app):
    with app.app_context():
        return len(db.session.scalars(select(AuditEvent.id)).all())


def test_a_case_is_begun_with_its_place_version_and_effects(caller):
    answer = begun(caller)
    no = answer.json["case"]["no"]
    assert answer.headers["Location"] == f"/api/v1/cases/{no}"
    assert answer.headers["ETag"] == f'"{answer.json["case"]["version"]}"'
    assert (answer.json["case"]["state"], answer.json["plan"]["to"]) == ("draft", "draft")
    page = caller("M05").get(f"/cases/{no}")
    assert page.headers["ETag"] == answer.headers["ETag"]
    assert {way["step"]: way["kind"] for way in page.json["ways"]}["withdraw"] == "open"


def test_a_step_is_previewed_and_then_does_just_that(app, caller):
    no = begun(caller).json["case"]["no"]
    before = records(app)
    plan = caller("M05").post(f"/cases/{no}/previews", {"step": "withdraw", "form": {}}).json
    assert (plan["to"], plan["refusals"], records(app)) == ("withdrawn", [], before)
    done = caller("M05").step(no, "withdraw", preview=plan["preview"]).json
    assert done["plan"] == plan
    assert [each["step"] for each in caller("M05").get(f"/cases/{no}/steps").json["events"]] == ["create", "withdraw"]


def test_a_preview_that_no_longer_fits_is_a_conflict(caller):
    no = begun(caller).json["case"]["no"]
    plan = caller("M05").post(f"/cases/{no}/previews", {"step": "withdraw", "form": {}}).json
    answer = caller("M05").step(no, "withdraw", preview="0" * 64)
    assert (answer.status_code, answer.json["code"]) == (412, "STALE_VERSION")
    assert plan["preview"] != "0" * 64


def test_the_same_key_twice_is_done_once_and_answered_alike(app, caller):
    no = begun(caller).json["case"]["no"]
    first = caller("M05").step(no, "withdraw", Idempotency_Key="once")
    before = records(app)
    again = caller("M05").step(no, "withdraw", Idempotency_Key="once")
    assert (again.status_code, again.json["record"], records(app)) == (201, first.json["record"], before)
    other = caller("M05").step(no, "withdraw", {}, entered_for="M01", Idempotency_Key="once")
    assert (other.status_code, other.json["code"]) == (409, "KEY_REUSED")


def test_a_version_that_was_overtaken_is_refused_on_record(caller):
    no = begun(caller).json["case"]["no"]
    answer = caller("M05").step(no, "withdraw", seen='"7"')
    assert (answer.status_code, answer.json["code"]) == (412, "STALE_VERSION")
    assert caller("M05").get(f"/cases/{no}/steps").json["events"][-1]["refused"] is True


def test_a_step_without_a_version_seen_is_asked_for_one(caller):
    no = begun(caller).json["case"]["no"]
    answer = caller("M05").post(f"/cases/{no}/steps", {"step": "withdraw", "form": {}})
    assert (answer.status_code, answer.mimetype) == (428, "application/problem+json")


@pytest.mark.parametrize("key", ["", "ein Schlüssel", "x" * 81])
def test_a_step_without_a_usable_key_is_asked_for_one(caller, key):
    no = begun(caller).json["case"]["no"]
    answer = caller("M05").step(no, "withdraw", Idempotency_Key=key)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (400, "Idempotency-Key")


def test_every_reason_of_a_refusal_is_told_with_code_sentence_inputs_and_clause(app, caller):
    """A claim of more than the item allows, without evidence (T9, B31)."""
    no = begun(caller).json["case"]["no"]
    claim = {"item": "suggestions", "points": "99", "deed_on": "2024-04-20", "description": "建议修路"}
    refused = Caller(app, "M05", "en").step(no, "submit", claim)
    assert (refused.status_code, refused.mimetype, refused.json["record"] != "") == (422, "application/problem+json", True)
    told = {each["code"]: each for each in refused.json["refusals"]}
    assert {"MISSING_EVIDENCE", "GUARD_FAILED"} <= told.keys()
    assert told["GUARD_FAILED"] == {
        "code": "GUARD_FAILED", "guard": "in_range", "clause": "A14", "inputs": {"asked": "99", "high": "5", "low": "1"},
        "sentence": "This item is worth 1 to 5 points; 99 were claimed",
    }  # fmt: skip


def test_whoever_may_not_see_a_case_learns_nothing_of_it_and_the_attempt_is_on_record(app, caller):
    no = begun(caller).json["case"]["no"]
    assert caller("M01").get(f"/cases/{no}").status_code == 404
    before = records(app)
    answer = caller("M01").step(no, "withdraw")
    assert (answer.status_code, "code" in answer.json, records(app)) == (404, False, before + 1)
    assert caller("M01").post(f"/cases/{no}/previews", {"step": "withdraw", "form": {}}).status_code == 404


def test_a_case_in_a_unit_that_is_not_ones_own_is_not_begun(app, caller):
    answer = caller("M01").post("/cases", {"procedure": "bonus_claim", "unit": "lh2", "step": "create", "form": {}})
    assert answer.status_code == 404
    preview = caller("M01").post("/previews", {"procedure": "bonus_claim", "unit": "lh2", "step": "create", "form": {}})
    assert preview.status_code == 404
