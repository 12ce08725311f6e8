"""Dated facts in the order in which a unit filed them: which superseded which, and the unit's own row; it judges no fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from procflow.access import STATED
from procflow.canon import ZERO
from procflow.engine.registers import corrects
from procflow.models import DatedFact, Unit
from procflow.proof.findings import Findings
from procflow.proof.mirror import DIFFERS, MISSING, NOBODYS
from procflow.proof.records import Line
from procflow.proof.rows import Source

UNIT = ("unit_id", "parent", "path", "kind", "code", "title", "facts_head")
TOLD_APART_BY = ("role", "absent")


@dataclass
class Filed:
    """Facts filed so far, (record, number within it) first, for they are met chain by chain."""

    facts: list[tuple[int, int, tuple[str, ...], str, dict[str, Any]]] = field(default_factory=list)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    units: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)

    def add(self, line: Line, number: int, effect: Mapping[str, Any]) -> None:
        unit, data = effect["unit"], effect["data"]
        same = (unit, effect["fact"], effect["subject"], effect["since"])
        self.facts.append((line.pk, number, same, effect["fact_id"], {name: data[name] for name in TOLD_APART_BY if name in data}))
        if effect["fact"] not in STATED and line.pk >= self.heads.get(unit, (0, ""))[0]:
            self.heads[unit] = (line.pk, line.hash)
        if effect["fact"] == "unit":
            self.units.append((line.pk, unit, data))

    def merge(self, other: Filed) -> None:
        self.facts += other.facts
        self.units += other.units
        for unit, head in other.heads.items():
            self.heads[unit] = max(head, self.heads.get(unit, head))

    def finish(self, source: Source, findings: Findings) -> None:
        """Compare what superseded what, and every unit's row."""
        expected = self.superseded()
        for fact_id, by in source.each(select(DatedFact.fact_id, DatedFact.superseded_by)):
            if expected.get(fact_id) != by:
                self.differs(findings, "fact", "dated_fact", fact_id, "superseded_by", expected.get(fact_id), by)
        rows = self.rows()
        for stored in source.each(select(*(getattr(Unit, name) for name in UNIT))):
            row = rows.pop(stored[0], None)
            if row is None:
                findings.add("unit", "unit", stored[0], ("", None), NOBODYS, table="unit", expected=None, found=list(stored))
            for column, said, found in zip(UNIT, row or stored, stored, strict=True):
                if said != found:
                    self.differs(findings, "unit", "unit", stored[0], column, said, found)
        for unit in rows:
            findings.add("unit", "unit", unit, (f"unit/{unit}", None), MISSING, table="unit", expected=list(rows[unit]), found=None)

    def superseded(self) -> dict[str, str]:
        """Each fact that another one corrected, with that one."""
        found: dict[str, str] = {}
        standing: dict[tuple[str, ...], list[tuple[str, dict[str, Any]]]] = {}
        for _, _, same, fact_id, data in sorted(self.facts, key=lambda fact: fact[:2]):
            before = standing.get(same, [])
            found.update((old, fact_id) for old, was in before if corrects(data, was))
            standing[same] = [*((old, was) for old, was in before if not corrects(data, was)), (fact_id, data)]
        return found

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The units as their latest filing left them, each below the one above it, with the record of their latest fact."""
        last = {unit: data for _, unit, data in sorted(self.units, key=lambda each: each[:2])}
        found: dict[str, tuple[Any, ...]] = {}
        for unit, data in last.items():
            head = self.heads.get(unit, (0, ZERO))[1]
            found[unit] = (unit, data.get("parent"), path(last, unit), data["kind"], data["code"], data["title"], head)
        return found

    def differs(self, findings: Findings, kind: str, table: str, key: str, column: str, expected: object, found: object) -> None:
        at = (f"unit/{key}", None) if table == "unit" else ("", None)
        findings.add(kind, table, key, at, DIFFERS, table=table, column=column, expected=expected, found=found)


def path(units: Mapping[str, Mapping[str, Any]], unit: str) -> str:
    """From the top down to the unit; a loop, which nobody can file, ends where it closes."""
    way: list[str] = []
    above: str | None = unit
    while above and above not in way:
        way.insert(0, above)
        above = units[above].get("parent") if above in units else None
    return f"/{'/'.join(way)}/"
