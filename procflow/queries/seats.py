"""Where a person sits: every unit in which roles or a membership are held that day, here or, where a role reaches down, from above."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from procflow.access import SUPERIOR
from procflow.db import Prepared
from procflow.models import DatedFact, Unit

BLIND = frozenset({"sysadmin"})
STANDING = (DatedFact.superseded_by.is_(None), DatedFact.since <= bindparam("day"), DatedFact.until >= bindparam("day_too"))
WHAT = (DatedFact.unit, DatedFact.kind, DatedFact.subject, DatedFact.data)
KEEPS = aliased(DatedFact)
OWN = Prepared(
    select(*WHAT)
    .where(
        *STANDING,
        or_(
            and_(DatedFact.subject == bindparam("person"), or_(*(DatedFact.kind == kind for kind in ("membership", "role", "deputy")))),
            and_(DatedFact.kind == "body", DatedFact.unit.in_(
                select(KEEPS.unit).where(KEEPS.kind == "body", KEEPS.superseded_by.is_(None), KEEPS.data.like(bindparam("named"))))),
        ),
    )
    .order_by(DatedFact.since, DatedFact.fact_id)
)  # fmt: skip

ROOT = Unit.__table__.alias()
TREE = (
    select(*(Unit.__table__.c[name] for name in ("unit_id", "parent", "path", "kind", "code", "title")))
    .join(ROOT, Unit.__table__.c.path.startswith(ROOT.c.path))
    .where(ROOT.c.unit_id.in_(bindparam("roots", expanding=True)))
    .distinct()
    .order_by(Unit.__table__.c.path)
)


@dataclass(frozen=True, slots=True)
class Lent:
    """An office that is lent for these procedures alone."""

    role: str
    procedures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit and what the person is there: `roles` as codes, bodies kept among them; `standing` "" for no member.

    `limited` are those of the roles that are lent for some procedures alone.
    """

    unit: str
    title: str
    kind: str
    code: str
    parent: str
    path: str
    roles: frozenset[str] = frozenset()
    standing: str = ""
    limited: tuple[Lent, ...] = ()

    @property
    def sees(self) -> frozenset[str]:
        """The roles that let cases be seen: whoever administers the system sees none by that."""
        return self.roles - BLIND


def units(session: Session, actor: str, day: date) -> tuple[Seat, ...]:
    """The units in which the person holds roles or a membership; those of their own first, then those below."""
    return tuple(seats(session, actor, day).values())


def seats(session: Session, actor: str, day: date) -> dict[str, Seat]:
    """The same by unit. The roles agree with `Organisation.actor` of each unit."""
    today = day.isoformat()
    own, standing, bodies, absent = sorted_out(OWN.all(session, day=today, day_too=today, person=actor, named=f'%"{actor}"%'), actor)
    if absent:
        chosen = select(*WHAT).where(*STANDING, DatedFact.kind == "role", DatedFact.subject.in_({name for _, name, _ in absent}))
        deputised = list(session.execute(chosen, {"day": today, "day_too": today}))
    else:
        deputised = []
    tree = below(session, {*own, *standing, *bodies, *(unit for unit, _, _ in absent)})
    found = {}
    for row in tree:
        above = [each for each in tree if each.unit_id != row.unit_id and row.path.startswith(each.path)]
        roles = own.get(row.unit_id, set()) | kept(bodies, actor, [each.unit_id for each in above], row.unit_id)
        for each in above:
            roles |= own.get(each.unit_id, set()) & SUPERIOR
        lent = [(stood_in(deputised, name, unit), scope) for unit, name, scope in absent if unit == row.unit_id]
        limited = limits(lent, roles)
        roles = roles.union(*(offices for offices, _ in lent))
        if roles or row.unit_id in standing:
            found[row.unit_id] = Seat(row.unit_id, row.title, row.kind, row.code, row.parent or "", row.path, frozenset(roles),
                                      standing.get(row.unit_id, ""), limited)  # fmt: skip
    return found


def sorted_out(
    rows: Iterable[Any], actor: str
) -> tuple[dict[str, set[str]], dict[str, str], dict[str, dict[str, bool]], list[tuple[str, str, frozenset[str]]]]:
    """Roles by unit, standing by unit, whether each body of a unit is kept by the person, and (unit, whom they stand in for, in what)."""
    own: dict[str, set[str]] = {}
    standing: dict[str, str] = {}
    bodies: dict[str, dict[str, bool]] = {}
    absent: list[tuple[str, str, frozenset[str]]] = []
    for row in rows:
        data = json.loads(row.data)
        match row.kind:
            case "role":
                own.setdefault(row.unit, set()).add(str(data["role"]))
            case "membership":
                standing[row.unit] = str(data["standing"])
            case "deputy":
                absent.append((row.unit, str(data["absent"]), frozenset(data.get("procedures") or ())))
            case _:
                bodies.setdefault(row.unit, {})[row.subject] = actor in data["keepers"]
    return own, standing, bodies, absent


def kept(bodies: Mapping[str, Mapping[str, bool]], actor: str, above: Iterable[str], unit: str) -> set[str]:
    """The bodies that the person keeps here; a body of the unit itself stands before one of the same name above."""
    here = {name: yes for each in above for name, yes in bodies.get(each, {}).items() if name in SUPERIOR}
    here |= bodies.get(unit, {})
    return {name for name, yes in here.items() if yes}


def stood_in(rows: Iterable[Any], name: str, unit: str) -> set[str]:
    """The offices of this unit that somebody away lends; what reaches down from above is never lent (as `Organisation.lent`)."""
    held = {str(json.loads(row.data)["role"]) for row in rows if row.subject == name and row.unit == unit}
    return held - SUPERIOR


def limits(lent: Collection[tuple[set[str], frozenset[str]]], own: set[str]) -> tuple[Lent, ...]:
    """The offices that are lent for some procedures alone: not held anyway, nor lent by anybody for all."""
    found: dict[str, frozenset[str]] = {}
    whole = own.union(*(offices for offices, scope in lent if not scope))
    for offices, scope in lent:
        for office in offices - whole:
            found[office] = found.get(office, frozenset()) | scope
    return tuple(Lent(office, scope) for office, scope in sorted(found.items()))


def below(session: Session, roots: set[str]) -> list[Any]:
    """These units and all under them, from the top."""
    return list(session.execute(TREE, {"roots": sorted(roots)})) if roots else []
