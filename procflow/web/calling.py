"""Calling a meeting: its form, the people it may choose from, and the number it gets. Who may file it is the write door's to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import queries
from procflow.engine.noted import Filing
from procflow.filing import KINDS, MeetingForm
from procflow.forms import Day
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.fields import FieldView
from procflow.web.forms import Filled, describe

MEETING = "meeting"


class Called(MeetingForm):
    """The form of a meeting with the day on which it is held."""

    on = Day("会议日期")


def may_call() -> bool:
    """Whether to offer the form at all."""
    return bool(current().roles & set(KINDS[MEETING].by))


@dataclass(frozen=True)
class Calling:
    """What a new meeting starts from: whom it may name, the unit's code, and how many meetings there are on each day already."""

    choices: Choices
    code: str
    days: Mapping[str, int]

    def views(self, filled: Filled) -> list[FieldView]:
        """The fields, the day of the meeting right after its name."""
        title, *rest, on = describe(Called, self.choices, filled.values, filled.errors)
        return [title, on, *rest]

    def filing(self, values: Mapping[str, Any], key: str) -> Filing:
        """The fact to be filed. A second meeting on a day is told apart by its number."""
        on, form = str(values["on"]), {name: value for name, value in values.items() if name != "on"}
        again = self.days.get(on, 0)
        subject = f"{self.code}-HY-{on}" + (f"-{again + 1}" if again else "")
        return Filing(current().person, key, current().unit, MEETING, subject, form, since=on)


def calling(session: Session, actor: str, day: date) -> Calling:
    """Raises NotFound for somebody without a role in the unit worked in."""
    unit = current().unit
    people = tuple(Option(each.id, each.name, each.group) for each in queries.people(session, actor, day, unit) if each.standing != "gone")
    days = Counter(each.on for each in queries.meetings(session, actor, day, unit).meetings)
    code = next(seat.code for seat in queries.units(session, actor, day) if seat.unit == unit)
    return Calling(Choices(people=people), code, days)
