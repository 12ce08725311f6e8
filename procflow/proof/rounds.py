"""What the worker does for the log, again and again: seal what waits, have the head signed and witnessed, and say loudly when somebody refuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from procflow.engine import note
from procflow.grammar import SYSTEM
from procflow.proof import heads
from procflow.proof.cosigning import REFUSED as DENIED
from procflow.proof.cosigning import SIGNED, Fetch, Said, cosign
from procflow.proof.publishing import PUBLISH, SEAL, pressing, publish
from procflow.proof.scores.sealing import seal_periods
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension, Signer
from procflow.proof.witnesses import Witnesses

__all__ = ["COSIGN", "REFUSED", "pressing", "published", "witnessed", "works"]

REFUSED, CONTRADICTED, COSIGN = "log.refused", "log.contradicted", "log.cosign"


class Unwitnessed(ConnectionError):
    """A witness that did not sign: the job is tried again, and its line in the list of jobs says so."""


def works(engine: Engine, signer: Signer, witnesses: Witnesses = Witnesses()) -> dict[str, Callable[[Mapping[str, Any]], None]]:  # noqa: B008 - frozen
    """The kinds of job, each by itself: a refusal must not keep records waiting to be sealed, nor a silent witness the signer."""

    def sealing(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            seal(session)

    def signing(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            published(session, signer)

    def asking(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            said = witnessed(session, witnesses)
            if missing := [f"{each.witness} {each.outcome}" for each in said if each.outcome != SIGNED]:
                raise Unwitnessed("; ".join(missing))

    def stating(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            seal(session)
            if seal_periods(session):
                seal(session)
            if heads.due(session):
                session.rollback()
                heads.state(session)

    return {SEAL: sealing, PUBLISH: signing, COSIGN: asking, heads.STATES: stating}


def published(session: Session, signer: Signer) -> str:
    """The note of the last head. A refusal is in the program's log and, once, on record, before it is raised. Raises NoExtension, Misconfigured."""
    try:
        return publish(session, signer)
    except NoExtension as refusal:
        asked, known = refusal.asked, refusal.known
        told = "the signer refuses: %s at %d does not go on from %d, the last that was signed"
        logging.getLogger(__name__).critical(told, asked.origin, asked.size, known.size)
        data = {"origin": asked.origin, "size": asked.size, "root": asked.root.hex(), "signed_size": known.size, "signed_root": known.root}
        # Under one key for all refusals against one state: its own record must not make it a new one.
        note(session, kind=REFUSED, actor=SYSTEM, data=data, outcome="refused", key=f"{REFUSED} {known.origin} {known.size}")
        raise


def witnessed(session: Session, witnesses: Witnesses, fetch: Fetch | None = None) -> tuple[Said, ...]:
    """What the witnesses said to the last checkpoint. One that knows another log of this name is told of like a refusal of the signer's."""
    said = cosign(session, witnesses, fetch)
    for each in said:
        if each.outcome == DENIED:
            told = "the witness %s refuses: %s at %d does not go on from what it saw"
            logging.getLogger(__name__).critical(told, each.witness, each.origin, each.size)
            data = {"witness": each.witness, "origin": each.origin, "size": each.size, "witnessed": each.known}
            note(
                session,
                kind=CONTRADICTED,
                actor=SYSTEM,
                data=data,
                outcome="refused",
                key=contradicted(each.origin, each.witness, each.known),
            )
    return said


def contradicted(origin: str, witness: str, known: int) -> str:
    """One key for all refusals against one state of a witness."""
    return f"{CONTRADICTED} {origin} {witness} {known}"
