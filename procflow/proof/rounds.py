"""What the worker does for the log, again and again: seal what waits, have the head signed, and say loudly when the signer refuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from procflow.engine import note
from procflow.grammar import SYSTEM
from procflow.proof.publishing import PUBLISH, SEAL, pressing, publish
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension, Signer

__all__ = ["REFUSED", "pressing", "published", "works"]

REFUSED = "log.refused"


def works(engine: Engine, signer: Signer) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    """The two kinds of job: a refusal of the signer's must not keep records waiting to be sealed."""

    def sealing(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            seal(session)

    def signing(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            published(session, signer)

    return {SEAL: sealing, PUBLISH: signing}


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
