"""The feed through the API: followed by its cursor to the end, scoped to where one holds an office, and telling of nobody."""

import json

import pytest
from sqlalchemy import select

from procflow import relay
from procflow.db import db
from procflow.errors import NotFound
from procflow.models import AuditEvent, Case, DatedFact
from procflow.queries import events as feed
from tests.api.conftest import Caller
from tests.world import FIRST


@pytest.fixture(scope="module")
def fed(app):
    """The site after its outbox was emptied."""
    with app.app_context():
        relay.number(db.session())
    return app


@pytest.fixture(scope="module")
def whole(fed):
    """All that an official reads, and in how many pages."""
    reader, path, found = Caller(fed, "Y01"), "/events?limit=97", []
    while True:
        answer = reader.get(path)
        assert answer.status_code == 200
        path = answer.headers["Link"].partition(">")[0].removeprefix("</api/v1")
        if not answer.json["events"]:
            assert answer.json["cursor"] == found[-1]["cursor"], "an empty page keeps the cursor"
            return found
        found += answer.json["events"]


def test_following_the_cursor_tells_every_record_of_the_unit_once_and_each_case_in_its_order(fed, whole):
    with fed.app_context():
        rows = db.session.execute(
            select(AuditEvent.event_id, AuditEvent.case_seq).where(AuditEvent.unit == "lh1", AuditEvent.case_id.not_like("person/%"))
        )
        expected = {row.event_id: row.case_seq for row in rows}
    assert {each["id"]: each["seq"] for each in whole} == expected
    assert len(whole) == len(expected) > 100
    for case in {each["case"] for each in whole}:
        seqs = [each["seq"] for each in whole if each["case"] == case]
        assert seqs == list(range(len(seqs)))


def test_an_event_names_the_step_its_case_and_the_hash_of_its_record(whole):
    one = next(each for each in whole if each["type"] == "bonus_claim.verify_ok" or each["step"] == "verify_to_vote")
    trace_keys = {
        "cursor",
        "id",
        "type",
        "unit",
        "case",
        "procedure",
        "step",
        "source",
        "to",
        "outcome",
        "occurred_on",
        "recorded_at",
        "clock",
        "seq",
        "hash",
    }
    assert one.keys() == trace_keys
    assert (one["unit"], one["procedure"], one["source"], one["outcome"], one["clock"]) == (
        "lh1",
        "bonus_claim",
        "verifying",
        "done",
        "rehearsal",
    )
    assert len(one["hash"]) == 64


def test_the_hash_is_the_one_that_the_trace_shows(fed, whole):
    case = next(each["case"] for each in whole if each["procedure"] == "bonus_claim")
    events = Caller(fed, "Y01").get(f"/cases/{case}/steps").json["events"]
    assert [each["hash"] for each in whole if each["case"] == case] == [each["hash"] for each in events]


def test_nobody_is_named_in_the_feed(fed, whole):
    """Neither names nor ids of people, nor a word that somebody wrote."""
    with fed.app_context():
        people = {
            row.subject: json.loads(row.data)
            for row in db.session.execute(select(DatedFact.subject, DatedFact.data).where(DatedFact.kind == "person"))
        }
    values = {str(value) for each in whole for value in each.values()}
    assert values & people.keys() == set()
    assert [value for value in values if not value.isascii()] == []


def test_whoever_holds_no_office_has_no_feed(fed):
    assert Caller(fed, "M01").get("/events").status_code == 404
    assert Caller(fed, "Y01").get("/events?unit=qsx").status_code == 404


def test_the_administrator_reads_no_events(fed):
    assert Caller(fed, "admin").get("/events").status_code == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=2147483648", "after=99999999999", "limit=1001", "limit=x", "more=1"])
def test_a_cursor_that_is_none_is_told_so(fed, query):
    assert Caller(fed, "Y01").get(f"/events?{query}").status_code == 400


def test_a_cursor_far_ahead_finds_nothing_and_is_kept(fed):
    answer = Caller(fed, "Y01").get("/events?after=2147483647")
    assert (answer.json["events"], answer.json["cursor"]) == ([], 2147483647)


def test_what_was_tried_and_is_no_step_is_not_passed_on(world):
    no = world.claim()
    world.refused(no, "wangjiahua", "Y04")
    relay.number(world.session)
    one = feed.feed(world.session, "Y01", FIRST, 0).events[-1]
    assert (one.case, one.type, one.step, one.outcome) == (no, "bonus_claim.unknown", "", "refused")
    assert (one.source, one.to) == ("verifying", "verifying")


def test_a_stranger_reads_nothing_of_the_branch(world):
    world.claim()
    relay.number(world.session)
    with pytest.raises(NotFound):
        feed.feed(world.session, "eve", FIRST, 0)
    assert world.rows(Case) != []
