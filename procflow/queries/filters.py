"""What a reader filters an inbox by: words, a step of a procedure, when it is due; it turns them into conditions and reads names from the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from procflow.machines import tables
from procflow.models import Case, Task, Vaulted
from procflow.wording import say

DUE = ("overdue", "today", "week", "later", "none")
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """`text` is looked for in names, numbers and titles; `step` is a state, or procedure.state; `due` one of DUE."""

    text: str = ""
    step: str = ""
    due: str = ""

    def conditions(self, session: Session, day: date, units: set[str], box: str) -> list[ColumnElement[bool]]:
        tasks = box in ("todo", "overdue")
        found: list[ColumnElement[bool]] = [Task.due != "", Task.due < day.isoformat()] if box == "overdue" else []
        if self.due in DUE and tasks:
            found += due(self.due, day)
        if self.step:
            procedure, _, state = self.step.rpartition(".")
            found += [Case.state == state, *([Case.procedure == procedure] if procedure else [])]
        if self.text.strip():
            found.append(words(session, self.text.strip(), units))
        return found


def due(said: str, day: date) -> list[ColumnElement[bool]]:
    today, sunday = day.isoformat(), (day + timedelta(days=6 - day.weekday())).isoformat()
    return {
        "overdue": [Task.due != "", Task.due < today],
        "today": [Task.due == today],
        "week": [Task.due >= today, Task.due <= sunday],
        "later": [Task.due > sunday],
        "none": [Task.due == ""],
    }[said]


def words(session: Session, text: str, units: set[str]) -> ColumnElement[bool]:
    """Cases whose number, procedure or subject has these words; a unit is a subject by its own name."""
    subjects = named(session, text) | {unit for unit in units if text in unit}
    titled = [table.key for table in tables().values() if text in table.title or text.lower() in say(table.title, "en").lower()]
    return or_(Case.no.contains(text, autoescape=True), Case.subject.in_(sorted(subjects)), Case.procedure.in_(titled))


def named(session: Session, text: str) -> set[str]:
    """The people whose filed name has these words."""
    filed = (
        Vaulted.field.startswith("effects_", autoescape=True),
        Vaulted.field.endswith("_name", autoescape=True),
    )  # no name that stands in a form
    chosen = select(Vaulted.subject_id).where(*filed, Vaulted.value.contains(text, autoescape=True)).limit(MOST_NAMES)
    return set(session.scalars(chosen))
