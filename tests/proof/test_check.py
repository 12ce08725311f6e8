"""`audit verify`: a lived world is clean; whatever is changed behind its back is the first thing named (audit-ledger §6)."""

import re
from itertools import count

import pytest
from sqlalchemy import text

from procflow.engine import Command, advance
from procflow.proof.check import verify
from tests.proof.tamper import behind, drop
from tests.proof.world import World, done

SUBMITTED = "SELECT id FROM audit_event WHERE type = 'bonus_claim.submit' AND outcome = 'done' AND case_seq = 2"


def first(session, url, *changes):
    with behind(url) as door:
        for change in changes:
            sql, *values = (change,) if isinstance(change, str) else change
            door.run(sql, *values)
    report = verify(session)
    assert not report.ok
    return report.findings[0]


def test_a_lived_world_is_whole(session):
    report = verify(session)
    assert report.findings == ()
    assert report.warnings == ()
    assert report.ok
    assert report.counts["records"] == report.counts["done"] + report.counts["refused"] == 51
    assert {name: report.counts[name] for name in ("ledger_entry", "notice", "case_link", "annexes", "erased")} == {
        "ledger_entry": 1, "notice": 1, "case_link": 1, "annexes": 2, "erased": 0}  # fmt: skip


def test_a_refused_beginning_may_be_the_first_use_of_a_procedure(session):
    refused = done(
        advance, session, Command(step="create", actor="M01", key="early", procedure="deduction_proposal", unit="d1", subject="M02")
    )
    assert refused.body["refusal"]
    assert refused.body["procedure"]["id"] == "deduction_proposal"
    assert verify(session).findings == ()


def test_progress_is_told_from_nothing_to_all(session):
    told = []
    verify(session, progress=lambda *said: told.append(said))
    assert told[0] == ("逐条核对记录", 0, 51)
    assert ("逐条核对记录", 51, 51) in told
    assert told[-1][1:] == (1, 1)


def test_a_record_changed_by_one_letter_is_named_with_its_case(session, engine_url):
    with behind(engine_url) as door:
        pk = door.one(SUBMITTED)
        body = bytes(door.one("SELECT body FROM audit_event WHERE id = ?", pk))
        door.run("UPDATE audit_event SET body = ? WHERE id = ?", body.replace(b"serve_masses", b"serve_massez"), pk)
    found = verify(session).findings[0]
    assert (found.kind, found.where.seq, found.where.case, found.where.key) == ("chain", 2, "D1ZB-JL-2024-0001", str(pk))


def test_a_record_whose_link_was_bent_is_named_itself_not_the_one_before(session, engine_url):
    with behind(engine_url) as door:
        pk = door.one(SUBMITTED)
        body = bytes(door.one("SELECT body FROM audit_event WHERE id = ?", pk))
        bent = re.sub(rb'"prev":"(.)', lambda found: b'"prev":"1' if found[1] == b"0" else b'"prev":"0', body, count=1)
        door.run("UPDATE audit_event SET body = ? WHERE id = ?", bent, pk)
    found = verify(session).findings[0]
    assert (found.kind, found.where.key) == ("chain", str(pk))


def test_a_record_that_is_no_longer_canonical_is_named(session, engine_url):
    with behind(engine_url) as door:
        pk = door.one(SUBMITTED)
        body = bytes(door.one("SELECT body FROM audit_event WHERE id = ?", pk))
        door.run("UPDATE audit_event SET body = ? WHERE id = ?", body.replace(b'"v":1', b'"v": 1'), pk)
    found = verify(session).findings[0]
    assert (found.kind, found.where.key) == ("record", str(pk))


def test_the_last_record_of_a_chain_is_held_by_its_head(session, engine_url):
    with behind(engine_url) as door:
        body = bytes(door.one("SELECT body FROM audit_event WHERE type = 'authn_login_success'"))
        door.run("UPDATE audit_event SET body = ? WHERE type = 'authn_login_success'", body.replace(b"office", b"_ffice"))
    found = verify(session).findings[0]
    assert (found.kind, found.where.table, found.where.chain) == ("chain", "stream_head", "person/M01")


def test_a_missing_middle_record_is_a_gap_at_its_place(session, engine_url):
    found = first(session, engine_url, f"DELETE FROM audit_event WHERE id = ({SUBMITTED})")
    assert (found.kind, found.where.seq, found.where.case, found.inputs["expected"]) == ("chain", 2, "D1ZB-JL-2024-0001", 2)


def test_a_missing_last_record_is_missed_by_the_head(session, engine_url):
    found = first(session, engine_url, "DELETE FROM audit_event WHERE type = 'bonus_claim.post'")
    assert (found.kind, found.where.seq, found.where.case) == ("chain", 8, "D1ZB-JL-2024-0001")


def test_a_chain_of_which_nothing_is_left_is_missed_by_its_head(session, engine_url):
    found = first(session, engine_url, "DELETE FROM audit_event WHERE case_id = 'person/M01'")
    assert (found.kind, found.where.chain, found.where.seq) == ("chain", "person/M01", 0)


CHANGES = {
    "a column that repeats a body": ("UPDATE audit_event SET actor_id = 'Y06' WHERE type = 'bonus_claim.post'", "record", "audit_event"),
    "points": ("UPDATE ledger_entry SET points = points + 100", "entry", "ledger_entry"),
    "a lost entry": ("DELETE FROM ledger_entry", "entry", "ledger_entry"),
    "an added entry": (
        ("INSERT INTO ledger_entry SELECT 'stray', unit, member_id, cycle, component, kind, item, points, uncredited, booked_in, counts_in,"
        " occurred_on, recorded_at, rule, event_hash, 99, NULL, flags FROM ledger_entry"), "entry", "ledger_entry"),
    "a reversal that undoes nothing": (
        ("INSERT INTO ledger_entry SELECT 'stray', unit, member_id, cycle, component, 'reversal', item, points, uncredited, booked_in, counts_in,"
        " occurred_on, recorded_at, rule, 'x', 0, entry_id, flags FROM ledger_entry"), "entry", "ledger_entry"),
    "a seal that nobody set": ("INSERT INTO sealed_period VALUES ('d1', '2024-Q1', 'x', 0)", "seal", "sealed_period"),
    "a due day": ("UPDATE task SET due = '2030-01-01' WHERE closed IS NULL", "task", "task"),
    "a closed task opened again": ("UPDATE task SET closed = NULL WHERE state = 'draft'", "task", "task"),
    "a task that nobody opened": (
        ("INSERT INTO task SELECT 'stray', case_id, unit, procedure, state, desk, person, due, overdue, opened, closed FROM task"
        " WHERE state = 'voting'"), "task", "task"),
    "a state": ("UPDATE proc_case SET state = 'reversed' WHERE state = 'posted'", "case", "proc_case"),
    "a step taken": ("UPDATE proc_case SET taken = replace(taken, '800', '900')", "case", "proc_case"),
    "a fact": ("UPDATE dated_fact SET data = replace(data, 'formal', 'normal') WHERE subject = 'Y01'", "fact", "dated_fact"),
    "a fact that was corrected, standing again": ("UPDATE dated_fact SET superseded_by = NULL", "fact", "dated_fact"),
    "a lost fact": ("DELETE FROM dated_fact WHERE subject = 'Y06'", "fact", "dated_fact"),
    "a text": ("UPDATE pii_vault SET value = '李四' WHERE value LIKE '某M01'", "vault", "pii_vault"),
    "a text of which no record knows": (
        "INSERT INTO pii_vault SELECT 'stray', subject_id, field, salt, value FROM pii_vault WHERE value = '某M01'", "vault", "pii_vault"),
    "a lost annex": ("DELETE FROM audit_annex", "annex", "audit_annex"),
    "a record that will not be sealed": ("DELETE FROM audit_pending WHERE event_pk = 7", "pending", "audit_pending"),
    "a record to be sealed twice": ("INSERT INTO audit_pending (event_pk) VALUES (7)", "pending", "audit_pending"),
    "a lost link": ("DELETE FROM case_link", "link", "case_link"),
    "a link of another kind": ("UPDATE case_link SET kind = 'order'", "link", "case_link"),
    "a notice": ("UPDATE notice SET addressee = 'Y06'", "notice", "notice"),
    "a unit's title": ("UPDATE unit SET title = '另一个支部' WHERE unit_id = 'd1'", "unit", "unit"),
    "a unit's latest fact": ("UPDATE unit SET facts_head = 'x' WHERE unit_id = 'xz'", "unit", "unit"),
    "a case number": ("UPDATE proc_case SET no = 'D1ZB-JL-2024-0009' WHERE no = 'D1ZB-JL-2024-0002'", "number", "case_number"),
    "the number of a case that another started": ("UPDATE proc_case SET no = 'D1ZB-DH-2024-0002' WHERE no LIKE '%DH%'", "number", "proc_case"),
    "the last number given": ("UPDATE case_number SET last = 0 WHERE procedure = 'bonus_claim'", "number", "case_number"),
    "an edition's name": ("UPDATE procedure_edition SET edition = '2020-1'", "edition", "procedure_edition"),
    "a regime's version": ("UPDATE regime_version SET version = '2020-1'", "regime", "regime_version"),
    "a file's size": ("UPDATE evidence_file SET size = 6", "file", "evidence_file"),
    "a head": ("UPDATE stream_head SET seq = seq - 1 WHERE stream = 'person/M01'", "chain", "stream_head"),
    "a lost head": ("DELETE FROM stream_head WHERE stream = 'person/M01'", "chain", "audit_event"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_the_first_thing_named_is_what_was_changed(session, engine_url, name):
    sql, kind, table = CHANGES[name]
    found = first(session, engine_url, sql)
    assert (found.kind, found.where.table) == (kind, table)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [("audit_annex", "bytes", "annex"), ("procedure_edition", "body", "edition"), ("regime_version", "body", "regime")],
)
def test_a_byte_of_what_is_named_by_its_hash(session, engine_url, table, column, kind):
    with behind(engine_url) as door:
        sha256, content = door.run(f"SELECT sha256, {column} FROM {table} ORDER BY sha256")[0]
        door.run(f"UPDATE {table} SET {column} = ? WHERE sha256 = ?", bytes([bytes(content)[0] ^ 1]) + bytes(content)[1:], sha256)
    found = verify(session).findings[0]
    assert (found.kind, found.where.table) == (kind, table)


def test_a_trigger_that_is_gone_is_named(session, engine_url):
    drop(engine_url, "ledger_entry_keeps_delete" if engine_url.startswith("sqlite") else "ledger_entry_keeps_truncate", "ledger_entry")
    found = verify(session).findings[0]
    assert found.kind == "trigger"
    assert "ledger_entry" in found.where.key


def test_an_erased_text_is_no_finding(session):
    session.execute(text("DELETE FROM pii_vault WHERE value = '某M01'"))
    session.commit()
    report = verify(session)
    assert report.ok
    assert report.counts["erased"] == 1


def test_a_clock_that_stepped_back_is_a_warning_only(session):
    world = World(session, keys=count(1000))
    world.at("2024-01-05")
    world.file("role", "Y06", role="helper")
    report = verify(session)
    assert report.ok
    assert [found.kind for found in report.warnings] == ["clock"]


def test_a_finding_never_shows_a_text_from_the_vault(session, engine_url):
    found = first(session, engine_url, "UPDATE pii_vault SET value = '李四' WHERE value LIKE '某M01'")
    assert "李四" not in repr(found)


def test_what_one_process_finds_two_find_too(session, engine_url):
    alone, together = verify(session), verify(session, jobs=2)
    assert (together.ok, together.counts) == (True, alone.counts)
    found = first(session, engine_url, CHANGES["points"][0], CHANGES["a notice"][0], "DELETE FROM stream_head WHERE stream = 'unit/d1'")
    shared = verify(session, jobs=2)
    assert shared.findings[0] == found
    assert shared.findings == verify(session).findings


def test_a_quick_look_sees_that_all_chains_are_whole(session):
    report = verify(session, quick=True)
    assert report.ok
    assert report.counts == {"records": 51, "chains": 7}


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit_event WHERE type = 'bonus_claim.post'",
        "DELETE FROM audit_event WHERE case_seq = 1",
        "DELETE FROM audit_event WHERE case_id = 'person/M01'",
        "DELETE FROM stream_head WHERE stream = 'person/M01'",
        "UPDATE audit_event SET body = (SELECT body FROM audit_event WHERE type = 'bonus_claim.post') WHERE type = 'authn_login_success'",
    ],
)
def test_a_quick_look_at_broken_chains_becomes_a_whole_one(session, engine_url, change):
    with behind(engine_url) as door:
        door.run(change)
    assert verify(session, quick=True) == verify(session)
    assert not verify(session, quick=True).ok


def test_a_quick_look_sees_no_more_than_chains(session, engine_url):
    found = first(session, engine_url, CHANGES["points"][0])
    assert found.kind == "entry"
    assert verify(session, quick=True).ok
