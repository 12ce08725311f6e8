"""The client gives what the read door gives, acts as the write door does, and raises what they raise."""

from datetime import date, timedelta

import pytest

from procflow import queries, shapes
from procflow.client import Client
from procflow.db import db
from procflow.errors import Invalid, NotFound, Refused
from procflow.grammar import Command
from procflow.queries import declared, listing
from procflow.queries.duties import duties
from procflow.queries.me import me
from procflow.queries.rules import adoptions
from procflow.web.api import operations

pytestmark = pytest.mark.loopback
CLAIM = {"item": "suggestions", "points": "2", "deed_on": "2024-04-20", "description": "建议修路"}
BY_HAND = {"webhooks", "webhook", "deliveries", "log"}  # set up or watched once, with whatever speaks HTTP: no program's daily work
READS = {
    "me": (lambda client: client.me(), lambda session, day: me(session, "Y02", day)),
    "inbox": (lambda client: client.inbox(box="done", limit=5), lambda session, day: queries.inbox(session, "Y02", day, box="done", limit=5)),
    "case": (lambda client: client.case("LH1-JL-2024-0001"), lambda session, day: queries.case_page(session, "Y02", day, "LH1-JL-2024-0001")),
    "trace": (lambda client: client.trace("LH1-JL-2024-0001"), lambda session, day: queries.trace(session, "Y02", day, "LH1-JL-2024-0001")),
    "points": (lambda client: client.points("M01", "2024-Q1"), lambda session, day: queries.points(session, "Y02", day, "M01", "2024-Q1")),
    "cases": (lambda client: client.cases(limit=5), lambda session, day: listing.cases(session, "Y02", day, after="", limit=5)),
    "entries": (lambda client: client.entries("lh1", limit=9),
                lambda session, day: listing.entries(session, "Y02", day, "lh1", period="", member="", after="", limit=9)),
    "people": (lambda client: client.people("lh1"), lambda session, day: list(queries.people(session, "Y02", day, "lh1"))),
    "meetings": (lambda client: client.meetings("lh1"), lambda session, day: queries.meetings(session, "Y02", day, "lh1")),
    "duties": (lambda client: client.duties("lh1"), lambda session, day: duties(session, "Y02", day, "lh1", day, day + timedelta(days=31))),
    "meeting": (lambda client: client.meeting("LH1-0419"), lambda session, day: queries.meeting(session, "Y02", day, "LH1-0419")),
    "statements": (lambda client: client.statements("lh1"), lambda session, day: list(queries.statements(session, "Y02", day, "lh1"))),
    "statement": (lambda client: client.statement("lh1", "2024-Q1"), lambda session, day: queries.statement(session, "Y02", day, "lh1", "2024-Q1")),
    "adoptions": (lambda client: client.adoptions("lh1"), lambda session, _: list(adoptions(session, "lh1"))),
    "startable": (lambda client: client.startable("lh1"), lambda session, day: list(queries.start(session, "Y02", day, "lh1"))),
    "procedures": (lambda client: client.procedures(), lambda *_: declared.every()),
    "procedure": (lambda client: client.procedure("bonus_claim"), lambda *_: declared.one("bonus_claim")),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", READS)
def test_what_is_read_is_what_the_read_door_tells(served, client, name, lang):
    """Plain data of both sides is one; what is no plain data is left out."""
    over, direct = READS[name]
    found = over(client("Y02", lang))
    with served[0].app_context():
        wanted = direct(db.session, date.fromisoformat(client("Y02").clock().day))
        same = [shapes.dump(each, lang) for each in wanted] if isinstance(wanted, list) else shapes.dump(wanted, lang)
    assert type(found) is type(wanted)
    assert ([shapes.dump(each, lang) for each in found] if isinstance(found, list) else shapes.dump(found, lang)) == same


def test_every_question_of_the_interface_is_a_method_of_the_same_name():
    asked = {each.name for each in operations() if each.method == "GET"}
    assert {name for name in asked - BY_HAND if not callable(getattr(Client, name, None))} == set()


def test_an_entry_leads_to_its_origin_the_rules_to_their_text_and_a_year_without_rating_to_none(client):
    mine = client("Y02")
    line = next(mine.every_entry("lh1", member="M01", limit=3))
    assert mine.entry(line.entry).points == line.points
    assert mine.regime(mine.adoptions("lh1")[0].sha256)["format"]
    assert mine.ratings("lh1") == []
    with pytest.raises(NotFound):
        mine.rating("lh1", "2023")


def test_the_feed_goes_on_from_its_cursor(client):
    page = client("Y02").events(limit=5)
    assert client("Y02").events(page.cursor).cursor >= page.cursor


def test_every_case_and_every_ledger_line_come_once_page_after_page(client):
    mine = client("Y02")
    nos = [each.no for each in mine.every_case(unit="lh1", procedure="bonus_claim", limit=3)]
    assert len(nos) == len(set(nos)) > 3
    lines = [each.entry for each in mine.every_entry("lh1", limit=50)]
    assert len(lines) == len(set(lines)) > 100


def test_every_row_of_a_box_comes_once_page_after_page(client):
    every = [row.no for row in client("Y02").inbox_rows(box="done", limit=5)]
    assert len(every) == len(set(every)) > 10
    assert every == [row.no for row in client("Y02").inbox(box="done", limit=1000).rows]


def test_a_case_is_begun_previewed_carried_on_and_traced(client, claim):
    mine, paper = client("M05"), client("M05").upload("一张纸".encode(), "纸.txt")
    asked = Command("submit", "", "", case=claim, form=CLAIM, files=(paper.sha256,))
    plan = mine.preview(asked)
    assert (plan.to, plan.refusals) == ("submitted", ())
    done = mine.step(claim, "submit", CLAIM, files=(paper.sha256,), version=mine.case(claim).version, preview=plan.preview)
    assert (done.case.no, done.plan.preview) == (claim, plan.preview)
    assert [each.step for each in mine.trace(claim).events][:2] == ["create", "submit"]
    assert mine.fetch(claim, paper.sha256) == "一张纸".encode()


def test_what_would_be_refused_stands_in_the_plan_of_a_preview(client):
    plan = client("Y04").preview(Command("create", "", "", procedure="bonus_claim", unit="lh1", form={}))
    assert plan.refusals


def test_a_fact_is_filed_and_a_file_that_names_nobody_is_not_found(client):
    form = {"title": "党员大会", "at": "2024-04-29T11:00:00.000000Z"}
    with pytest.raises((Invalid, Refused)):
        client("M05").enter("lh1", "meeting", "LH1-9999", form, since="2024-04-29")
    with pytest.raises(NotFound):
        client("Y02").enter("lh1", "nosuch", "LH1-9999", form)


def test_every_reason_of_a_refusal_comes_with_code_sentence_inputs_and_the_record(client, claim):
    """More than the item allows, without evidence (T9, B31)."""
    with pytest.raises(Refused) as told:
        client("M05", "en").step(claim, "submit", CLAIM | {"points": "99"})
    found = {each.code: each for each in told.value.refusals}
    assert {"MISSING_EVIDENCE", "GUARD_FAILED"} <= found.keys()
    assert found["GUARD_FAILED"].sentence == "This item is worth 1 to 5 points; 99 were claimed"
    assert found["GUARD_FAILED"].inputs == {"asked": "99", "high": "5", "low": "1"}
    assert told.value.record.event_id == client("M05").trace(claim).events[-1].event


@pytest.mark.parametrize(("field", "value"), [("points", "many"), ("deed_on", "2024-02-30"), ("colour", "red")])
def test_what_cannot_be_read_is_told_by_its_field(client, claim, field, value):
    with pytest.raises(Invalid) as told:
        client("M05").step(claim, "submit", CLAIM | {field: value})
    assert field in told.value.errors


def test_what_there_is_not_and_what_is_not_yours_are_both_not_found(client, claim):
    for person, no in (("M05", "LH1-JL-1999-0001"), ("M01", claim), ("M05", "a/../b c")):
        with pytest.raises(NotFound):
            client(person).case(no)


def test_a_version_that_was_overtaken_and_a_key_that_was_used_are_conflicts(client, claim):
    with pytest.raises(Refused) as stale:
        client("M05").step(claim, "withdraw", version=7)
    first = client("M05").step(claim, "withdraw", key=f"{claim}-once")
    assert client("M05").step(claim, "withdraw", key=f"{claim}-once").record == first.record
    with pytest.raises(Refused) as other:
        client("M05").step(claim, "withdraw", key=f"{claim}-once", entered_for="M01")
    assert (stale.value.code, other.value.code) == ("STALE_VERSION", "KEY_REUSED")


def test_the_clock_goes_forward_and_not_back(client):
    before = client("Y02").clock()
    after = client("Y02").forward(before.at[:-4] + "999Z")
    assert (after.rehearsal, after.at > before.at) == (True, True)
    with pytest.raises(Invalid) as told:
        client("Y02").forward("2020-01-01T00:00:00.000000Z")
    assert "to" in told.value.errors
