"""One's own drafts as they lie, sealed: nobody else's are ever asked for. It opens none."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.db import Prepared
from procflow.models import Draft

COLUMNS = (Draft.place, Draft.sealed, Draft.saved)
ONE = Prepared(select(*COLUMNS).where(Draft.person == bindparam("who"), Draft.place == bindparam("at")))
ALL = Prepared(select(*COLUMNS).where(Draft.person == bindparam("who")).order_by(Draft.saved.desc()))


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """A draft with the stamp of when it was saved."""

    place: str
    sealed: str
    saved: str


def draft(session: Session, actor: str, place: str) -> SealedDraft | None:
    row = ONE.one(session, who=actor, at=place)
    return SealedDraft(*row) if row else None


def drafts(session: Session, actor: str) -> list[SealedDraft]:
    """The newest first."""
    return [SealedDraft(*row) for row in ALL.all(session, who=actor)]
