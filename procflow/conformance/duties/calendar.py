"""What every duty of a unit starts from: the rules of a period, when the unit began, the cases about a period, when they were put together. It counts none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook

CLOSING, BOOK = "quarterly_closing", "base_registration"


def book_of(unit: Unit, period: Period) -> Rulebook | None:
    """The rules in force on the period's last day, or the last that there were."""
    adopted = unit.org.last_adopted(min(period.last, unit.reading.as_of).isoformat())
    return unit.books.get(str(adopted.data["sha256"])) if adopted else None


def began(unit: Unit) -> str:
    """The first day of the unit's own work: rules in force and members there; "" for a unit that keeps no points of anybody."""
    joined = min((fact.since for fact in unit.org.facts("membership")), default="")
    rules = unit.org.adopted_since()
    return max(joined, rules) if joined and rules else ""


def closings(unit: Unit, period: Period, book: Rulebook) -> Iterator[Period]:
    """The periods that are closed in these days: none before the unit began, none that has not begun."""
    first, today = began(unit), unit.reading.as_of
    for each in period.parts(book.value("cycle.period")) or ():
        if first and each.last.isoformat() >= first and each.first <= today:
            yield each


def books(unit: Unit, period: Period, book: Rulebook) -> Iterator[Period]:
    """The periods for which a register is kept in these days."""
    first, today = began(unit), unit.reading.as_of
    for each in period.parts(book.value("cycle.book")) or ():
        if first and each.last.isoformat() >= first and each.first <= today:
            yield each


def about(unit: Unit, procedure: str, period: str) -> list[list[Line]]:
    """The chains of this procedure for this period, in the order of their numbers."""
    if "about" not in unit.memo:
        found: dict[tuple[str, str], list[list[Line]]] = {}
        for chain in sorted(unit.chains, key=unit.no):
            lines = [line for line in unit.chains[chain] if line.done]
            if lines:
                found.setdefault((lines[0].body["procedure"]["id"], str(lines[-1].body["period"] or "")), []).append(lines)
        unit.memo["about"] = found
    return list(unit.memo["about"].get((procedure, period), ()))


def first(lines: list[Line], *steps: str) -> Line | None:
    return next((line for line in lines if line.step in steps), None)


def compiled(unit: Unit, period: Period) -> str:
    """The day on which the period was first put together: what comes after it was made up for; "" before."""
    found = [line.on for lines in about(unit, CLOSING, str(period)) if (line := first(lines, "compile"))]
    return min(found, default="")


def over(unit: Unit, day: date | None) -> bool:
    return day is not None and day < unit.reading.as_of
