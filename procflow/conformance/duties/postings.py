"""The closings of a period: posted by their day, for as long as the rules say; the year's result too (T4 T13 B13). It posts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from procflow.conformance.duties.calendar import CLOSING, about, book_of, closings, first
from procflow.conformance.duties.judged import judged
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.dates import Period, publicity
from procflow.regimes.rulebook import Rulebook

LEAVING = {CLOSING: ("report", "finalize", "finalize_office"), "annual_rating": ("finalize",)}


def duties(unit: Unit, period: Period) -> Iterator[Obligation]:
    book = book_of(unit, period)
    if book is None:
        return
    for each in closings(unit, period, book):
        yield from of_sheet(unit, book, each, "quarter", CLOSING)
    if period.kind == "year":
        yield from of_sheet(unit, book, period, "annual", "annual_rating")


def of_sheet(unit: Unit, book: Rulebook, period: Period, sheet: str, procedure: str) -> Iterator[Obligation]:
    """When it was to be posted first, and whether each posting that was acted upon hung long enough."""
    chains = about(unit, procedure, str(period))
    lines = chains[-1] if chains else []
    posted, due = first(lines, "publicise"), book.publicity(sheet).due(period)
    refs, who = (posted.ref,) if posted else (), book.publicity(sheet).by
    said: dict[str, Any] = {"chain": lines[0].chain if lines else "", "subject": str(period), "who": who, "inputs": {"period": str(period)}}
    clause = book.clause(f"publicity.{sheet}.due_day") or book.clause(f"publicity.{sheet}.days")
    ended = first(lines, "finalize", "finalize_office")
    if due is not None:
        yield judged(
            unit,
            f"{sheet}_posting",
            "季度公示" if sheet == "quarter" else "年度公示",
            clause,
            due.isoformat(),
            posted.on if posted else "",
            refs,
            **said,
        )
    if posted or ended:
        yield hung(unit, book, sheet, lines, ended, said)


def hung(unit: Unit, book: Rulebook, sheet: str, lines: list[Line], ended: Line | None, said: dict[str, Any]) -> Obligation:
    """The last posting before the sheet was left: its days counted anew with the calendar, against the day on which it was left."""
    left = [line for line in lines if line.step in LEAVING[lines[0].body["procedure"]["id"]]]
    stop = ended or (left[-1] if left else None)
    posted = [line for line in lines if line.step == "publicise" and (stop is None or line.pk < stop.pk)]
    clause, title = book.clause(f"publicity.{sheet}.days"), "公示天数"
    last = publicity(date.fromisoformat(posted[-1].on), book.publicity(sheet).span, unit.org.calendar()).last.isoformat() if posted else ""
    after = next((line for line in left if posted and line.pk > posted[-1].pk), stop)
    short = not posted or (after is not None and after.on <= last)
    refs = tuple(line.ref for line in (*posted[-1:], *([after] if after else [])))
    done = "" if short or after is None else last
    made = judged(unit, f"{sheet}_publicity", title, clause, last, done, refs, **said)
    if short and after is not None:
        return judged(unit, made.key, title, clause, "", "", refs, **said)
    return made if done or unit.reading.as_of.isoformat() <= last else judged(unit, made.key, title, clause, last, last, refs, **said)
