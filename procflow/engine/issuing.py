"""Documents issued: on record with code and digests, so that a printed sheet can be held against them later. It prints nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from procflow.db import now
from procflow.engine import note
from procflow.models import IssuedPaper


@dataclass(frozen=True)
class Issue:
    """A document to be put on record: its code, the hash of its file, the digest of its content; `title` names nobody."""

    code: str
    file: str
    digest: str
    kind: str
    unit: str
    title: str
    period: str
    about: str
    version: int
    lines: int
    total: str
    as_of: str


def issue(session: Session, actor: str, given: Issue) -> None:
    """Put on record that this person had the document made: once for each person and file. Whose it is of, the record does not say."""
    key = f"paper.{given.code}.{given.file[:32]}"
    said = {name: value for name, value in vars(given).items() if name not in ("unit", "about")}
    if session.get(IssuedPaper, (given.code, given.file)) is None:
        said["issued_at"] = now(session)
        session.add(IssuedPaper(**vars(given), issued_at=said["issued_at"]))
    note(session, kind="paper.issued", actor=actor, data=said, unit=given.unit, key=key)
