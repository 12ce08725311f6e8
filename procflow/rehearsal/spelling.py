"""Spells out what a script writes short in a form: names of cases, a sheet for everyone, a line for each member of a statement. It takes no step."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import ZONE
from procflow.db import now
from procflow.machines import tables
from procflow.models import Case, DatedFact
from procflow.rehearsal.script import Line

Number = Callable[[str, Line], str]


class Spelling:
    """`cases` are the numbers that the script has names for; `number` finds one, also as procedure/period."""

    def __init__(self, session: Session, unit: str, cases: Mapping[str, str], number: Number) -> None:
        self.session, self.unit, self.cases, self.number = session, unit, cases, number

    def filled(self, line: Line, form: Mapping[str, Any], case: str = "") -> dict[str, Any]:
        """The form as the write door takes it; `case` is the number of the one that takes the step."""
        return {name: self.value(line, value, case) for name, value in form.items()}

    def value(self, line: Line, value: Any, case: str) -> Any:
        if isinstance(value, dict) and "everyone" in value:
            return self.sheet(value)
        if isinstance(value, dict) and "each_member" in value:
            return self.each_member(value, case)
        return self.named(line, value)

    def named(self, line: Line, value: Any) -> Any:
        if isinstance(value, list):
            return [self.named(line, each) for each in value]
        if isinstance(value, str) and (value in self.cases or value.partition("/")[0] in tables()):
            return self.number(value, line)
        return value

    def sheet(self, said: Mapping[str, Any]) -> list[dict[str, str]]:
        """A line for each member in scope and each item: present but for those that the script names.

        Who is in scope on the day `on`, or today; an activity `held_on` a day has that day on each line.
        """
        today = unstamp(now(self.session)).astimezone(ZONE).date().isoformat()
        absent, unlisted, held = said.get("absent", {}), said.get("unlisted", {}), said.get("held_on", "")
        on = held or said.get("on", "")
        people = organisation(self.session, self.unit).people(on or today)
        return [
            {
                "member": name,
                "item": item,
                "mark": "absent" if item in absent.get(name, []) else "present",
                **({"on": held} if held else {}),
            }
            for name, person in sorted(people.items())
            if person.in_scope(str(on or today))
            for item in said["everyone"]
            if item not in unlisted.get(name, [])
        ]

    def each_member(self, said: Mapping[str, Any], case: str) -> list[dict[str, Any]]:
        """A line for each member on the statement that was filed last for the case's period: the same for all but for those named in `but`."""
        period = self.session.scalars(select(Case.period).where(Case.no == case)).one()
        stated = select(DatedFact.data).where(DatedFact.unit == self.unit, DatedFact.kind == "statement", DatedFact.subject == period)
        last = self.session.scalars(stated.order_by(DatedFact.since.desc(), DatedFact.fact_id.desc()).limit(1)).one()
        rows = json.loads(last)["lines"]
        return [{"member": row[0], **said["each_member"], **said.get("but", {}).get(row[0], {})} for row in rows]
