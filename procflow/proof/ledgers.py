"""The ledger's own laws on what was booked: seals that attest what was there, nothing after them, reversals that undo once; sums no scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from procflow.models import LedgerEntry
from procflow.proof.findings import Findings
from procflow.proof.records import Line
from procflow.proof.rows import Source

TOTALS = "封账时的合计与台账不符：封账为{expected}，重新计算为{found}"
LATE = "期间{period}封账之后又有分录记入"
NO_REVERSAL = "冲销分录与原分录不符：人员、项目须相同，分值须相反，且不得冲销冲销分录"
TWICE = "同一分录被冲销{found}次"
Place = tuple[str, str]


@dataclass
class Books:
    """What each unit booked in and counts for each period, and when it was closed; `pk` orders the records of a unit."""

    counted: dict[Place, list[tuple[int, str, int]]] = field(default_factory=dict)
    booked: dict[Place, list[tuple[int, str, tuple[str, int | None]]]] = field(default_factory=dict)
    seals: dict[Place, tuple[int, Mapping[str, Any], tuple[str, int | None]]] = field(default_factory=dict)

    def entry(self, line: Line, entry: Mapping[str, Any]) -> None:
        unit = entry["unit"]
        self.counted.setdefault((unit, entry["counts_in"]), []).append((line.pk, entry["component"], entry["points"]))
        self.booked.setdefault((unit, entry["booked_in"]), []).append((line.pk, entry["entry_id"], line.at))

    def seal(self, line: Line, effect: Mapping[str, Any]) -> None:
        self.seals.setdefault((line.body["unit"], effect["period"]), (line.pk, effect, line.at))

    def finish(self, findings: Findings) -> None:
        for place, (pk, effect, at) in self.seals.items():
            before = [each for each in self.counted.get(place, ()) if each[0] < pk]
            attested = (effect["entries"], sorted(map(list, effect["totals"])))
            if attested != recount(before):
                findings.add("seal", "sealed_period", "/".join(place), at, TOTALS, expected=list(attested), found=list(recount(before)))
            for late, entry_id, where in self.booked.get(place, ()):
                if late > pk:
                    findings.add("seal", "ledger_entry", entry_id, where, LATE, period=place[1], expected=pk, found=late)

    def merge(self, other: Books) -> None:
        for place, counted in other.counted.items():
            self.counted.setdefault(place, []).extend(counted)
        for place, booked in other.booked.items():
            self.booked.setdefault(place, []).extend(booked)
        self.seals.update(other.seals)


def recount(entries: list[tuple[int, str, int]]) -> tuple[int, list[list[Any]]]:
    sums: Counter[str] = Counter()
    for _, component, points in entries:
        sums[component] += points
    return len(entries), sorted([component, points] for component, points in sums.items())


def reversals(source: Source, findings: Findings) -> None:
    """Every reversal undoes one entry of the same member and component exactly, and none is undone twice."""
    undoing, undone = aliased(LedgerEntry), aliased(LedgerEntry)
    wrong = or_(
        undone.entry_id.is_(None), undone.kind == "reversal", undone.member_id != undoing.member_id, undone.unit != undoing.unit,
        undone.component != undoing.component, undone.points != -undoing.points, undoing.kind != "reversal",
    )  # fmt: skip
    joined = select(undoing.entry_id, undoing.reverses).outerjoin(undone, undone.entry_id == undoing.reverses)
    for entry_id, of in source.each(joined.where(undoing.reverses.is_not(None), wrong)):
        findings.add("reversal", "ledger_entry", entry_id, ("", None), NO_REVERSAL, expected=of, found=entry_id)
    for (entry_id,) in source.each(select(LedgerEntry.entry_id).where(LedgerEntry.kind == "reversal", LedgerEntry.reverses.is_(None))):
        findings.add("reversal", "ledger_entry", entry_id, ("", None), NO_REVERSAL, expected=None, found=entry_id)
    twice = select(LedgerEntry.reverses, func.count()).where(LedgerEntry.reverses.is_not(None)).group_by(LedgerEntry.reverses)
    for entry_id, times in source.each(twice.having(func.count() > 1)):
        findings.add("reversal", "ledger_entry", entry_id, ("", None), TWICE, expected=1, found=times)
