"""Reads a unit's dated facts and those of the units above it; parsed once for each state of the facts. It writes nothing."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from procflow.access.filed import Fact, Organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.models import DatedFact, Unit

KEPT = 64
STATED = ("statement", "rating", "appraisal")  # long lists of figures, read by themselves

UNIT_ROW = select(Unit.unit_id, Unit.parent, Unit.path, Unit.kind, Unit.code, Unit.title, Unit.facts_head)
UNIT = UNIT_ROW.where(Unit.unit_id == bindparam("unit"))
UNITS = Prepared(UNIT)
FACTS = Prepared(
    select(DatedFact.fact_id, DatedFact.kind, DatedFact.unit, DatedFact.subject, DatedFact.since, DatedFact.until, DatedFact.data)
    .where(DatedFact.unit == bindparam("unit"), DatedFact.superseded_by.is_(None), *(DatedFact.kind != kind for kind in STATED))
    .order_by(DatedFact.since, DatedFact.fact_id)
)

_kept: WeakKeyDictionary[Engine, OrderedDict[tuple[str, ...], Organisation]] = WeakKeyDictionary()


def organisation(session: Session, unit: str, read: Any = None) -> Organisation:
    """The unit and its standing facts. Parsed once for each state of the facts: `facts_head` names that state exactly.

    `read` is the unit's row, where the caller has just read it.
    """
    rows = [read, *(lineage(session, read.parent) if read.parent else ())] if read else list(lineage(session, unit))
    bind: Any = session.get_bind()
    kept = _kept.setdefault(getattr(bind, "engine", bind), OrderedDict())
    key = (unit, *(row.facts_head for row in rows))
    found = kept.get(key)
    if found is None:
        own, *above = [grouped(session, row.unit_id) for row in rows]
        found = kept[key] = Organisation(rows[0], tuple(rows[1:]), own, merged(reversed(above)))
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return found


def lineage(session: Session, unit: str) -> Iterator[Any]:
    """The unit, then each unit above it."""
    wanted: str | None = unit
    while wanted is not None:  # "" is no unit either
        row = UNITS.one(session, unit=wanted)
        if row is None:
            raise NotFound("没有这个单位，或者不在您能看到的范围")
        yield row
        wanted = row.parent


def grouped(session: Session, unit: str) -> dict[str, dict[str, tuple[Fact, ...]]]:
    found: dict[str, dict[str, tuple[Fact, ...]]] = {}
    for row in FACTS.all(session, unit=unit):
        fact = Fact(row.fact_id, row.kind, row.unit, row.subject, row.since, row.until, json.loads(row.data))
        kept = found.setdefault(row.kind, {})
        kept[row.subject] = (*kept.get(row.subject, ()), fact)
    return found


def merged(groups: Iterator[dict[str, dict[str, tuple[Fact, ...]]]]) -> dict[str, dict[str, tuple[Fact, ...]]]:
    """Facts of the units above, the nearest last."""
    found: dict[str, dict[str, tuple[Fact, ...]]] = {}
    for group in groups:
        for kind, subjects in group.items():
            for subject, facts in subjects.items():
                kept = found.setdefault(kind, {})
                kept[subject] = (*kept.get(subject, ()), *facts)
    return found
