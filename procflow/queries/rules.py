"""The rules of a unit as they were adopted: the version in force on a day. Rules are no secret: whoever may name the unit may read them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.regimes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of the rules in force: days as ISO, `until` far ahead where no end was filed; `here` whether the unit adopted it itself."""

    id: str
    version: str
    title: str
    sha256: str
    since: str
    until: str
    here: bool


def in_force(session: Session, unit: str, day: str) -> Rulebook:
    """The rules in force in a unit that day, or where none are any more, the last that were. Raises NotFound."""
    adopted = organisation(session, unit).last_adopted(day)
    if adopted is None:
        raise NotFound("本单位还没有启用任何积分细则")
    return rules(session, str(adopted.data["sha256"]))


def adoptions(session: Session, unit: str) -> tuple[Adopted, ...]:
    """Every version that was or is in force in the unit, its own and those of the units above, oldest first."""
    found = []
    for fact in organisation(session, unit).adopted():
        book = rules(session, str(fact.data["sha256"]))
        found.append(Adopted(book.id, book.version, book.title, book.sha256, fact.since, fact.until, fact.unit == unit))
    return tuple(sorted(found, key=lambda each: each.since))
