"""Who reads which unit's period as of which day: the rights of a report are settled here, before any record is read; it judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.access import organisation as present
from procflow.canon import stamp, unstamp
from procflow.conformance.known import Facts, lineage, standing
from procflow.dates import Period, end_of, local_day
from procflow.db import Prepared, now
from procflow.errors import Invalid, NotFound
from procflow.models import Unit

BLIND = frozenset({"sysadmin"})  # administering the system lets nothing be seen
HIDDEN = "没有这个单位，或者不在您能看到的范围"
UNITS = Prepared(select(Unit.unit_id, Unit.parent, Unit.path, Unit.kind, Unit.code, Unit.title, Unit.facts_head).order_by(Unit.path))


@dataclass(frozen=True)
class Reading:
    """One reader at a period, or (None) at a single case; `cut` is the first instant that is no longer looked at: an `instant`, or the day's end."""

    session: Session
    actor: str
    today: date
    as_of: date
    period: Period | None
    instant: str = ""

    @property
    def cut(self) -> str:
        return self.instant or stamp(end_of(self.as_of))


def opened(session: Session, actor: str, period: str, as_of: date | None) -> Reading:
    """The reading as of the end of a day, by default today. Raises Invalid for what is no period, and for a day to come."""
    today = local_day(unstamp(now(session)))
    if as_of and as_of > today:
        raise Invalid({"as_of": ["查看时点不能晚于今天"]})
    try:
        return Reading(session, actor, today, as_of or today, Period.parse(period) if period else None)
    except ValueError:
        raise Invalid({"period": ["期间写作 2024、2024-Q3 或 2024-08"]}) from None


def organisations(reading: Reading, unit: str) -> list[Organisation]:
    """The unit, then those below it that the reader may see, as filed by then. Raises NotFound where the unit itself is not seen."""
    rows = {row.unit_id: row for row in UNITS.all(reading.session)}
    if unit not in rows:
        raise NotFound(HIDDEN)
    facts: dict[str, Facts] = {}
    for row in rows.values():
        if row.path.startswith(rows[unit].path):
            for each in lineage(rows, row.unit_id):
                facts[each.unit_id] = facts.get(each.unit_id) or standing(reading.session, each.unit_id, reading.cut)
    found = [made(rows, facts, name) for name in rows if rows[name].path.startswith(rows[unit].path)]
    seen = [each for each in found if rights(reading, each.unit.unit_id)]
    if unit not in {each.unit.unit_id for each in seen}:
        raise NotFound(HIDDEN)
    return seen


def rights(reading: Reading, unit: str) -> frozenset[str]:
    """The offices that let the reader see the unit's records: those held today as far as is known now, whatever day is looked back to."""
    return present(reading.session, unit).actor(reading.actor, reading.today.isoformat()).roles - BLIND


def organisation(reading: Reading, unit: str) -> Organisation:
    """One unit as filed by then; whoever asks has settled the rights."""
    rows = {row.unit_id: row for row in UNITS.all(reading.session)}
    return made(rows, {each.unit_id: standing(reading.session, each.unit_id, reading.cut) for each in lineage(rows, unit)}, unit)


def made(rows: dict[str, Any], facts: dict[str, Facts], unit: str) -> Organisation:
    own, *above = lineage(rows, unit)
    higher: Facts = {}
    for each in reversed(above):  # the nearest last
        for kind, subjects in facts[each.unit_id].items():
            for subject, filed in subjects.items():
                kept = higher.setdefault(kind, {})
                kept[subject] = (*kept.get(subject, ()), *filed)
    return Organisation(own, tuple(above), facts[unit], higher)
