"""What the steps of a motion, a run-off or an election say of its vote: where it is held, who stands, what each got, who was chosen. It counts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from procflow.facts import Gathering
from procflow.forms import Count, Lines, Person
from procflow.grammar import made

ELECTION = "points_group_election"
TALLY = ("in_favour", "against", "abstained", "void", "returned")
NAMES = ("options", "candidates")
COUNTED = {Person, Count}  # the fields of a line that counts the votes for a person

Steps = Sequence[tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Ballot:
    """People by their ids; `tally` and `votes` are those of the last count, empty before there was one."""

    kind: str
    meeting: str
    standing: tuple[str, ...]
    tally: Mapping[str, int]
    votes: Mapping[str, int]
    chosen: tuple[str, ...]


def ballot(procedure: str, steps: Steps) -> Ballot:
    """The vote as the steps taken so far tell it."""
    meetings = [str(form["meeting"]) for _, form in steps if form.get("meeting")]
    standing = next((form[name] for _, form in reversed(steps) for name in NAMES if form.get(name)), ())
    counted = next((form for _, form in reversed(steps) if "returned" in form), {})
    votes = {str(line["person"]): int(line.get("votes", line.get("in_favour", 0))) for line in counted.get("votes") or ()}
    kind = "election" if procedure == ELECTION else str(steps[0][1].get("kind", ""))
    return Ballot(kind, meetings[-1] if meetings else "", tuple(standing), {name: int(counted.get(name) or 0) for name in TALLY if counted},
                  votes, chosen(steps, votes))  # fmt: skip


def chosen(steps: Steps, votes: Mapping[str, int]) -> tuple[str, ...]:
    """The elected, or the one whom a run-off that was carried chose."""
    step, form = steps[-1]
    return tuple(form.get("elected") or ()) or ((max(votes, key=lambda person: votes[person]),) if step == "pass" and votes else ())


def electable(gathering: Gathering, asks: type[Schema] | None) -> frozenset[str] | None:
    """Whom a form about a vote may name: those who stand where votes are counted, formal members where candidates are named; None for anybody."""
    given = made(asks).fields if asks else {}
    counts = any(isinstance(one, Lines) and {type(each) for each in made(one.schema).fields.values()} == COUNTED for one in given.values())
    standing = next((taken.form[name] for taken in reversed(gathering.case.taken) for name in NAMES if taken.form.get(name)), None)
    if counts and standing:
        return frozenset(standing)
    return (
        frozenset(name for name, seen in gathering.org.people(gathering.day).items() if seen.standing == "formal")
        if "candidates" in given
        else None
    )
