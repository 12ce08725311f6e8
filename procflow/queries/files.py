"""Which attachments a person may fetch: those of a case they may see, and those they uploaded themselves. The bytes are `evidence`'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.errors import NotFound
from procflow.evidence import KNOWN
from procflow.models import AuditEvent
from procflow.queries.sealed import handed_in
from procflow.queries.tallies import uncovered
from procflow.queries.view import view

GONE = "没有这个附件，或者不在您能看到的范围"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its hash; `size` in bytes, `media` as its bytes showed, `name` as it was uploaded."""

    sha256: str
    size: int
    media: str
    name: str


def usable(session: Session, actor: str, day: date, sha256: str, no: str = "") -> bool:
    """Whether somebody may name this file in a step: one that they sent, or that hangs on that case already. One that nobody sent is the write door's to refuse.

    Else whoever knows a hash could hang a paper of others on a case of their own, and read it there.
    """
    row = KNOWN.one(session, of=sha256)
    if row is None or row.uploaded_by == actor:
        return True
    sent = select(AuditEvent.body).where(AuditEvent.case_id == f"person/{actor}", AuditEvent.type == "evidence.stored")
    if any(audit.read(body).body["form"]["sha256"] == sha256 for body in session.scalars(sent)):
        return True  # the same bytes, sent by two people
    try:
        return bool(no) and bool(attachment(session, actor, day, sha256, no))
    except NotFound:
        return False


def attachment(session: Session, actor: str, day: date, sha256: str, no: str = "") -> Attachment:
    """A file of the case of this number, or one's own upload. Raises NotFound."""
    row = KNOWN.one(session, of=sha256)
    if row is None:
        raise NotFound(GONE)
    if row.uploaded_by != actor:
        if not no:
            raise NotFound(GONE)
        of = view(session, actor, day, no)
        case, kept = of.row, of.seal.person
        shown = (each for each in uncovered(audit.chain(session, case.case_id), case, actor) if not handed_in(each, kept))
        if sha256 not in {each["sha256"] for record in shown for each in record.body["attachments"]}:
            raise NotFound(GONE)
    return Attachment(row.sha256, row.size, row.media, row.name)
