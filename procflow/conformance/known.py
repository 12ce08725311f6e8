"""A unit's dated facts as they were known at an instant: what was filed later, or superseded later, is taken back. It answers no question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import STATED, Fact
from procflow.canon import unstamp
from procflow.db import Prepared, moment_of
from procflow.models import DatedFact

Facts: TypeAlias = dict[str, dict[str, tuple[Fact, ...]]]
COLUMNS = (DatedFact.fact_id, DatedFact.kind, DatedFact.unit, DatedFact.subject, DatedFact.since, DatedFact.until, DatedFact.data,
           DatedFact.superseded_by, DatedFact.event_hash)  # fmt: skip
FACTS = Prepared(
    select(*COLUMNS)
    .where(DatedFact.unit == bindparam("unit"), *(DatedFact.kind != kind for kind in STATED))
    .order_by(DatedFact.since, DatedFact.fact_id)
)
STATEMENTS = Prepared(
    select(*COLUMNS)
    .where(DatedFact.unit == bindparam("unit"), DatedFact.kind == bindparam("kind"))
    .order_by(DatedFact.subject, DatedFact.fact_id)
)


def standing(session: Session, unit: str, cut: str) -> Facts:
    """The unit's facts but for the long lists, by kind and subject, oldest first."""
    found: Facts = {}
    for row in FACTS.all(session, unit=unit):
        if known(row, cut):
            kept = found.setdefault(row.kind, {})
            kept[row.subject] = (*kept.get(row.subject, ()), fact(row))
    return found


def stated(session: Session, unit: str, kind: str, cut: str) -> list[tuple[Fact, str]]:
    """The long lists of a kind (statement, rating, appraisal), each version with the leaf hash of its record, in the order of filing."""
    return [(fact(row), row.event_hash) for row in STATEMENTS.all(session, unit=unit, kind=kind) if before(row.fact_id, cut)]


def lineage(rows: Mapping[str, Any], unit: str) -> list[Any]:
    """The unit's row, then that of each unit above it."""
    found = [rows[unit]]
    while found[-1].parent:
        found.append(rows[found[-1].parent])
    return found


def known(row: Any, cut: str) -> bool:
    return before(row.fact_id, cut) and not (row.superseded_by and before(row.superseded_by, cut))


def before(fact_id: str, cut: str) -> bool:
    """An id says when it was made, to the millisecond; nothing else is told by it."""
    return moment_of(fact_id) < unstamp(cut)


def fact(row: Any) -> Fact:
    return Fact(row.fact_id, row.kind, row.unit, row.subject, row.since, row.until, json.loads(row.data))
