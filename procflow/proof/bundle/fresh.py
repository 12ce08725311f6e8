"""Up to now: the last records of a case sealed, the case heads stated over them, both signed. It makes no bundle."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.canon import loads
from procflow.models import AuditEvent, AuditLeaf, LogNote
from procflow.proof import heads
from procflow.proof.rounds import published
from procflow.proof.scores.sealing import seal_periods
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer


def covered(session: Session, case: str) -> bool:
    """Whether a signed checkpoint holds a statement of case heads that reaches the case's last record."""
    size = session.scalar(select(func.max(LogNote.tree_size))) or 0
    found = heads.statement(session.connection(), size)
    newest = select(AuditLeaf.leaf_index).select_from(AuditEvent).outerjoin(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    last = session.scalar(newest.where(AuditEvent.case_id == case).order_by(AuditEvent.case_seq.desc()).limit(1))
    return found is not None and last is not None and last < loads(bytes(found.body))["form"]["size"]


def brought_up(session: Session, signer: Signer) -> None:
    """Seal the log, the periods that were closed, state the heads, sign. Raises NoExtension, Misconfigured, stored.Broken."""
    seal(session)
    if seal_periods(session):
        seal(session)
    heads.state(session)  # last, so that nothing but the statement itself lies beyond it
    seal(session)
    published(session, signer)
