"""The compliance report of a unit and a period, put together: whoever asks, as of which day, from which records. It formats nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from procflow.conformance import absences, books, sittings
from procflow.conformance.duties import findings, of_unit
from procflow.conformance.heads import log_head
from procflow.conformance.method import METHOD
from procflow.conformance.parts import parts
from procflow.conformance.policies import in_force
from procflow.conformance.reading import opened, organisations
from procflow.conformance.replay import replayed
from procflow.conformance.seen import Unit, units
from procflow.conformance.shapes import STATES, Finding, Report
from procflow.conformance.whole import Whole, within
from procflow.dates import Period
from procflow.errors import Invalid


def report(session: Session, actor: str, unit: str, period: str, as_of: date | None = None) -> Report:
    """The report as of the end of a day, by default today: whole units only, and those below that the reader may see.

    Raises NotFound for whoever holds no office there, Invalid for what is no period and for a day to come.
    """
    reading = opened(session, actor, period, as_of)
    if reading.period is None:
        raise Invalid({"period": ["请写明期间"]})
    seen = units(reading, organisations(reading, unit))
    wanted = {each.id: [chain for chain in each.chains if within(each, chain, reading.period)] for each in seen}
    found = list(judged(seen, wanted, reading.period))
    duties = {each.id: list(of_unit(each, reading.period, wanted[each.id])) for each in seen}
    found += [finding for each in seen for finding in findings(each, duties[each.id])]
    listed = tuple(duty for each in seen for duty in duties[each.id])
    whole = Whole(reading, reading.period, tuple(seen), wanted, tuple(found), listed)
    tally = Counter(each.state for each in listed)
    return Report(
        unit, seen[0].org.unit.title, tuple((each.id, each.org.unit.title) for each in seen), str(reading.period), reading.period.first.isoformat(),
        reading.period.last.isoformat(), reading.as_of.isoformat(), parts(whole), whole.duties, whole.findings,
        {state: tally[state] for state in STATES}, METHOD, in_force(whole), log_head(reading, whole.lines()),
    )  # fmt: skip


def judged(seen: list[Unit], wanted: Mapping[str, list[str]], period: Period) -> Iterator[Finding]:
    """Unit by unit: the cases in turn, then the books."""
    for unit in seen:
        for chain in wanted[unit.id]:
            yield from replayed(unit, chain)
            yield from sittings.judged(unit, chain)
        yield from absences.judged(unit, period)
        yield from books.judged(unit, period)
