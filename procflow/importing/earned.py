"""A list of earlier points on its way in: read beside what is on file, weighed by the write door, begun or written anew as a case. It decides no row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import canon, vault
from procflow.engine import Command, advance, preview
from procflow.engine.repeat import refusals
from procflow.errors import Refusal, Refused
from procflow.facts.cases import ALIKE, CASE, taken
from procflow.forms.described import figure
from procflow.guards.sheets import RECORDED
from procflow.importing.beside import beside
from procflow.importing.flow import CHANGED
from procflow.sheets.cells import Fault
from procflow.sheets.earned import Line
from procflow.sheets.earned_judged import judged
from procflow.sheets.opened import Table

OPENING = "opening_balance"
TO_WRITE = ("recorded", "returned")


@dataclass(frozen=True)
class Plan:
    """What a list would do: its faults; or the case that it begins or, where `no` names one, writes anew, with the lines before and after."""

    rows: int
    faults: tuple[Fault, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    period: str = ""
    no: str = ""
    version: int | None = None
    before: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def nothing(self) -> bool:
        return bool(self.no) and sorted(map(repr, self.before)) == sorted(map(repr, self.lines))

    @property
    def digest(self) -> str:
        """What a preview shows and a confirmation must still mean."""
        return canon.digest([self.unit, self.period, self.no, self.version or 0, list(map(repr, self.lines))])


def plan(session: Session, actor: str, day: date, unit: str, table: Table, places: Mapping[str, int]) -> Plan:
    """Read and compared, nothing written. Raises NotFound for whoever is no points administrator there, Invalid where no rules are in force."""
    known = beside(session, actor, day, unit)
    found = judged(table, places, known)
    if found.faults or found.period is None:
        return Plan(len(table.rows), tuple(found.faults))
    lines, period = tuple(found.lines.values()), str(found.period)
    no, version, before = standing(session, unit, period, {each.member for each in lines})
    return Plan(len(table.rows), (), known.named, unit, period, no, version, before, lines)


def foresee(session: Session, actor: str, key: str, planned: Plan, papers: tuple[str, ...]) -> None:
    """Ask the write door, which writes nothing; what it would refuse is told with names. Raises Refused, Invalid."""
    session.rollback()
    record = preview(session, command(actor, key, planned, papers))
    if record.refused:
        raise Refused([Refusal(each.code, each.sentence, {name: called(planned, value) for name, value in each.inputs.items()}, each.guard, each.clause)
                       for each in refusals(record)])  # fmt: skip


def confirm(session: Session, actor: str, key: str, planned: Plan, papers: tuple[str, ...], seen: str) -> str:
    """Begin the case or write it anew, if that is what was seen; its number. Raises Refused, Invalid."""
    if planned.faults or planned.digest != seen:
        raise Refused([Refusal("STALE_VERSION", CHANGED)])
    session.rollback()
    return (
        planned.no if planned.nothing else str(CASE.all(session, of=advance(session, command(actor, key, planned, papers)).case_id)[0].no)
    )


def command(actor: str, key: str, planned: Plan, papers: tuple[str, ...]) -> Command:
    form = {"lines": [written(each) for each in planned.lines]}
    if planned.no:
        return Command("amend", actor, key, case=planned.no, form=form, files=papers, version=planned.version)
    return Command(
        "create", actor, key, procedure=OPENING, unit=planned.unit, subject=planned.unit, period=planned.period, form=form, files=papers
    )


def standing(session: Session, unit: str, period: str, members: set[str]) -> tuple[str, int | None, tuple[Line, ...]]:
    """The case of the period that may still be written anew and has one of these members: its number, version and lines."""
    for row in ALIKE.all(session, unit=unit, procedure=OPENING, subject=unit, not_=""):
        if row.period == period and row.state in TO_WRITE:
            lines = next(each for each in reversed(taken(session, row.taken)) if each.step in RECORDED).form["lines"]
            if members & {line["member"] for line in lines}:
                texts = vault.read(session, (line["reason"] or "" for line in lines))
                return str(row.no), int(row.version), tuple(read(line, texts) for line in lines)
    return "", None, ()


def read(line: Mapping[str, Any], texts: Mapping[str, str]) -> Line:
    reason = texts.get(line["reason"] or "", "")
    return Line(line["member"], line["component"], line["item"] or "", reason, line["points"], line["on"], line["source"])


def written(line: Line) -> dict[str, str]:
    """A line as the form of the case reads it."""
    said = {name: getattr(line, name) for name in ("member", "component", "item", "reason", "on", "source")}
    return {name: value for name, value in said.items() if value} | {"points": figure(line.points)}


def called(planned: Plan, value: object) -> object:
    """A list of people by their names; anything else as it is."""
    return "、".join(planned.named.get(each, each) for each in value.split("、")) if isinstance(value, str) else value
