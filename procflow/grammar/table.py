"""A procedure as a table: states, steps and the guards between them; it holds declarations and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from marshmallow import Schema

from procflow.dates import Span
from procflow.grammar.facts import Facts
from procflow.regimes.rulebook import Rulebook

NEW = "new"
AUTO = "auto"
TIMER = "timer"
EVERYONE = "everyone"
POSITIONS = {"meeting_chair": "meeting", "teller": "meeting"}

Roles = str | tuple[str, ...]
Said = Callable[[Facts], Any]
Begun = Callable[[Rulebook, date, date], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found: whether it holds, and the inputs that the record keeps and the sentence shows."""

    ok: bool
    inputs: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, ok: bool, **inputs: object) -> Finding:
        return cls(bool(ok), inputs)


@dataclass(frozen=True, slots=True)
class Guard:
    """One pure condition, with the sentence and code shown when it does not hold."""

    name: str
    check: Said
    sentence: str
    code: str
    reads: tuple[str, ...]
    clause: str = ""

    def ask(self, facts: Facts) -> Finding:
        answer = self.check(facts.only(self.reads))
        return answer if isinstance(answer, Finding) else Finding(bool(answer))


def guard(sentence: str, code: str = "GUARD_FAILED", reads: str = "", clause: str = "") -> Callable[[Said], Guard]:
    """Make a function of Facts a guard: its refusal sentence, its code, the sections it reads, its source clause."""

    def made(check: Said) -> Guard:
        return Guard(check.__name__, check, sentence, code, tuple(reads.split()), clause)

    return made


def reads(sections: str) -> Callable[[Said], Said]:
    """Say which sections an effect function, a desk or a `by` function looks at."""

    def marked(function: Said) -> Said:
        function.reads = tuple(sections.split())  # type: ignore[attr-defined]  # a mark on the function itself
        return function

    return marked


def reads_of(said: object) -> tuple[str, ...]:
    return getattr(said, "reads", ())


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can lie: who is due to act, within what time, and which step neglect leads to (said by a function where it depends).

    A settled state has no desk; where it names a step of neglect, the clock alone waits there.
    """

    name: str
    title: str
    desk: Roles | Said = ""
    within: Span | Said | None = None
    overdue: str | Said = ""
    settled: bool = False
    final: bool = False

    @property
    def open(self) -> bool:
        return not (self.settled or self.final)


@dataclass(frozen=True, slots=True)
class Step:
    """One row: the step, what it is called, from where to where, by whom, with what form, when, and what follows.

    A loop keeps task and deadline, but for one that `hands_on`: the desk whose turn it is then gets a new task.
    """

    name: str
    title: str
    source: str | tuple[str, ...]
    to: str
    by: Roles | Said
    asks: type[Schema] | None = None
    when: tuple[Guard, ...] = ()
    fits: tuple[Guard, ...] = ()
    then: tuple[Said, ...] = ()
    clause: str = ""
    hands_on: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def form(self) -> Schema | None:
        """Its form, made once for all."""
        return made(self.asks) if self.asks else None

    @property
    def named(self) -> tuple[str, ...]:
        """The roles named outright; none where a function says them."""
        return () if callable(self.by) else (self.by,) if isinstance(self.by, str) else self.by

    def lands(self, state: str) -> str:
        """Where it leads from this state: a step without a target stays where it is."""
        return self.to or state

    def roles(self, facts: Facts) -> tuple[str, ...]:
        """Who may take it: role ids, a regime's path asked where `by` is a function."""
        said = self.by(facts.only(reads_of(self.by))) if callable(self.by) else self.by
        return (said,) if isinstance(said, str) else tuple(said)

    def sections(self, *, form: bool = True) -> set[str]:
        """The sections of Facts that deciding this row needs (without its form: only what `when` needs)."""
        guards = self.when + (self.fits if form else ())
        said: Iterable[object] = (self.by, *(self.then if form else ()))
        places = {"meeting"} & {POSITIONS.get(role, "") for role in self.named}
        return {name for one in guards for name in one.reads} | {name for one in said for name in reads_of(one)} | places


@cache
def made(asks: type[Schema]) -> Schema:
    """The form, made once for all: a schema holds no state of a load, and making one is dear."""
    return asks()


@dataclass(frozen=True, eq=False)
class Procedure:
    """A whole procedure: `code` is its part of a case number, `about` what a case is about (member, unit or period).

    `offered` says whether a unit's rules have it at all; one that they have not is not shown among what may be begun.
    `counts_in` says for which period a case counts, asked anew after each of its steps (else the one it began with).
    `opens` names the periods that the clock must have begun by a day, under a regime, where rules were in force since another day.
    `for_period` says that whoever begins one about a member also says for which period.
    `together` names the steps by which somebody agrees or checks, which may be taken on several cases at once, each its own decision;
    of what is `singly` decided (points taken off, grades, objections, dispositions) no act at all is.
    `common` are the desk acts that every procedure has; they leave the state and the version as they are.
    """

    key: str
    title: str
    code: str
    edition: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    about: str = "member"
    opens: Begun | None = None
    offered: Callable[[Rulebook], bool] | None = None
    counts_in: Said | None = None
    clause: str = ""
    for_period: bool = False
    together: tuple[str, ...] = ()
    singly: bool = False
    common: tuple[Step, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def rows(self) -> dict[str, tuple[Step, ...]]:
        steps = (*self.steps, *self.common)
        return {name: tuple(step for step in steps if step.name == name) for name in dict.fromkeys(step.name for step in steps)}

    def leaving(self, state: str) -> tuple[Step, ...]:
        return self._leaving.get(state, ())

    def automatic(self, state: str) -> tuple[Step, ...]:
        return self._automatic.get(state, ())

    @cached_property
    def _leaving(self) -> dict[str, tuple[Step, ...]]:
        states = (NEW, *self.by_name)
        return {state: tuple(step for step in self.steps if state in step.sources) for state in states}

    @cached_property
    def _automatic(self) -> dict[str, tuple[Step, ...]]:
        return {state: tuple(step for step in rows if step.by == AUTO) for state, rows in self._leaving.items() if state != NEW}
