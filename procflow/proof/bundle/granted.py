"""Who may have the bundle of a case: whoever may see all of it, for exact records cannot be told in part. It packs nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow import audit
from procflow.errors import Refusal, Refused
from procflow.queries.sealed import OPEN
from procflow.queries.tallies import uncovered
from procflow.queries.view import View, view

IN_PART = "这件事有依规保密的内容，证据包由能看到全部内容的人出具：请找审计查阅人或办理人"


def granted(session: Session, actor: str, day: date, no: str) -> View:
    """The case, if the reader may see the whole of it. Raises NotFound, Refused."""
    of = view(session, actor, day, no)
    if not whole(of):
        raise Refused([Refusal("FORBIDDEN_ROLE", IN_PART)])
    return of


def whole(of: View) -> bool:
    """Whether nothing of the case is kept from its reader: neither a person nor a field nor a tally."""
    if of.seal != OPEN:
        return False
    records = audit.chain(of.session, of.row.case_id)
    return len(uncovered(records, of.row, of.actor)) == len(records)
