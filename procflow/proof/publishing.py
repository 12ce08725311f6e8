"""The second step after a sealing: the committed head is shown to the signer with its proof, and what he signed is kept. It seals nothing."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from procflow.db import setting
from procflow.models import LogCosignature, LogNote
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import Unproved, consistency
from procflow.proof.sealer import WAITING, alone
from procflow.proof.signer import NoExtension, Signer
from procflow.proof.stored import Broken, Nodes, head

SEAL, PUBLISH = "log.seal", "log.publish"


def publish(session: Session, signer: Signer) -> str:
    """The note of the last head, signed now if it was not; "" of an empty log. Raises NoExtension, Misconfigured.

    May be stopped anywhere and run again: the signer signs the same head again, and the same note is kept once.
    """
    session.rollback()
    connection = session.connection(execution_options={"read_only": True})
    newest = head(connection)
    if not newest.size and not (signer.there and signer.state.now.size):
        session.rollback()
        return ""
    if not signer.there and not session.scalar(select(LogNote.tree_size).limit(1)):
        signer.make(setting(session, "log"))
    state = signer.state.now
    asked = Checkpoint(state.origin, newest.size, newest.root)
    known = note_of(session, state.origin, newest.size)
    if known and state.size == newest.size:
        session.rollback()
        return known
    try:
        proof = consistency(Nodes(connection), state.size, newest.size)
    except (Unproved, Broken) as problem:
        raise NoExtension(asked, state) from problem
    finally:
        session.rollback()
    note = signer.sign(asked, proof)
    alone(session)
    if not note_of(session, state.origin, newest.size):
        session.execute(insert(LogNote).values(origin=state.origin, tree_size=newest.size, note=note))
    session.commit()
    return note


def keep_line(session: Session, origin: str, size: int, witness: str, line: str) -> None:
    """The line that a witness put under this checkpoint, once."""
    alone(session)
    of = (LogCosignature.origin == origin, LogCosignature.tree_size == size, LogCosignature.witness == witness)
    if session.scalar(select(LogCosignature.line).where(*of)) is None:
        session.execute(insert(LogCosignature).values(origin=origin, tree_size=size, witness=witness, line=line))
    session.commit()


def pressing(session: Session) -> list[str]:
    """What is to be done now, sealing or publishing: it only looks, so that an idle installation writes nothing."""
    newest = head(session.connection()).size
    signed = session.scalar(select(LogNote.tree_size).where(LogNote.tree_size == newest).limit(1))
    sealing = [SEAL] if session.execute(WAITING.limit(1)).first() else []
    return sealing + ([PUBLISH] if newest and signed is None else [])


def note_of(session: Session, origin: str, size: int) -> str:
    return session.scalar(select(LogNote.note).where(LogNote.origin == origin, LogNote.tree_size == size)) or ""
