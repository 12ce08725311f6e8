"""The scoring ledger: drafts of entries, their posting, reversal and sums. An entry is only ever the effect of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from procflow.dates import Period
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.grammar import Post, Reverse
from procflow.models import LedgerEntry, SealedPeriod
from procflow.regimes.rulebook import Rulebook

COLUMNS = ("entry_id", "unit", "member_id", "cycle", "component", "kind", "item", "points", "uncredited", "booked_in", "counts_in",
           "occurred_on", "rule", "reverses", "flags")  # fmt: skip
WRITTEN = (*COLUMNS, "recorded_at", "event_hash", "effect_no")

INSERT = Prepared(insert(LedgerEntry).values({name: bindparam(name) for name in WRITTEN}).inline())
ONE = Prepared(select(*(getattr(LedgerEntry, name) for name in WRITTEN)).where(LedgerEntry.entry_id == bindparam("entry")))
SUM = select(func.coalesce(func.sum(LedgerEntry.points), 0).label("points")).where(
    LedgerEntry.member_id == bindparam("member"), LedgerEntry.component == bindparam("component"))  # fmt: skip
IN_YEAR = Prepared(SUM.where(LedgerEntry.cycle == bindparam("span")))
IN_QUARTER = Prepared(SUM.where(LedgerEntry.counts_in == bindparam("span")))
SUMS = Prepared(
    select(LedgerEntry.component, func.count().label("entries"), func.coalesce(func.sum(LedgerEntry.points), 0).label("points"))
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.counts_in == bindparam("period"))
    .group_by(LedgerEntry.component)
    .order_by(LedgerEntry.component)
)
SEALED = Prepared(select(SealedPeriod.period).where(SealedPeriod.unit == bindparam("unit")))
SEAL = Prepared(insert(SealedPeriod).values({name: bindparam(name) for name in ("unit", "period", "event_hash", "effect_no")}).inline())
RULE = "{id}@{version} {clause}"


class Drafts:
    """The entries of one record, drafted in order: each sees the room that those before it took."""

    def __init__(self, session: Session, unit: str, rules: Rulebook) -> None:
        self.session, self.unit, self.rules = session, unit, rules
        self.sealed = {row.period for row in SEALED.all(session, unit=unit)}
        self._taken: dict[tuple[str, str, str], int] = {}

    def post(self, said: Post, entry_id: str) -> dict[str, Any]:
        """An entry for these points, clipped to the regime's cap; what was clipped is kept as `uncredited`."""
        credited, uncredited = said.points, 0
        if said.kind == "original" and said.points > 0:
            credited, uncredited = self.rules.credit(said.component, said.points, self.already(said))
        self.take(said, credited)
        return self.entry(entry_id, said, credited, uncredited, None)

    def reverse(self, said: Reverse, entry_id: str, balance_id: str) -> list[dict[str, Any]]:
        """The opposite of an entry; and, where a part stands, that part again as a new entry."""
        old = ONE.one(self.session, entry=said.entry)
        if old is None:
            raise NotFound("没有这一条积分记录")
        back = Post(old.member_id, old.component, old.item, -old.points, old.counts_in, old.occurred_on, old.rule, "reversal")
        self.take(back, -old.points)
        entries = [self.entry(entry_id, back, -old.points, 0, old.entry_id)]
        if said.keep:
            entries.append(
                self.post(Post(old.member_id, old.component, old.item, said.keep, old.counts_in, old.occurred_on, old.rule), balance_id)
            )
        return entries

    def entry(self, entry_id: str, said: Post, points: int, uncredited: int, reverses: str | None) -> dict[str, Any]:
        rule = said.clause if "@" in said.clause else RULE.format(id=self.rules.id, version=self.rules.version, clause=said.clause)
        return {
            "kind": "entry", "entry_id": entry_id, "unit": self.unit, "member_id": said.member, "cycle": said.period[:4],
            "component": said.component, "entry_kind": said.kind, "item": said.item, "points": points, "uncredited": uncredited,
            "booked_in": self.open_from(said.period), "counts_in": said.period, "occurred_on": said.occurred_on, "rule": rule.strip(),
            "reverses": reverses, "flags": " ".join(said.flags),
        }  # fmt: skip

    def already(self, said: Post) -> int:
        """What this member holds of the component within the cap's own period (year or quarter)."""
        cap = self.rules.cap(said.component)
        if cap.points is None:
            return 0
        span = said.period if cap.per == "quarter" else said.period[:4]
        key = (said.member, said.component, span)
        if key not in self._taken:
            asked = IN_QUARTER if cap.per == "quarter" else IN_YEAR
            self._taken[key] = int(asked.all(self.session, member=said.member, component=said.component, span=span)[0].points)
        return self._taken[key]

    def take(self, said: Post, points: int) -> None:
        for span in (said.period, said.period[:4]):
            key = (said.member, said.component, span)
            if key in self._taken:
                self._taken[key] += points

    def open_from(self, period: str) -> str:
        """The period itself while it is open for posting, else the earliest later one that is."""
        at = Period.parse(period)
        while str(at) in self.sealed:
            at = at.next()
        return str(at)


def write(session: Session, entries: Iterable[tuple[int, Mapping[str, Any]]], event_hash: str, recorded_at: str) -> None:
    """Write drafted entries as rows: (effect number, entry)."""
    INSERT.many(session, [row(entry, number, event_hash, recorded_at) for number, entry in entries])


def row(entry: Mapping[str, Any], number: int, event_hash: str, recorded_at: str) -> dict[str, Any]:
    """An entry of a body as its row, for writing it and for checking it."""
    same = {name: entry[name] for name in COLUMNS if name != "kind"}
    return {**same, "kind": entry["entry_kind"], "event_hash": event_hash, "effect_no": number, "recorded_at": recorded_at}


def seal(session: Session, unit: str, period: str, event_hash: str, effect_no: int) -> None:
    SEAL.run(session, unit=unit, period=period, event_hash=event_hash, effect_no=effect_no)


def sealed(session: Session, unit: str) -> set[str]:
    return {row.period for row in SEALED.all(session, unit=unit)}


def sums(session: Session, unit: str, period: str) -> list[Any]:
    """For each component: how many entries of the unit count in the period, and their sum in hundredths."""
    return [row._replace(points=int(row.points)) for row in SUMS.all(session, unit=unit, period=period)]
