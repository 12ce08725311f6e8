"""What a case gave somebody to do by a day: each stay in a state that has a deadline, and the day on which the case left it. It moves no deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from procflow.conformance.duties.judged import judged
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.grammar import TIMER

# Stays that last until a day rather than are over by it (a window, a term, the meeting's day), and those that the calendar of the unit counts by itself.
ELSEWHERE = frozenset({
    "quarterly_closing.open", "quarterly_closing.cutoff", "quarterly_closing.compiled", "quarterly_closing.publicised", "quarterly_closing.member_check",
    "annual_rating.publicised", "base_registration.recorded", "deduction_proposal.hearing", "probation_case.awaiting_term", "probation_case.publicised",
    "probation_case.extended", "late_supplement.attested", "unqualified_handling.rectifying", "objection_review.feedback_given",
    "objection_review.reconsidered",
})  # fmt: skip


@dataclass
class Stay:
    """A case in a state: since which record, until which; the last day, and whose turn it was."""

    state: str
    began: Line
    due: str = ""
    desks: set[str] = field(default_factory=set)
    left: Line | None = None


def of_case(unit: Unit, chain: str) -> Iterator[Obligation]:
    """Every stay with a day by which it was to end; one that the clock ended as declared gave nobody a duty."""
    table = unit.table(unit.chains[chain][0])
    if table is None:
        return
    for stay in stays(unit.chains[chain]):
        key = f"{table.key}.{stay.state}"
        if not stay.due or key in ELSEWHERE or stay.state not in table.states or not table.open(stay.state):
            continue
        lapsed = stay.left is not None and stay.left.body["actor"]["role"] == TIMER
        done = stay.left.on if stay.left and not lapsed else ""
        refs = (stay.began.ref, *([stay.left.ref] if stay.left else []))
        yield judged(unit, key, str(table.states[stay.state]["title"]), clause(unit, stay), stay.due, done, refs,
                     chain=chain, who="、".join(sorted(stay.desks)), applies=not lapsed)  # fmt: skip


def stays(lines: list[Line]) -> Iterator[Stay]:
    """In order; a loop that hands on begins a new stay, another loop does not."""
    now: Stay | None = None
    for line in (each for each in lines if each.done):
        tasks = [each for each in line.effects if each["kind"] == "task"]
        if now and (line.body["to"] != now.state or tasks):
            now.left = line
            yield now
            now = None
        now = now or Stay(str(line.body["to"]), line)
        for each in tasks:
            now.due = max(now.due, str(each["due"]))
            now.desks.add(str(each["desk"]))
        for each in line.effects:
            if each["kind"] == "redate" and now.due:
                now.due = str(each["due"])
    if now:
        yield now


def clause(unit: Unit, stay: Stay) -> str:
    """That of the step which ended the stay, else of the one which began it."""
    return str((stay.left or stay.began).body["clause"])
