"""A bundle that leaves the house goes on record: who took which case's, under which checkpoint, and its hash. It holds no copy."""

from __future__ import annotations

from sqlalchemy.orm import Session

from procflow.canon import sha256
from procflow.engine import note
from procflow.proof.bundle.made import Bundle

KIND = "case.bundled"


def handed(session: Session, actor: str, no: str, made: Bundle) -> str:
    """The hash of the archive. Ends the transaction that was read in."""
    digest = sha256(made.data)
    session.rollback()
    data = {"case": no, "sha256": digest, "size": made.size, "records": made.records}
    note(session, kind=KIND, actor=actor, data=data, unit=made.unit)
    return digest
