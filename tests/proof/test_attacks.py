"""Who detects what (audit-ledger §6): the database by itself, a checkpoint that somebody kept, the signer's state; what none of them can is said too.

The attacker owns the database and can make everything in it fit; the signer's folder and the kept checkpoint lie elsewhere.
"""

import pytest
from sqlalchemy import select

from procflow.engine import note
from procflow.models import AuditPending
from procflow.proof.check import verify
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.keys import key
from procflow.proof.notes import sign
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension
from tests.proof.sealed_world import bodies, goes_on, rechained, resealed, sealed
from tests.proof.tamper import behind

LAST = "person/M01"  # a chain of one record, the last of the world: all that hangs on it is its head


def nothing(door):
    """The log as it is, but for one checkpoint after another."""


def rehashed(door):
    """An edit, and every hash within the case made to fit; the tree is left alone."""
    rechained(door, LAST, lambda body: body.replace(b'"from":"office"', b'"from":"street"'))


def rewritten(door):
    """The same, and the whole tree made anew."""
    rehashed(door)
    resealed(door, bodies(door))


def cut_short(door):
    """The last record with all that speaks of it."""
    (pk, head), *_ = door.run("SELECT id, body FROM audit_event WHERE case_id = ?", LAST)
    assert head
    door.run("DELETE FROM audit_leaf WHERE event_pk = ?", pk)
    door.run("DELETE FROM audit_event WHERE id = ?", pk)
    door.run("DELETE FROM stream_head WHERE stream = ?", LAST)
    resealed(door, bodies(door))


def a_place_taken_out(door):
    door.run("DELETE FROM audit_leaf WHERE leaf_index = 30")


def reordered(door):
    """Two records of different chains change places: nothing within the database says which came first."""
    order = bodies(door)
    order[-2], order[-1] = order[-1], order[-2]
    resealed(door, order)


# attack: found within the database, by a checkpoint of the whole log, by one of its first twenty records, by the signer's state
ROWS = {
    nothing: (False, False, False, False),
    rehashed: (True, True, True, True),
    rewritten: (False, True, False, True),
    cut_short: (False, True, False, True),
    a_place_taken_out: (True, True, True, True),
    reordered: (False, True, False, True),
}


@pytest.mark.parametrize("attack", ROWS, ids=lambda attack: attack.__name__)
def test_each_attack_is_found_by_what_can_find_it_and_by_nothing_else(session, engine_url, tmp_path, attack):
    signer, early = sealed(session, tmp_path / "signer")
    state = signer.state
    late = Checkpoint(state.now.origin, state.now.size, bytes.fromhex(state.now.root))
    session.rollback()
    with behind(engine_url) as door:
        attack(door)
    reports = [verify(session), verify(session, kept=late), verify(session, kept=early), verify(session, signer=state)]
    assert tuple(not report.ok for report in reports) == ROWS[attack]


def test_a_stolen_key_signs_anything_but_the_signers_own_memory_and_kept_checkpoints_do_not_follow(session, engine_url, tmp_path):
    signer, _ = sealed(session, tmp_path / "signer")
    state = signer.state
    session.rollback()
    with behind(engine_url) as door:
        cut_short(door)
        size, root = door.run("SELECT tree_size, root FROM log_head")[0]
        text = str(Checkpoint("test/log", size, bytes(root)))
        forged = f"{text}\n{sign(key(signer.folder, 1), 'test/log', text)}"
        door.run("INSERT INTO log_note (origin, tree_size, note) VALUES ('test/log', ?, ?)", size, forged)
    assert verify(session).ok
    assert [each.kind for each in verify(session, signer=state).findings] == ["signer"]
    note(session, kind="test", actor="M02", data={})
    seal(session)
    with pytest.raises(NoExtension):
        publish(session, signer)


def test_what_is_rewritten_before_it_is_sealed_is_not_found(session, engine_url, tmp_path):
    """The window of a second is the limit: said in docs/security.md, not mended."""
    signer, early = sealed(session, tmp_path / "signer")
    note(session, kind="test", actor="M02", data={"from": "office"})
    assert session.scalars(select(AuditPending.event_pk)).all()
    session.rollback()
    with behind(engine_url) as door:
        rechained(door, "person/M02", lambda body: body.replace(b'"from":"office"', b'"from":"street"'))
    goes_on(session, signer)
    assert verify(session, signer=signer.state, kept=early).ok
