"""Every attack of audit-ledger §6 as a deed on a lived world, by whoever may: the application's user, the owner of the database, a thief of keys."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from procflow.engine import note
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.keys import key
from procflow.proof.notes import sign
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension, Signer
from tests.proof.sealed_world import bodies, rechained, resealed
from tests.proof.tamper import Behind, behind
from tests.proof.world import World

LAST = "person/M01"  # a chain of one record, the last of the world: all that hangs on it is its head
KEPT = ("audit_event", "audit_annex", "ledger_entry", "audit_leaf", "log_head", "log_note", "dated_fact", "procedure_edition")


@dataclass
class Scene:
    """A world, its address, its signer, and `other()`: the same world once more, as it was before anything of it was sealed."""

    session: Session
    url: str
    signer: Signer
    other: Callable[[], Session]

    def owner(self, deed: Callable[[Behind], object]) -> Session:
        self.session.rollback()
        with behind(self.url) as door:
            deed(door)
        return self.session


def nothing(scene: Scene) -> Session:
    return scene.session


def app_edits(scene: Scene) -> Session:
    """Refused, whatever is tried: an edit, a deletion, a replacement."""
    tried = [f"UPDATE {table} SET {column} = {column}" for table in KEPT for column in columns(scene, table)]
    tried += [f"DELETE FROM {table}" for table in KEPT]
    replace = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}" if scene.url.startswith("sqlite") else "TRUNCATE {0} CASCADE"
    for statement in (*tried, *(replace.format(table) for table in KEPT)):
        if statement != "UPDATE dated_fact SET superseded_by = superseded_by":  # set once, by the fact that corrects it
            with pytest.raises(DBAPIError):
                scene.session.execute(text(statement))
            scene.session.rollback()
    return scene.session


def columns(scene: Scene, table: str) -> list[str]:
    found = list(scene.session.execute(text(f"SELECT * FROM {table}")).keys())
    scene.session.rollback()
    return found


def body_edited(scene: Scene) -> Session:
    return scene.owner(lambda door: swap(door, b'"from":"office"', b'"from":"street"'))


def swap(door: Behind, old: bytes, new: bytes) -> None:
    pk, body = door.run("SELECT id, body FROM audit_event WHERE case_id = ?", LAST)[0]
    assert old in bytes(body)
    door.run("UPDATE audit_event SET body = ? WHERE id = ?", bytes(body).replace(old, new), pk)


def column_edited(scene: Scene) -> Session:
    return scene.owner(lambda door: door.run("UPDATE audit_event SET actor_id = 'M02' WHERE case_id = ?", LAST))


def rehashed(door: Behind) -> None:
    rechained(door, LAST, lambda body: body.replace(b'"from":"office"', b'"from":"street"'))


def chained_anew(scene: Scene) -> Session:
    """An edit, and every hash within the case made to fit; the tree is left alone."""
    return scene.owner(rehashed)


def middle_deleted(scene: Scene) -> Session:
    def deed(door: Behind) -> None:
        pk = door.one("SELECT id FROM audit_event WHERE case_id = 'unit/d1' AND case_seq = 3")
        door.run("DELETE FROM audit_leaf WHERE event_pk = ?", pk)
        door.run("DELETE FROM audit_event WHERE id = ?", pk)

    return scene.owner(deed)


def place_deleted(scene: Scene) -> Session:
    return scene.owner(lambda door: door.run("DELETE FROM audit_leaf WHERE leaf_index = 30"))


def cut(door: Behind) -> None:
    """The last record with all that speaks of it."""
    pk = door.one("SELECT id FROM audit_event WHERE case_id = ?", LAST)
    door.run("DELETE FROM audit_leaf WHERE event_pk = ?", pk)
    door.run("DELETE FROM audit_event WHERE id = ?", pk)
    door.run("DELETE FROM stream_head WHERE stream = ?", LAST)
    resealed(door, bodies(door))


def cut_short(scene: Scene) -> Session:
    return scene.owner(cut)


def order_within_a_chain(scene: Scene) -> Session:
    def deed(door: Behind) -> None:
        order = bodies(door)
        unit = [each for each in order if b'"stream":"unit/d1"' in each[1]]
        one, other = order.index(unit[0]), order.index(unit[1])
        order[one], order[other] = order[other], order[one]
        resealed(door, order)

    return scene.owner(deed)


def order_across_chains(scene: Scene) -> Session:
    """Two records of different chains change places: nothing within the database says which came first."""

    def deed(door: Behind) -> None:
        order = bodies(door)
        order[-2], order[-1] = order[-1], order[-2]
        resealed(door, order)

    return scene.owner(deed)


def rewritten(scene: Scene) -> Session:
    """Newer than the checkpoint of the twenty, older than what was signed last."""
    return scene.owner(lambda door: (rehashed(door), resealed(door, bodies(door))))


def rewritten_and_signed(scene: Scene) -> Session:
    """With the stolen key: a checkpoint that any verifier of signatures takes."""

    def deed(door: Behind) -> None:
        rehashed(door)
        resealed(door, bodies(door))
        size, root = door.run("SELECT tree_size, root FROM log_head")[0]
        said = str(Checkpoint("test/log", size, bytes(root)))
        forged = f"{said}\n{sign(key(scene.signer.folder, 1), 'test/log', said)}"
        door.run("INSERT INTO log_note (origin, tree_size, note) VALUES ('test/log', ?, ?)", size, forged)

    return scene.owner(deed)


def restored_and_worked_on(scene: Scene) -> Session:
    """The world of an earlier day under a log that had gone on: new records take the places of lost ones."""
    return lived_otherwise(scene, 5)


def split_view(scene: Scene) -> Session:
    """Two logs of the same size under one name, each shown to somebody else."""
    return lived_otherwise(scene, 3)


def lived_otherwise(scene: Scene, records: int) -> Session:
    for _ in range(3):
        note(scene.session, kind="test", actor="M01", data={"seen": "here"})
    seal(scene.session)
    publish(scene.session, scene.signer)
    other = scene.other()
    for _ in range(records):
        note(other, kind="test", actor="M01", data={"seen": "there"})
    seal(other)
    with pytest.raises(NoExtension):
        publish(other, scene.signer)
    return other


def unpended(scene: Scene) -> Session:
    note(scene.session, kind="test", actor="M02", data={})
    return scene.owner(lambda door: door.run("DELETE FROM audit_pending"))


def rewritten_before_sealing(scene: Scene) -> Session:
    note(scene.session, kind="test", actor="M02", data={"from": "office"})
    scene.owner(lambda door: rechained(door, "person/M02", lambda body: body.replace(b'"from":"office"', b'"from":"street"')))
    return sealed_on(scene)


def stolen_sign_in(scene: Scene) -> Session:
    World(scene.session, keys=iter(range(9000, 9001))).step("", "create", "M01", procedure="bonus_claim", unit="d1")
    return sealed_on(scene)


def false_content(scene: Scene) -> Session:
    World(scene.session, keys=iter(range(9000, 9001))).file("membership", "M02", standing="formal", group="二组")
    return sealed_on(scene)


def sealed_on(scene: Scene) -> Session:
    seal(scene.session)
    publish(scene.session, scene.signer)
    return scene.session
