"""Records: a chain links leaf to leaf, long parts lie in the annex under their hash, what was appended reads back the same."""

from sqlite3 import IntegrityError

import psycopg
import pytest

from procflow import audit, canon
from procflow.models import AuditAnnex, AuditEvent, AuditPending
from procflow.vault import Sealing

BARE = {
    "command_id": "c", "ordinal": 0, "unit": "d1", "type": "t", "outcome": "done", "occurred_on": "2024-03-01",
    "recorded_at": "2024-03-01T00:00:00.000000Z", "form": {}, "effects": [], "actor": {"id": "M01"},
}  # fmt: skip


def append(session, name="person/M01", number=0, **more):
    fields = BARE | {"event_id": f"e{number}", "command_id": f"c{number}"} | more
    return audit.append(session, audit.stream(session, name), fields, Sealing(fields["event_id"], "M01"))


def test_each_record_names_the_leaf_before_it(session):
    made = [append(session, number=number) for number in range(3)]
    assert [each.body["prev"] for each in made] == [canon.ZERO, made[0].hash, made[1].hash]
    assert [each.body["case_seq"] for each in made] == [0, 1, 2]
    assert [each.hash for each in audit.chain(session, "person/M01")] == [each.hash for each in made]


def test_chains_know_nothing_of_each_other(session):
    append(session, "person/M01", 0)
    other = append(session, "unit/d1", 1)
    assert (other.body["case_seq"], other.body["prev"], other.body["stream"]) == (0, canon.ZERO, "unit/d1")


def test_a_record_reads_back_as_it_was_appended(session):
    made = append(session, form={"text": "山", "list": [1, True, None]})
    (row,) = session.query(AuditEvent).all()
    assert audit.read(row.body) == audit.Record(made.body, made.hash)
    assert canon.leaf(bytes(row.body)) == made.hash


def test_every_record_waits_for_the_sealer(session):
    for number in range(3):
        append(session, number=number)
    assert [row.event_pk for row in session.query(AuditPending).all()] == [row.id for row in session.query(AuditEvent).all()]


def test_a_long_form_lies_in_the_annex_and_is_stored_once(session):
    lines = [{"member": f"M{number}", "points": number} for number in range(600)]
    first, second = append(session, number=0, form={"lines": lines}), append(session, number=1, form={"lines": lines})
    assert first.body["form"] == second.body["form"] == {"annex": canon.digest({"lines": lines}), "count": 1}
    assert audit.whole(session, first.body["form"]) == {"lines": lines}
    assert session.query(AuditAnnex).count() == 1


def test_a_short_form_is_whole_where_it_stands(session):
    assert audit.whole(session, append(session, form={"a": 1}).body["form"]) == {"a": 1}
    assert audit.whole(session, [1, 2]) == [1, 2]


def test_all_records_of_a_command_are_found_in_their_order(session):
    made = [append(session, number=number, command_id="c", ordinal=number) for number in range(3)]
    found = audit.find(session, "c")
    assert [found.hash, *(each.hash for each in found.caused)] == [each.hash for each in made]
    assert audit.find(session, "none") is None


def test_one_command_has_one_first_record(session):
    append(session, number=0, command_id="c")
    with pytest.raises((IntegrityError, psycopg.IntegrityError)):
        append(session, number=1, command_id="c")


def test_what_is_no_canonical_value_is_not_appended(session):
    with pytest.raises(canon.CanonError):
        append(session, form={"points": 2.5})


def test_the_id_of_a_command_is_bound_to_its_giver_and_its_parts(session):
    ids = {audit.command_id("M01", "k"), audit.command_id("M02", "k"), audit.command_id("M01", "k2"), audit.command_id("M01", "k", "x")}
    assert len(ids | {audit.command_id("M01k", "")}) == 5
