"""The scoring ledger: drafts of entries, their posting, reversal and sums. An entry is only ever the effect of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select
from sqlalchemy.orm import Session

from procflow.dates import Kind, Period
from procflow.db import Prepared
from procflow.errors import Invalid, NotFound
from procflow.grammar import Post, Reverse
from procflow.models import LedgerEntry, SealedPeriod
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import within

COLUMNS = ("entry_id", "unit", "member_id", "cycle", "component", "kind", "item", "points", "uncredited", "booked_in", "counts_in",
           "occurred_on", "rule", "reverses", "flags")  # fmt: skip
WRITTEN = (*COLUMNS, "recorded_at", "event_hash", "effect_no")

INSERT = Prepared(insert(LedgerEntry).values({name: bindparam(name) for name in WRITTEN}).inline())
ONE = Prepared(select(*(getattr(LedgerEntry, name) for name in WRITTEN)).where(LedgerEntry.entry_id == bindparam("entry")))
SUM = select(func.coalesce(func.sum(LedgerEntry.points), 0).label("points")).where(
    LedgerEntry.member_id == bindparam("member"), LedgerEntry.component == bindparam("component"))  # fmt: skip
IN_YEAR = Prepared(SUM.where(LedgerEntry.cycle == bindparam("span")))
MOST_PARTS = 9  # a half-year, its two quarters and its six months
PARTS: tuple[Kind, ...] = ("half_year", "quarter", "month")
IN_SPAN = Prepared(SUM.where(or_(*(LedgerEntry.counts_in == bindparam(f"in{n}") for n in range(MOST_PARTS)))))
OF_ITEM = Prepared(SUM.add_columns(LedgerEntry.item, LedgerEntry.counts_in).where(LedgerEntry.cycle == bindparam("span")).group_by(
    LedgerEntry.item, LedgerEntry.counts_in))  # fmt: skip
REVERSAL = Prepared(select(LedgerEntry.entry_id).where(LedgerEntry.reverses == bindparam("entry")))
SUMS = Prepared(
    select(LedgerEntry.component, func.count().label("entries"), func.coalesce(func.sum(LedgerEntry.points), 0).label("points"))
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.counts_in == bindparam("period"))
    .group_by(LedgerEntry.component)
    .order_by(LedgerEntry.component)
)
SEALED = Prepared(select(SealedPeriod.period).where(SealedPeriod.unit == bindparam("unit")))
SEAL = Prepared(insert(SealedPeriod).values({name: bindparam(name) for name in ("unit", "period", "event_hash", "effect_no")}).inline())
CLIPPED = ("original", "correction")  # a line that is corrected or added later gets no more room under a cap than it had in time
RULE = "{id}@{version} {clause}"


class Drafts:
    """The entries of one record, drafted in order: each sees the room that those before it took."""

    def __init__(self, session: Session, unit: str, rules: Rulebook) -> None:
        self.session, self.unit, self.rules = session, unit, rules
        self._taken: dict[tuple[str, str, str], int] = {}
        self._items: dict[tuple[str, str, str], int] = {}
        self._reversed: set[str] = set()

    def post(self, said: Post, entry_id: str) -> dict[str, Any]:
        """An entry for these points, clipped to the regime's cap; what was clipped is kept as `uncredited`."""
        credited, uncredited = said.points, 0
        if said.kind in CLIPPED and said.points > 0:
            credited, uncredited = self.clipped(said)
        self.take(said, credited)
        return self.entry(entry_id, said, credited, uncredited, None)

    def reverse(self, said: Reverse, entry_id: str, balance_id: str) -> list[dict[str, Any]]:
        """The opposite of an entry; and, where a part stands, that part again as a new entry."""
        old = ONE.one(self.session, entry=said.entry)
        if old is None or old.unit != self.unit:
            raise NotFound("没有这一条积分记录")
        if old.reverses or said.entry in self._reversed or REVERSAL.one(self.session, entry=said.entry):
            raise Invalid({"entry": ["冲销记录不能再冲销，一条积分记录也只能冲销一次"]})
        self._reversed.add(said.entry)
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
        """What this member holds of the component within the cap's own period (year or quarter), drafts of this record included."""
        span = self.span(said)
        key = (said.member, said.component, span)
        if key not in self._taken:
            whose = {"member": said.member, "component": said.component}
            if span == said.period[:4]:
                found = IN_YEAR.all(self.session, span=span, **whose)
            else:
                at = Period.parse(span)
                names = list(dict.fromkeys(str(each) for kind in PARTS for each in (at, *at.parts(kind))))
                found = IN_SPAN.all(self.session, **whose, **{f"in{n}": names[n % len(names)] for n in range(MOST_PARTS)})
            outside = [item.code for item in self.rules.items(said.component) if item.outside_cap]
            self._taken[key] = int(found[0].points) - sum(self.of_item(said, item) for item in outside)
        return self._taken[key]

    def clipped(self, said: Post) -> tuple[int, int]:
        """How much counts, and how much an item's own cap or its component's keeps back; what stands outside the cap is clipped by neither."""
        most = self.rules.item_cap(said.item)
        room = said.points if most is None else max(0, min(said.points, most - self.of_item(said, said.item)))
        credited = room if self.rules.outside_cap(said.item) else self.rules.credit(said.component, room, self.already(said))[0]
        return credited, said.points - credited

    def of_item(self, said: Post, item: str) -> int:
        """What the member has of one item within the cap's own period, drafts of this record included."""
        at, key = Period.parse(self.span(said)), (said.member, item, self.span(said))
        if key not in self._items:
            rows = OF_ITEM.all(self.session, span=said.period[:4], member=said.member, component=said.component)
            self._items[key] = sum(int(row.points) for row in rows if row.item == item and within(row.counts_in, str(at)))
        return self._items[key]

    def take(self, said: Post, points: int) -> None:
        if self.rules.item_cap(said.item) is not None:
            self._items[said.member, said.item, self.span(said)] = self.of_item(said, said.item) + points
        if self.rules.cap(said.component).points is not None and not self.rules.outside_cap(said.item):
            self._taken[said.member, said.component, self.span(said)] = self.already(said) + points

    def span(self, said: Post) -> str:
        """The cap's own period that these points count in: of a cap by the year, or where that is no part of the cap's period, the year."""
        at, per = Period.parse(said.period), self.rules.cap(said.component).per
        return str(Period.of(at.first, per)) if (per and not at.parts(per)) or per == at.kind else said.period[:4]

    @cached_property
    def sealed(self) -> set[str]:
        return sealed(self.session, self.unit)

    def open_from(self, period: str) -> str:
        """The period itself while it is open for posting, else the earliest later one that is; a part closes with its whole."""
        at = Period.parse(period)
        while str(at) in self.sealed or str(self.rules.closing(at)) in self.sealed:
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
