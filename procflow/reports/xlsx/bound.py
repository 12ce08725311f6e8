"""Several lists as one workbook, put on record with its code on the page that explains it: a report whose parts are sheets. It gathers no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from procflow import canon
from procflow.engine.issuing import Issue, issue
from procflow.reports.pdf.issuing import free
from procflow.reports.pdf.told import minute, say
from procflow.reports.xlsx.exporting import AS_OF, CHECK, CODE, KIND, NOTE, PERIOD, SAID, UNIT
from procflow.sheets.listed import List, bound


@dataclass(frozen=True)
class Book:
    """A report of a unit in sheets: `name` is what kind, `about` what it was taken from, `scope` that in words, `notes` more pairs for the last page."""

    name: str
    unit: str
    unit_title: str
    title: str
    about: str
    scope: str
    period: str
    as_of: str
    sheets: Sequence[List]
    notes: Sequence[tuple[str, str]] = ()

    @property
    def lines(self) -> int:
        return sum(len(each.rows) for each in self.sheets)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that stands in it but its code."""
        sheets: list[Any] = [[each.title, [list(row) for row in each.rows]] for each in self.sheets]
        return canon.digest([self.name, self.about, self.title, self.as_of, sheets, [list(pair) for pair in self.notes]])


def issued(session: Session, actor: str, given: Book, lang: str, secret: str, address: Callable[[str], str]) -> bytes:
    """The workbook; who had it made, of what, is on record. Ends the transaction that was read in."""
    code = free(session, secret, given.digest)
    session.rollback()
    about = [
        (say(UNIT, lang), given.unit_title), (say(PERIOD, lang), given.scope), (say(AS_OF, lang), minute(given.as_of, lang)), *given.notes,
        (say(CODE, lang), code), (say(CHECK, lang), address(code)), (say(NOTE, lang), say(SAID, lang)),
    ]  # fmt: skip
    data = bound(given.title, given.sheets, about, lang)
    issue(session, actor, Issue(code, canon.sha256(data), given.digest, f"{KIND}.{given.name}"[:20], given.unit, given.title, given.period, given.about,
                                0, given.lines, "", given.as_of))  # fmt: skip
    return data
