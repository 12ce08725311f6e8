"""The second step after a sealing: the committed head is shown to the signer with its proof, and what he signed is kept. It seals nothing."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from procflow.db import setting
from procflow.models import LogNote
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import Unproved, consistency
from procflow.proof.sealer import WAITING, alone
from procflow.proof.signer import NoExtension, Signer
from procflow.proof.stored import Broken, Nodes, head

ORIGIN = "origin"  # the property of an installation whose log has a second epoch; before, the log's name is the origin


def publish(session: Session, signer: Signer) -> str:
    """The note of the last head, signed now if it was not; "" of an empty log. Raises NoExtension, Misconfigured.

    May be stopped anywhere and run again: the signer signs the same head again, and the same note is kept once.
    """
    session.rollback()
    connection = session.connection(execution_options={"read_only": True})
    newest, origin = head(connection), origin_of(session)
    known = note_of(session, origin, newest.size)
    if not newest.size or (known and not (signer.there and signer.state.now.size > newest.size)):
        session.rollback()
        return known
    if not signer.there and not session.scalar(select(LogNote.tree_size).limit(1)):
        signer.make(origin)
    state = signer.state.now
    asked = Checkpoint(origin, newest.size, newest.root)
    try:
        proof = consistency(Nodes(connection), state.size, newest.size)
    except (Unproved, Broken) as problem:
        raise NoExtension(asked, state) from problem
    finally:
        session.rollback()
    note = signer.sign(asked, proof)
    alone(session)
    if not note_of(session, origin, newest.size):
        session.execute(insert(LogNote).values(origin=origin, tree_size=newest.size, note=note))
    session.commit()
    return note


def pressing(session: Session) -> bool:
    """Whether something is to be sealed or published: it only looks."""
    if session.execute(WAITING.limit(1)).first():
        return True
    newest = head(session.connection())
    return bool(newest.size) and not note_of(session, origin_of(session), newest.size)


def origin_of(session: Session) -> str:
    return setting(session, ORIGIN) or setting(session, "log")


def note_of(session: Session, origin: str, size: int) -> str:
    return session.scalar(select(LogNote.note).where(LogNote.origin == origin, LogNote.tree_size == size)) or ""
