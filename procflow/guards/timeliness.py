"""When an objection came: while its sheet was posted, while members checked it, or late (A34 A49). It counts days and admits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procflow.dates import Span, publicity
from procflow.grammar import CaseSeen, Facts, LinkSeen, days

PROBATION, EXEMPTION = "probation_case", "exemption_application"
ABOUT = {"confirmation": PROBATION, "exemption": EXEMPTION}  # what is posted about one member, by how an objection to it is called
CHECK = days(3)  # domain §3.15: the members' check; no parameter of a regime
POSTED = "publicise"
SHOWN = ("office_opinion", "resolve_check")


def kind_due(facts: Facts, sheet: LinkSeen | CaseSeen | None, filed: str) -> str:
    """The kind that the dates give an objection against a sheet: publicity, verification or late; the posting day counts."""
    return next((kind for kind, first, last in open_days(facts, sheet) if first <= filed <= last), "late")


def last_day(facts: Facts, sheet: LinkSeen | CaseSeen | None) -> str:
    """The last day on which an objection against the sheet is in time; "" while it was never posted."""
    return max((last for _, _, last in open_days(facts, sheet)), default="")


def open_days(facts: Facts, sheet: LinkSeen | CaseSeen | None) -> Iterator[tuple[str, str, str]]:
    """Each stretch of days on which the sheet took objections: (kind, first, last), one for each posting and each check by its members."""
    if sheet is None:
        return
    for taken in sheet.taken:
        on = date.fromisoformat(taken.on)
        if taken.step == POSTED:
            yield "publicity", taken.on, publicity(on, posted_for(facts, sheet), facts.calendar).last.isoformat()
        if taken.step in SHOWN:
            yield "verification", taken.on, facts.calendar.add(on, CHECK).isoformat()


def posted_for(facts: Facts, sheet: LinkSeen | CaseSeen) -> Span:
    """For how long the rules have it posted."""
    if sheet.procedure == EXEMPTION:
        return facts.regime.span("exemption.publicity")
    kind = "probation" if sheet.procedure == PROBATION else "quarter" if "-" in sheet.period else "annual"
    return facts.regime.publicity(kind).span
