"""What is due in a unit and on which day, done or late: the days its rules fix, its open and closed tasks, its meetings. It sets no day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.queries.due import Duty
from procflow.queries.due_tasks import tasks_due
from procflow.queries.fixed_duties import fixed_duties
from procflow.queries.meetings import entered
from procflow.queries.view import holds_office


@dataclass(frozen=True)
class Duties:
    """A unit's duties from `first` to `last` in their order. `ruled` is whether rules are in force; `cut` that there are more tasks than are told."""

    unit: str
    unit_title: str
    first: str
    last: str
    ruled: bool
    cut: bool
    duties: tuple[Duty, ...]


def duties(session: Session, actor: str, day: date, unit: str, first: date, last: date) -> Duties:
    """For its members and those who hold a role there; a member is told of no task but the own. Raises NotFound."""
    org = entered(session, actor, day, unit)
    office = holds_office(org, actor, day.isoformat())
    tasks, cut = tasks_due(session, org, actor, day, (first.isoformat(), last.isoformat()), office=office)
    found = [*fixed_duties(session, org, day, first, last), *tasks, *held(org, day, first, last)]
    ordered = tuple(sorted(found, key=lambda each: (each.day, each.kind, each.key)))
    return Duties(unit, org.unit.title, first.isoformat(), last.isoformat(), org.adoption(day.isoformat()) is not None, cut, ordered)


def held(org: Organisation, day: date, first: date, last: date) -> Iterator[Duty]:
    """The meetings as last called."""
    for no, fact in {fact.subject: fact for fact in org.facts("meeting")}.items():
        if first.isoformat() <= fact.since <= last.isoformat():
            state = "passed" if fact.since < day.isoformat() else "open"
            yield Duty(fact.since, "meeting", no, str(fact.data["title"]), state, str(fact.data.get("place") or ""))
