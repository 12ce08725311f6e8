"""What stands around a posted statement: the steps that its closing may take next, why others wait, the objections, the papers. It takes no step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.evidence import KNOWN
from procflow.machines import tables
from procflow.models import Case
from procflow.queries.meetings import entered
from procflow.queries.view import View, view
from procflow.queries.ways import Way, ways

OBJECTION, POSTED = "objection_review", "publicise"
AGAINST = Prepared(
    select(Case.state, Case.taken).where(Case.unit == bindparam("unit"), Case.procedure == OBJECTION, Case.period == bindparam("period"))
)
NEXT = (
    "clear",
    POSTED,
    "report",
    "finalize",
    "finalize_office",
    "issue",
    "reissue",
    "send_back",
)  # in the order in which a sheet goes its way


@dataclass(frozen=True, slots=True)
class Posting:
    """`ways` are open to the reader, `waits` are not yet; `objections` were raised against the period, `open` of them are not closed.

    `photos` are (hash, name) of what was handed in with the posting, for those who may see the case.
    """

    ways: tuple[Way, ...] = ()
    waits: tuple[Way, ...] = ()
    objections: int = 0
    open: int = 0
    photos: tuple[tuple[str, str], ...] = ()


def posting(session: Session, actor: str, day: date, unit: str, period: str, no: str) -> Posting:
    """For the unit's members and offices; a member finds no steps but learns how many objections there are. Raises NotFound."""
    entered(session, actor, day, unit)
    against = [row for row in AGAINST.all(session, unit=unit, period=period) if admitted(row.taken)]
    still = sum(tables()[OBJECTION].by_name[row.state].open for row in against)
    try:
        of = view(session, actor, day, no) if no else None
    except NotFound:
        of = None
    if of is None:
        return Posting(objections=len(against), open=still)
    found = sorted((way for way in ways(of, of.gathering()) if way.step in NEXT), key=lambda way: NEXT.index(way.step))
    waits = tuple(way for way in found if way.kind in ("missing", "not_yet", "recused"))
    return Posting(tuple(way for way in found if way.kind == "open"), waits, len(against), still, photos(of))


def admitted(taken: str) -> bool:
    """Whether it came while the sheet was posted or checked; one that came late stands for itself (A49)."""
    return any(each["form"].get("kind") in ("publicity", "verification") for each in json.loads(taken))


def photos(of: View) -> tuple[tuple[str, str], ...]:
    posted = [each for each in of.case.taken if each.step == POSTED]
    rows = [KNOWN.one(of.session, of=sha256) for sha256 in (posted[-1].files if posted else ())]
    return tuple((row.sha256, row.name) for row in rows if row)
