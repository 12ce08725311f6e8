"""A view of what is sealed goes on record, once for each reader, case and day: reading it is free, reading it unseen is not. It shows nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.engine import note
from procflow.errors import NotFound
from procflow.facts.cases import CASE_NO
from procflow.queries.sealed import HANDLE
from procflow.queries.view import view

KIND = "sensitive_read"


def viewed(session: Session, actor: str, day: date, no: str) -> None:
    """Note that the reader was told who objected or reported, where the case tells them. Ends the transaction that was read in."""
    row = CASE_NO.one(session, no=no)
    if row is None or row.procedure not in HANDLE:
        return
    try:
        of = view(session, actor, day, no)
    except NotFound:  # one's own paper of a case that one does not see any more
        return
    if of.disclosed:
        unit, key = str(of.row.unit), f"read.{no}.{of.today}"
        session.rollback()
        note(session, kind=KIND, actor=actor, data={"case": no}, unit=unit, key=key)
