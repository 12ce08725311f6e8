"""What is held about a person, part by part: everything that concerns them, and of others neither names nor figures nor acts."""

import json

import pytest
from sqlalchemy import select

from procflow.models import AuditEvent, Case, DatedFact, LedgerEntry
from procflow.reports.personal import PARTS, gathered
from tests.world import NAMES


@pytest.fixture
def town(world):
    """M01 and M02 have points; Y01 has named a deputy; M01 was told something."""
    world.at("2024-03-10")
    world.posted("M01")
    no = world.claim("M02")
    world.step(no, "nudge", "M02")
    world.file("deputy", "Y05", actor="adm", absent="Y01", until="2024-03-20")
    return world


def found(world, person):
    parts = gathered(world.session, person)
    world.session.rollback()
    return parts, json.dumps(parts, ensure_ascii=False)


def test_every_part_has_a_title_and_every_row_the_same_columns(town):
    parts, _ = found(town, "M01")
    assert list(parts) == list(PARTS)
    assert [name for name, rows in parts.items() if len({tuple(row) for row in rows}) > 1] == []


def test_all_that_is_filed_posted_and_recorded_about_somebody_is_in_it(town):
    parts, _ = found(town, "M01")
    session = town.session
    assert len(parts["facts"]) == len(list(session.scalars(select(DatedFact).where(DatedFact.subject == "M01"))))
    assert [row["entry_id"] for row in parts["entries"]] == sorted(
        session.scalars(select(LedgerEntry.entry_id).where(LedgerEntry.member_id == "M01"))
    )
    cases = list(session.scalars(select(Case.case_id).where(Case.subject == "M01")))
    assert len(parts["cases"]) == len(cases) >= 2  # the claim and the motion
    records = set(session.scalars(select(AuditEvent.event_id).where(AuditEvent.case_id.in_(cases))))
    assert records <= {row["event_id"] for row in parts["records"]}
    assert {row["sha256"] for row in parts["files"]}


@pytest.mark.parametrize("person", ["M01", "M02", "Y01", "Y05"])
def test_nobody_else_is_told_of(town, person):
    parts, said = found(town, person)
    assert NAMES[person] in [row["text"] for row in parts["texts"]]
    assert [name for other, name in NAMES.items() if other != person and name in said] == []
    mine = {row["entry_id"] for row in parts["entries"]}
    assert mine == set(town.session.scalars(select(LedgerEntry.entry_id).where(LedgerEntry.member_id == person)))


def test_who_is_named_in_a_fact_about_somebody_else_is_told_which_and_no_more(town):
    parts, _ = found(town, "Y01")
    assert [(row["kind"], row["until"]) for row in parts["named"] if row["kind"] == "deputy"] == [("deputy", "2024-03-20")]
    assert {tuple(row) for row in parts["named"]} == {("kind", "unit", "since", "until")}
    assert [row["kind"] for row in found(town, "M02")[0]["named"]] == ["roll"]


def test_whoever_was_never_here_has_nothing(town):
    assert not any(found(town, "nobody")[0].values())
