"""Exports for process mining: what they hold is what the records say, nobody is named who need not be, and who took one is on record."""

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import canon
from procflow.dates import Period
from procflow.db import now
from procflow.errors import NotFound
from procflow.models import AuditEvent, Case, LedgerEntry
from procflow.queries.people import names
from procflow.reports.interchange import gather, ocel, xes
from procflow.reports.interchange.taking import taken
from tests.interchange import offered
from tests.interchange.offered import AUDITOR, DAY, UNIT
from tests.web import quarter

SCHEMA = json.loads((Path(offered.__file__).parent / "ocel.schema.json").read_text(encoding="utf-8"))
YEAR = Period.parse("2024")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('quarter') / 'quarter.db'}"
    quarter.whole(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store) as opened:
        yield opened
    store.dispose()


@pytest.fixture(scope="module")
def log(session):
    return gather(session, AUDITOR, DAY, UNIT, YEAR)


def test_every_case_of_the_unit_and_every_record_that_was_done_is_there_once(session, log):
    rows = session.scalars(select(Case.case_id).where(Case.unit == UNIT)).all()
    done = session.scalars(select(AuditEvent.event_id).where(AuditEvent.case_id.in_(rows), AuditEvent.outcome == "done")).all()
    assert Counter(each.id for case in log.cases for each in case.events) == Counter(done)
    assert len(log.cases) == len(rows) > 40


def test_the_lines_of_the_export_are_those_of_the_ledger(session, log):
    posted = {entry["entry_id"]: entry["points"] for case in log.cases for each in case.events for entry in each.entries}
    assert posted == dict(session.execute(select(LedgerEntry.entry_id, LedgerEntry.points).where(LedgerEntry.unit == UNIT)).all())


def test_a_quarter_holds_its_own_cases_and_a_year_those_of_its_quarters(session, log):
    quarter_alone = gather(session, AUDITOR, DAY, UNIT, Period.parse("2024-Q1"))
    assert {case.no for case in quarter_alone.cases} == {case.no for case in log.cases if case.period not in ("2024", "2024-Q2")}
    assert gather(session, AUDITOR, DAY, UNIT, Period.parse("2023")).cases == ()


def test_xes_has_a_trace_for_each_case_in_the_order_of_its_records(log):
    root = ET.fromstring(xes(log))
    traces = {trace.find("string[@key='concept:name']").get("value"): trace for trace in root.findall("trace")}
    assert traces.keys() == {case.no for case in log.cases}
    for case in log.cases:
        told = [one.find("string[@key='concept:instance']").get("value") for one in traces[case.no].findall("event")]
        assert told == [each.id for each in case.events]


def test_ocel_fits_its_schema_and_every_relation_leads_to_an_object(log):
    made = json.loads(ocel(log))
    Draft202012Validator(SCHEMA).validate(made)
    known = [each["id"] for each in made["objects"]]
    assert len(known) == len(set(known))
    assert {one["objectId"] for each in (*made["objects"], *made["events"]) for one in each["relationships"]} <= set(known)
    kinds = {kind: {each["name"] for each in made[kind]} for kind in ("objectTypes", "eventTypes")}
    assert {each["type"] for each in made["objects"]} == kinds["objectTypes"]
    assert {each["type"] for each in made["events"]} == kinds["eventTypes"]


@pytest.mark.parametrize("form", [xes, ocel])
def test_nobody_is_named_unless_an_auditor_asked(session, log, form):
    people = set(names(session, {case.subject for case in log.cases if case.subject != UNIT}).values())
    assert people
    assert [name for name in people if name in form(log).decode()] == []
    named = form(gather(session, AUDITOR, DAY, UNIT, YEAR, named=True)).decode()
    assert [name for name in people if name not in named] == []


@pytest.mark.parametrize("who", ["M01", "Y01", "adm", "nobody"])
def test_whoever_does_not_oversee_the_unit_takes_nothing(session, who):
    with pytest.raises(NotFound):
        gather(session, who, DAY, UNIT, YEAR)


def test_who_took_what_is_on_record_with_the_hash_of_the_file(session):
    made = taken(session, AUDITOR, DAY, UNIT, YEAR, "xes")
    body = canon.loads(session.scalars(select(AuditEvent.body).where(AuditEvent.type == "interchange.exported")).one())
    said = body["form"]
    assert (body["actor"]["id"], body["unit"], said["format"], said["file"], said["cases"]) == (
        AUDITOR,
        UNIT,
        "xes",
        made.sha256,
        made.cases,
    )
    assert now(session) >= body["recorded_at"]
