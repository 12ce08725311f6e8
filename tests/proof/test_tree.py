"""The sealed log within `audit verify`: whatever is changed in it is named with its place; what was cut or rewritten, where somebody outside remembers."""

import pytest
from sqlalchemy import text

from procflow.proof.check import verify
from tests.proof.sealed_world import goes_on, sealed
from tests.proof.tamper import behind


@pytest.fixture
def outside(session, tmp_path):
    return sealed(session, tmp_path / "signer")


def first(session, outside, url, *changes):
    with behind(url) as door:
        for change in changes:
            sql, *values = (change,) if isinstance(change, str) else change
            door.run(sql, *values)
    signer, kept = outside
    report = verify(session, signer=signer.state, kept=kept)
    assert not report.ok
    return report.findings[0]


def test_a_sealed_world_is_whole(session, outside):
    signer, kept = outside
    report = verify(session, signer=signer.state, kept=kept)
    assert report.findings == ()
    assert (report.counts["records"], report.counts["sealed"], report.counts["signed"]) == (51, 51, 2)
    goes_on(session, signer)
    assert verify(session, signer=signer.state, kept=kept).ok


OTHER = b"x" * 32
CHANGES = {
    "a leaf": (("UPDATE audit_leaf SET leaf_hash = ? WHERE leaf_index = 7", OTHER), "leaf", "audit_leaf"),
    "a leaf that is gone": ("DELETE FROM audit_leaf WHERE leaf_index = 7", "leaf", "audit_leaf"),
    "the first leaf": ("DELETE FROM audit_leaf WHERE leaf_index = 0", "leaf", "audit_leaf"),
    "a leaf moved to the end": ("UPDATE audit_leaf SET leaf_index = 51 WHERE leaf_index = 7", "leaf", "audit_leaf"),
    "a leaf given to another record": ("UPDATE audit_leaf SET event_pk = 9999 WHERE leaf_index = 7", "leaf", "audit_leaf"),
    "a block that no leaves make": (("INSERT INTO log_node VALUES (1, 0, ?)", OTHER), "node", "log_node"),
    "a root": (("UPDATE log_head SET root = ? WHERE tree_size = 20", OTHER), "head", "log_head"),
    "peaks": (("UPDATE log_head SET peaks = ? WHERE tree_size = 51", OTHER), "head", "log_head"),
    "a head beyond the leaves": (("INSERT INTO log_head VALUES (60, ?, ?)", OTHER, OTHER), "head", "log_head"),
    "the last head": ("DELETE FROM log_head WHERE tree_size = 51", "head", "log_head"),
    "a note's size": ("UPDATE log_note SET tree_size = 21 WHERE tree_size = 20", "note", "log_note"),
    "a note's text": ("UPDATE log_note SET note = replace(note, 'test/log', 'best/log')", "note", "log_note"),
    "a note of nobody's": ("UPDATE log_note SET note = replace(note, '— test/log', '— test/lag')", "note", "log_note"),
    "a witness's line that is none": ("INSERT INTO log_cosignature VALUES ('test/log', 20, 'w', 'x')", "note", "log_cosignature"),
    "a witness's line under nothing": ("INSERT INTO log_cosignature VALUES ('test/log', 33, 'w', '— w AAAAAAAAAAAA')", "note", "log_cosignature"),
    "a sealed record that waits again": ("INSERT INTO audit_pending (event_pk) VALUES (7)", "pending", "audit_pending"),
    "a record taken out with its leaf": ("DELETE FROM audit_leaf WHERE leaf_index = 50", "head", "log_head"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_the_first_thing_named_is_what_was_changed(session, outside, engine_url, name):
    change, kind, table = CHANGES[name]
    found = first(session, outside, engine_url, change)
    assert (found.kind, found.where.table) == (kind, table)


def test_a_changed_leaf_is_named_with_its_record(session, outside, engine_url):
    found = first(session, outside, engine_url, ("UPDATE audit_leaf SET leaf_hash = ? WHERE event_pk = 7", OTHER))
    assert (found.where.key, found.where.seq is not None) == ("7", True)
    assert len(found.inputs["found"]) == 64


def test_a_record_that_is_neither_sealed_nor_waits_is_named(session, outside, engine_url):
    goes_on(session, outside[0])
    with behind(engine_url) as door:
        door.run("INSERT INTO audit_pending (event_pk) SELECT max(id) FROM audit_event")
        door.run("DELETE FROM audit_leaf WHERE leaf_index = 51")
        door.run("DELETE FROM log_head WHERE tree_size = 52")
        door.run("DELETE FROM log_note WHERE tree_size = 52")
    assert verify(session).ok
    found = first(session, outside, engine_url, "DELETE FROM audit_pending")
    assert found.kind == "signer"
    assert [each.kind for each in verify(session).findings] == ["pending"]


def test_a_quick_look_does_not_look_at_the_log(session, outside):
    session.execute(text("SELECT 1"))
    assert verify(session, quick=True).counts == {"records": 51, "chains": 7}
