"""How somebody wants to work and be told, and the views of the inbox under names: one's own, and those shown to a unit. It changes none."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from procflow import vault
from procflow.db import Prepared
from procflow.models import KeptFilter, Preference

ONE = Prepared(select(Preference.value).where(Preference.person == bindparam("who"), Preference.name == bindparam("what")))
QUIET = ("21:00", "08:00")


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody is told by mail: the address ("" for not at all), whether once a day, the quiet hours by Beijing time, the language."""

    address: str = ""
    daily: bool = True
    quiet: tuple[str, str] = QUIET
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Filter:
    """A view of the inbox under a name; `unit` is "" for one's own alone."""

    ident: str
    owner: str
    unit: str
    title: str
    query: str


def preference(session: Session, actor: str, name: str) -> Any:
    """None where it was never set."""
    row = ONE.one(session, who=actor, what=name)
    return json.loads(row.value) if row else None


def reach(session: Session, actor: str) -> Reach:
    said = preference(session, actor, "mail")
    if not said:
        return Reach()
    address = vault.read(session, [said["address"]]).get(said["address"], "") if said["address"] else ""
    return Reach(address, bool(said["daily"]), (said["quiet"][0], said["quiet"][1]), said["lang"])


def reachable(session: Session) -> list[str]:
    """Everybody who has said how to be told by mail."""
    return list(session.scalars(select(Preference.person).where(Preference.name == "mail").order_by(Preference.person)))


def filters(session: Session, actor: str, units: Collection[str]) -> list[Filter]:
    """One's own, then those of the units given."""
    shown = or_(and_(KeptFilter.owner == actor, KeptFilter.unit == ""), and_(KeptFilter.unit != "", KeptFilter.unit.in_(sorted(units))))
    rows = session.scalars(select(KeptFilter).where(shown).order_by(KeptFilter.unit, KeptFilter.title))
    return [Filter(row.filter_id, row.owner, row.unit, row.title, row.query) for row in rows]
