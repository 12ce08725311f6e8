"""Every operation that changes something: sent twice it is done once, and of two who do the same at once one decides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from procflow.db import db
from procflow.web.api import operations
from tests.api.conftest import ROOT, Caller

STANDS = ("proc_case", "dated_fact", "ledger_entry", "task", "evidence_file", "audit_event")
CLAIM = {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}}
MEETING = {"kind": "meeting", "form": {"title": "支部党员大会", "notified_on": "2024-04-26", "chair": "Y01"}, "since": "2024-05-06"}
HOOK = {"unit": "lh1", "url": "https://oa.example.cn/hooks"}
# Sent again they change nothing by themselves: what they do is named by what they are given, not by a key.
BY_NATURE = {
    "store": "the same bytes are one file", "end_token": "what is over stays over", "forward": "the clock stands there already",
    "end_webhook": "what is over stays over", "send_again": "what waits still waits", "set_back": "it is set back already",
}  # fmt: skip
# They change nothing, or make something new each time on purpose.
NOT_MEANT = {"preview": "rolled back", "preview_beginning": "rolled back", "rehearse_as": "a new secret each time, in a rehearsal only"}


def stands(app):
    with app.app_context():
        return {name: db.session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in STANDS}


def at_once(*calls):
    """Their answers, all begun at the same moment."""
    ready = Barrier(len(calls))

    def go(call):
        ready.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(go, calls))


@pytest.fixture(scope="module")
def people(app):
    return {person: Caller(app, person) for person in ("Y01", "Y02", "M05", "admin")}


@pytest.fixture(scope="module", autouse=True)
def called(people):
    """The first call of a day is a record of its own."""
    for each in people.values():
        each.get("/me")


def hooked(people):
    return REPEATED["add_webhook"](people, "hooked").json["webhook"]["webhook"]


def begun(people):
    return people["M05"].post("/cases", CLAIM).json["case"]


REPEATED = {
    "begin": lambda people, key: people["M05"].post("/cases", CLAIM, Idempotency_Key=key),
    "enter": lambda people, key: people["Y01"].post("/units/lh1/facts", MEETING | {"subject": f"LH1-{key}"}, Idempotency_Key=key),
    "store": lambda people, key: people["Y01"].client.post(f"{ROOT}/evidence?name=a.txt", data=f"材料 {key}".encode(),
                                                          headers=people["Y01"].headers, content_type="text/plain"),
    "add_webhook": lambda people, key: people["admin"].post("/webhooks", HOOK, Idempotency_Key=key),
    "renew_webhook": lambda people, key: people["admin"].post(f"/webhooks/{hooked(people)}/secrets", Idempotency_Key=key),
    "forward": lambda people, _: people["Y01"].post("/clock", {"to": "2024-04-26T08:00:00.000000Z"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REPEATED)
def test_what_is_sent_twice_is_done_once(app, people, name):
    first = REPEATED[name](people, f"twice-{name}")
    assert first.status_code in (200, 201), first.json
    before = stands(app)
    again = REPEATED[name](people, f"twice-{name}")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    new = 1 if name == "store" else 0  # that a file came again is on record; the file is there once
    assert {key: after - before[key] for key, after in stands(app).items()} == dict.fromkeys(STANDS, 0) | {"audit_event": new}


def test_a_step_sent_twice_is_taken_once(app, people):
    no = begun(people)["no"]
    first = people["M05"].step(no, "withdraw", Idempotency_Key="twice-take")
    before = stands(app)
    again = people["M05"].step(no, "withdraw", Idempotency_Key="twice-take")
    assert (again.status_code, again.json["record"], stands(app)) == (first.status_code, first.json["record"], before)


@pytest.mark.parametrize("name", ["begin", "enter"])
def test_one_key_sent_four_times_at_once_is_done_once(app, people, name):
    before = stands(app)["audit_event"]
    answers = at_once(*[lambda: REPEATED[name](people, f"at-once-{name}")] * 4)
    assert {each.status_code for each in answers} == {201}
    assert len({each.json["record"] for each in answers}) == 1
    assert stands(app)["audit_event"] - before == 1


@pytest.mark.parametrize("turn", range(4))
def test_of_two_who_see_the_same_version_one_decides_and_the_other_is_refused_on_record(app, people, turn):
    """The member withdraws the claim while the secretary enters the member's paper that says so."""
    case, paper = begun(people), REPEATED["store"](people, f"paper-{turn}").json["sha256"]
    before, no, seen = stands(app)["audit_event"], case["no"], f'"{case["version"]}"'
    answers = at_once(
        lambda: people["M05"].step(no, "withdraw", seen=seen),
        lambda: people["Y01"].step(no, "withdraw", seen=seen, entered_for="M05", files=[paper]),
    )
    codes = sorted(each.status_code for each in answers)
    assert (codes[0], codes[1] in (409, 412)) == (201, True), [each.json for each in answers]
    assert stands(app)["audit_event"] - before == 2
    events = people["M05"].get(f"/cases/{no}/steps").json["events"]
    assert [each["step"] for each in events if each["decision"]] == ["create", "withdraw"]


def test_two_who_begin_the_same_at_once_get_one_case_each_where_the_rules_allow_it(app, people):
    answers = at_once(*(lambda key=key: people["M05"].post("/cases", CLAIM, Idempotency_Key=key) for key in ("one", "two")))
    assert [each.status_code for each in answers] == [201, 201]
    assert len({each.json["case"]["no"] for each in answers}) == 2


def test_every_operation_that_changes_something_is_tried_here():
    changing = {each.name for each in operations() if each.method != "GET"}
    assert changing == {*REPEATED, "take", *BY_NATURE, *NOT_MEANT}
