"""When an objection came: while its sheet was posted, while members checked it, or late (A34 A49). It counts days and admits nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from procflow.dates import publicity
from procflow.grammar import Facts, Taken, days

CHECK = days(3)  # domain §3.15: the members' check; no parameter of a regime
POSTED = "publicise"
SHOWN = ("office_opinion", "resolve_check")


def kind_due(facts: Facts, sheet: Iterable[Taken], period: str, filed: str) -> str:
    """The kind that the dates give an objection against a sheet: publicity, verification or late; the posting day counts."""
    windows = list(open_days(facts, sheet, period))
    return next((kind for kind, first, last in windows if first <= filed <= last), "late")


def last_day(facts: Facts, sheet: Iterable[Taken], period: str) -> str:
    """The last day on which an objection against the sheet is in time; "" while it was never posted."""
    return max((last for _, _, last in open_days(facts, sheet, period)), default="")


def open_days(facts: Facts, sheet: Iterable[Taken], period: str) -> Iterator[tuple[str, str, str]]:
    """Each stretch of days on which the sheet took objections: (kind, first, last), one for each posting and each check by its members."""
    span = facts.regime.publicity("quarter" if "-" in period else "annual").span
    for taken in sheet:
        on = date.fromisoformat(taken.on)
        if taken.step == POSTED:
            yield "publicity", taken.on, publicity(on, span, facts.calendar).last.isoformat()
        if taken.step in SHOWN:
            yield "verification", taken.on, facts.calendar.add(on, CHECK).isoformat()
