"""The monthly registers, in time, late, or made up for once the quarter was put together, and single lines registered afterwards (T3 B12). It adds none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from procflow.conformance.books import inside
from procflow.conformance.duties.calendar import BOOK, about, book_of, books, compiled
from procflow.conformance.duties.judged import judged
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.dates import Period

TITLE, LINE = "月度记录", "活动登记"


def duties(unit: Unit, period: Period) -> Iterator[Obligation]:
    """Where the base is given rather than earned there is nothing to register month by month."""
    book = book_of(unit, period)
    if book is None:
        return
    earned = book.value("components.base.mode") == "accumulate"
    for each in books(unit, period, book):
        kept = [lines for lines in about(unit, BOOK, str(each)) if lines[-1].body["to"] != "voided"]
        begun = min((lines[0] for lines in kept), key=lambda line: line.on, default=None)
        due = (each.last + timedelta(days=book.value("registration.book_day"))).isoformat()
        yield judged(unit, "monthly_record", TITLE, book.clause("registration.book_day"), due, begun.on if begun else "",
                     (begun.ref,) if begun else (), chain=begun.chain if begun else "", subject=str(each), who="、".join(book.registrar()),
                     applies=earned, until=compiled(unit, book.closing(each)), inputs={"period": str(each)})  # fmt: skip
    yield from supplements(unit, period)


def supplements(unit: Unit, period: Period) -> Iterator[Obligation]:
    """What was to be registered with its activity, and was attested and registered afterwards (B12 A40)."""
    for chain, lines in unit.chains.items():
        if lines[0].body["procedure"]["id"] != "late_supplement":
            continue
        book = unit.books[lines[-1].body["regime"]["sha256"]]
        for line in lines:
            for each in line.effects:
                if each["kind"] == "entry" and each["entry_kind"] == "original" and inside(each["counts_in"], period):
                    due = (
                        unit.org.calendar()
                        .add(date.fromisoformat(each["occurred_on"]), book.span("registration.after_activity"))
                        .isoformat()
                    )
                    yield judged(unit, "supplement", LINE, str(line.body["clause"]), due, line.on, (line.ref,), chain=chain, who="points_admin", until=due,
                                 inputs={"period": each["counts_in"], "member": each["member_id"]})  # fmt: skip
