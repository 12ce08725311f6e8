"""Documents that were issued, by their code: the code is the whole credential, so nothing here names a person. It compares, and issues nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.db import Prepared
from procflow.models import IssuedPaper
from procflow.queries.ratings import posted_state as rated_state
from procflow.queries.statements import posted_state as noticed_state

POSTED = ("notice", "rating")
COLUMNS = tuple(IssuedPaper.__table__.c)
OF_CODE = Prepared(select(*COLUMNS).where(IssuedPaper.code == bindparam("code")).order_by(IssuedPaper.issued_at, IssuedPaper.file))
LATER = Prepared(
    select(IssuedPaper.code, IssuedPaper.version, IssuedPaper.as_of)
    .where(IssuedPaper.kind == bindparam("kind"), IssuedPaper.about == bindparam("about"), IssuedPaper.code != bindparam("code"))
    .order_by(IssuedPaper.version, IssuedPaper.as_of, IssuedPaper.issued_at)
)


@dataclass(frozen=True)
class Issued:
    """A document as whoever holds its code may know it. `files` are hashes of the files made of it.

    `state` is compiled, open, over or superseded of a posted list; of any other issued, or superseded once a newer one was made.
    `newer` is the code of what replaced it, "" where nothing did or it has not been printed.
    """

    code: str
    kind: str
    unit: str
    unit_title: str
    title: str
    period: str
    version: int
    lines: int
    total: str
    digest: str
    as_of: str
    issued_at: str
    files: tuple[str, ...]
    state: str
    newer: str
    last: str

    @property
    def open(self) -> bool:
        return self.kind in POSTED and self.state == "open"


def digest_of(session: Session, code: str) -> str:
    """What stands under the code; "" for one that is free."""
    rows = OF_CODE.all(session, code=code)
    return str(rows[0].digest) if rows else ""


def issued(session: Session, day: date, code: str) -> Issued | None:
    """The document of this code; None for one that nobody issued."""
    rows = OF_CODE.all(session, code=code)
    if not rows:
        return None
    row, org = rows[0], organisation(session, rows[0].unit)
    after = [
        each
        for each in LATER.all(session, kind=row.kind, about=row.about, code=code)
        if (each.version, each.as_of) > (row.version, row.as_of)
    ]
    if row.kind == "notice":
        state, last = noticed_state(session, row.unit, row.period, row.version, day)
    elif row.kind == "rating":
        state, last = rated_state(session, row.unit, row.period, row.version, day)
    else:
        state, last = "superseded" if after else "issued", ""
    newer = after[-1].code if after and state == "superseded" else ""
    return Issued(code, row.kind, row.unit, org.unit.title, row.title, row.period, row.version, row.lines, row.total, row.digest, row.as_of,
                  row.issued_at, tuple(each.file for each in rows), state, newer, last)  # fmt: skip
