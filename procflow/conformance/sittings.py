"""The members' meetings and what was voted there, counted anew from the rolls and tallies: quorum and majority. It opens no ballot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from procflow.conformance.records import Line
from procflow.conformance.seen import MOTION, Unit
from procflow.conformance.shapes import Finding
from procflow.regimes.rulebook import Kind

SHORT = "{meeting}应到{due}人，实到{present}人，不足{least}人，仍表决了“{case}”"
UNCARRIED = "“{case}”赞成{in_favour}票，应到{due}人，须{least}票，仍宣布通过"
NO_ROLL = "{meeting}没有登记到会，仍表决了“{case}”"
DECIDED = ("pass", "not_pass")


@dataclass(frozen=True)
class Vote:
    """One motion at one meeting: `result` is the step that ended it there, "" while it lies; figures as they stand in the records."""

    chain: str
    meeting: str
    kind: str
    result: str
    due: int
    present: int
    written: int
    least_present: int
    least_in_favour: int
    issued: int
    returned: int
    in_favour: int
    against: int
    abstained: int
    void: int
    line: Line

    @property
    def quorum(self) -> bool:
        return self.present >= self.least_present

    @property
    def carried(self) -> bool:
        return self.in_favour >= self.least_in_favour


def votes(unit: Unit, chain: str) -> Iterator[Vote]:
    """Each time the motion was put to a meeting."""
    lines = [line for line in unit.chains[chain] if line.done]
    if not lines or lines[0].body["procedure"]["id"] != MOTION:
        return
    kind, meeting, issued = str(lines[0].form.get("kind") or "points"), "", 0
    for line in lines:
        if line.step == "schedule":
            meeting = str(line.form["meeting"])
        issued = int(line.form.get("issued") or 0) if line.step in ("open_vote", "revote") else issued
        if line.step in (*DECIDED, "adjourn", "defer", "void"):
            yield counted(unit, chain, line, kind, meeting, issued)


def counted(unit: Unit, chain: str, line: Line, kind: str, meeting: str, issued: int) -> Vote:
    book, roll = unit.books[line.body["regime"]["sha256"]], unit.org.meeting(meeting)
    due, present, written = (len(each) for each in ((roll.due, roll.present, roll.written) if roll and roll.roll else ((), (), ())))
    form = line.form
    favour = max((int(each["votes"]) for each in form.get("votes") or ()), default=int(form.get("in_favour") or 0))
    against, abstained, void, returned = (int(form.get(name) or 0) for name in ("against", "abstained", "void", "returned"))
    least = book.least_present(due, cast("Kind", kind)), book.least_in_favour(due)
    return Vote(chain, meeting, kind, line.step, due, present, written, *least, issued, returned, favour, against, abstained, void, line)


def judged(unit: Unit, chain: str) -> Iterator[Finding]:
    """A vote at a meeting that could hold none, and a motion declared carried that was not."""
    for vote in votes(unit, chain):
        said = {"chain": chain, "on": vote.line.on, "meeting": vote.meeting, "case": unit.no(chain)}
        if vote.result in DECIDED and not vote.due:
            yield unit.finding("no_quorum", NO_ROLL, vote.line.ref, **said)
        elif vote.result in DECIDED and not vote.quorum:
            yield unit.finding("no_quorum", SHORT, vote.line.ref, due=vote.due, present=vote.present, least=vote.least_present, **said)
        if vote.result == "pass" and vote.due and not vote.carried:
            yield unit.finding(
                "not_carried", UNCARRIED, vote.line.ref, due=vote.due, in_favour=vote.in_favour, least=vote.least_in_favour, **said
            )
