"""Which rules govern which unit since when, and one version of them with those before and after it. Rules are no secret: all who sign in may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import FOREVER
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.models import RegimeVersion
from procflow.queries.rules import Adopted, adoptions
from procflow.queries.seats import Seat
from procflow.regimes.cited import cited
from procflow.regimes.rulebook import Rulebook

NO_VERSION = "没有这一版细则：{version}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A version in force in a unit: days as ISO, `until` "" while no end was filed; `now` whether it is in force today."""

    unit: str
    unit_title: str
    adopted: Adopted
    until: str
    now: bool


def rulings(session: Session, units: Iterable[Seat], today: str) -> tuple[Ruling, ...]:
    """Of these units, each version once a unit, oldest first; a version ends where the next begins."""
    found = []
    for seat in units:
        filed = adoptions(session, seat.unit)
        begins = [each.since for each in filed]
        for place, each in enumerate(filed):
            after = next((day for day in begins[place + 1 :] if day > each.since), "")
            until = before(after, "" if each.until == FOREVER else each.until)
            found.append(Ruling(seat.unit, seat.title, each, until, each.since <= today and (not until or today <= until)))
    return tuple(found)


def before(following: str, until: str) -> str:
    """The last day of a version: as filed, or the eve of the next."""
    from procflow.access.supposing import before as eve

    ends = [each for each in (until, eve(following) if following else "") if each]
    return min(ends, default="")


def version(session: Session, key: str, number: str) -> Rulebook:
    """Raises NotFound."""
    chosen = select(RegimeVersion.sha256).where(RegimeVersion.regime == key, RegimeVersion.version == number)
    found = session.scalars(chosen.order_by(RegimeVersion.sha256)).first()
    if found is None:
        raise NotFound(NO_VERSION, version=f"{key} {number}")
    return rules(session, found)


def former(session: Session, known: Iterable[Ruling], book: Rulebook) -> Rulebook | None:
    """What else was in force before it in a unit; None where it was the first."""
    last: dict[str, Adopted] = {}
    for each in known:
        if each.adopted.sha256 != book.sha256:
            last[each.unit] = each.adopted
        elif each.unit in last:
            return rules(session, last[each.unit].sha256)
    return None


def first_with(session: Session, known: Iterable[Ruling], clause: str) -> Ruling | None:
    """The oldest version that rests on a clause; None where none does."""
    by_day = sorted(known, key=lambda each: each.adopted.since)
    return next((each for each in by_day if clause in cited(rules(session, each.adopted.sha256))), None)
