"""Ledger lines and the records they come from: every line is the effect of one record, which is found again by its hash. It posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.audit import Record
from procflow.db import Prepared
from procflow.facts import rules
from procflow.models import AuditEvent, LedgerEntry, RegimeVersion
from procflow.regimes.rulebook import Rulebook

COLUMNS = tuple(getattr(LedgerEntry, name) for name in (
    "entry_id", "unit", "member_id", "cycle", "component", "kind", "item", "points", "uncredited", "booked_in", "counts_in", "occurred_on",
    "recorded_at", "rule", "event_hash", "effect_no", "reverses", "flags"))  # fmt: skip
OF_MEMBER = Prepared(
    select(*COLUMNS)
    .where(LedgerEntry.member_id == bindparam("member"), LedgerEntry.cycle == bindparam("cycle"))
    .order_by(LedgerEntry.occurred_on, LedgerEntry.recorded_at, LedgerEntry.entry_id)
)
ONE = Prepared(select(*COLUMNS).where(LedgerEntry.entry_id == bindparam("of")))
REVERSED_BY = Prepared(select(*COLUMNS).where(LedgerEntry.reverses == bindparam("of")))
OWN = {"approval": "审定单位改定", "opening": "期初积分"}  # lines that no catalogue has (A20)
MOMENT = 13
MOST = 200


def records(session: Session, rows: Iterable[Any]) -> dict[str, Record]:
    """The records behind these lines, by their hash."""
    return behind(session, {row.event_hash: row.entry_id for row in rows})


def behind(session: Session, effects: Mapping[str, str]) -> dict[str, Record]:
    """The records of these hashes, each given with the id of an effect of it.

    Ids sort by time: a record and its effects carry the same millisecond, so few records are read to find the one whose hash it is.
    """
    moments = sorted({each[:MOMENT] for each in effects.values()})
    found: dict[str, Record] = {}
    for start in range(0, len(moments), MOST):
        within = [AuditEvent.event_id.between(f"{each}-", f"{each}-~") for each in moments[start : start + MOST]]
        for body in session.scalars(select(AuditEvent.body).where(or_(*within), AuditEvent.outcome == "done")):
            hashed = canon.leaf(bytes(body))
            if hashed in effects:
                found[hashed] = audit.read(body)
    return found


def books(session: Session, rows: Iterable[Any]) -> dict[str, Rulebook]:
    """The regimes that these lines were booked under, by the `id@version` of their rule."""
    wanted = {row.rule.split(" ")[0] for row in rows}
    pairs = [each.split("@") for each in sorted(wanted) if "@" in each]
    if not pairs:
        return {}
    chosen = select(RegimeVersion.regime, RegimeVersion.version, RegimeVersion.sha256).where(
        or_(*((RegimeVersion.regime == regime) & (RegimeVersion.version == version) for regime, version in pairs))
    )
    return {f"{row.regime}@{row.version}": rules(session, row.sha256) for row in session.execute(chosen)}


def label(row: Any, found: Mapping[str, Rulebook]) -> str:
    """The item's title in the regime of that line; its code where the regime no longer says."""
    book = found.get(row.rule.split(" ")[0])
    own = OWN.get(row.item, str(row.item))
    return next((item.label for item in book.items() if item.code == row.item), own) if book else own


def clause(row: Any) -> str:
    return str(row.rule).partition(" ")[2]
