"""Accounts as they are told to whoever looks after them, and who looks after whose. It looks up, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from procflow.access.loading import organisation
from procflow.canon import unstamp
from procflow.grammar import SYSTEM
from procflow.models import Account, DatedFact

ADMINISTRATOR = "sysadmin"
OPEN, NEW, STALE, LOCKED, SHUT, NONE = "open", "new", "stale", "locked", "shut", "none"
STATES = {
    OPEN: "可以登录", NEW: "起始密码还没有改", STALE: "起始密码已过期", LOCKED: "密码试错太多，暂停登录", SHUT: "已停用", NONE: "没有账号",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An account without its password: `until` the instant (UTC) at which its state ends by itself, "" where it does not."""

    person: str
    login: str
    state: str
    until: str = ""


def told(row: Account | None, person: str, at: datetime) -> Told:
    if row is None:
        return Told(person, "", NONE)
    if row.shut:
        return Told(person, row.login, SHUT)
    if row.locked_until and unstamp(row.locked_until) > at:
        return Told(person, row.login, LOCKED, row.locked_until)
    if row.start_until:
        return Told(person, row.login, NEW if unstamp(row.start_until) > at else STALE, row.start_until)
    return Told(person, row.login, OPEN)


def of(session: Session, person: str) -> Account | None:
    return session.scalar(select(Account).where(Account.person == person))


def looks_after(session: Session, actor: str, person: str, day: str) -> bool:
    """Whether `actor` administers every unit in which the person holds anything, now or later.

    Who could set the password of somebody with an office elsewhere could act there.
    """
    if actor == SYSTEM:
        return True
    found = units(session, person, day)
    return bool(found) and all(ADMINISTRATOR in organisation(session, unit).actor(actor, day).roles for unit in found)


def units(session: Session, person: str, day: str) -> set[str]:
    """Where a person is filed, is a member, holds an office or keeps a body's minutes."""
    about = (DatedFact.kind.in_(("person", "membership", "role", "deputy"))) & (DatedFact.subject == person)
    keeps = (DatedFact.kind == "body") & DatedFact.data.like(f'%"{person}"%')
    chosen = select(DatedFact.unit).where(or_(about, keeps), DatedFact.superseded_by.is_(None), DatedFact.until >= day)
    return set(session.scalars(chosen.distinct()))


def administrators(session: Session, day: str) -> list[str]:
    """Who administers the topmost units: whoever is locked out asks one of them."""
    chosen = select(DatedFact.subject, DatedFact.unit).where(
        DatedFact.kind == "role", DatedFact.data.like(f'%"{ADMINISTRATOR}"%'), DatedFact.superseded_by.is_(None), DatedFact.since <= day,
        DatedFact.until >= day,
    )  # fmt: skip
    rows = session.execute(chosen.order_by(DatedFact.since, DatedFact.subject)).all()
    lengths = {row.unit: len(organisation(session, row.unit).above) for row in rows}
    return list(dict.fromkeys(row.subject for row in rows if lengths[row.unit] == min(lengths.values())))
