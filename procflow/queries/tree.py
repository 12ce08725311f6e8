"""The tree of units as it was on a day: titles, kinds and who stood above whom, out of the dated facts. It files nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import FOREVER
from procflow.errors import NotFound
from procflow.filing import UNIT_KINDS
from procflow.models import DatedFact, Unit
from procflow.queries.posts import entitled


@dataclass(frozen=True, slots=True)
class Node:
    """A unit on a day, `depth` below the one that the tree begins with; `kind_title` a message id, `members` those of that day."""

    unit: str
    title: str
    kind: str
    kind_title: str
    code: str
    parent: str
    depth: int
    since: str
    members: int


@dataclass(frozen=True, slots=True)
class Change:
    """A filing about a unit: what it was called and where it stood from a day on; `until` "" for open, `into` the unit that took it up."""

    title: str
    kind_title: str
    parent: str
    since: str
    until: str
    into: str


def tree(session: Session, actor: str, day: date, unit: str, on: str) -> tuple[Node, ...]:
    """The unit and everything below it on the day `on`, each after the one above it. Raises NotFound for whoever holds no role in it."""
    org = entitled(session, actor, day, unit)
    path = org.unit.path
    rows = list(session.scalars(select(Unit.unit_id).where(Unit.path.startswith(path, autoescape=True))))
    standing = {name: then for name, known in filed(session, rows).items() if (then := stood(known, on))}
    inside = members(session, rows, on)
    return tuple(walk(unit, 0, standing, inside))


def past(session: Session, actor: str, day: date, unit: str) -> tuple[Change, ...]:
    """Everything that was ever filed about the unit, the newest first. Raises NotFound."""
    entitled(session, actor, day, unit)
    rows = filed(session, [unit]).get(unit, [])
    titles = {row.unit: row.title for row in every_unit(session)}
    return tuple(
        Change(data["title"], UNIT_KINDS[data["kind"]], titles.get(data.get("parent") or "", ""), since, "" if until == FOREVER else until,
               titles.get(data.get("into") or "", ""))
        for since, until, data in reversed(rows)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    unit: str
    title: str
    kind: str
    code: str
    parent: str


def every_unit(session: Session) -> tuple[Listed, ...]:
    """Every unit by its present title, from the top: whom one may be sent to. Units are no secret."""
    rows = session.execute(select(Unit.unit_id, Unit.title, Unit.kind, Unit.code, Unit.parent).order_by(Unit.path))
    return tuple(Listed(row.unit_id, row.title, row.kind, row.code, row.parent or "") for row in rows)


def now(session: Session, unit: str) -> Listed:
    """Raises NotFound."""
    found = next((each for each in every_unit(session) if each.unit == unit), None)
    if found is None:
        raise NotFound
    return found


def filed(session: Session, units: list[str]) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
    """What was filed about each unit: first day, last day and data, in their order."""
    chosen = select(DatedFact.unit, DatedFact.since, DatedFact.until, DatedFact.data).where(
        DatedFact.kind == "unit", DatedFact.unit.in_(units), DatedFact.superseded_by.is_(None)
    )
    found: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for row in session.execute(chosen.order_by(DatedFact.since, DatedFact.fact_id)):
        found.setdefault(row.unit, []).append((row.since, row.until, json.loads(row.data)))
    return found


def stood(rows: Any, on: str) -> tuple[str, Mapping[str, Any]] | None:
    """The filing in force that day, None before the unit was there and after it was ended."""
    begun = [row for row in rows if row[0] <= on]
    return (begun[-1][0], begun[-1][2]) if begun and on <= begun[-1][1] else None


def members(session: Session, units: list[str], on: str) -> dict[str, int]:
    """How many belonged to each unit that day."""
    chosen = select(DatedFact.unit, DatedFact.subject, DatedFact.data).where(
        DatedFact.kind == "membership",
        DatedFact.unit.in_(units),
        DatedFact.superseded_by.is_(None),
        DatedFact.since <= on,
        DatedFact.until >= on,
    )
    last = {
        (row.unit, row.subject): json.loads(row.data)["standing"]
        for row in session.execute(chosen.order_by(DatedFact.since, DatedFact.fact_id))
    }
    found: dict[str, int] = {}
    for (unit, _), standing in last.items():
        found[unit] = found.get(unit, 0) + (standing in ("formal", "probationary"))
    return found


def walk(unit: str, depth: int, standing: Mapping[str, Any], inside: Mapping[str, int]) -> Iterator[Node]:
    """The unit, then those whose place that day was below it."""
    if unit in standing:
        since, data = standing[unit]
        yield Node(
            unit,
            data["title"],
            data["kind"],
            UNIT_KINDS[data["kind"]],
            data["code"],
            data.get("parent") or "",
            depth,
            since,
            inside.get(unit, 0),
        )
    for name in sorted(
        (name for name, (_, data) in standing.items() if data.get("parent") == unit), key=lambda name: standing[name][1]["code"]
    ):
        yield from walk(name, depth + 1, standing, inside)
