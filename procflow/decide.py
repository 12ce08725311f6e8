"""Whether a step may be taken, and what follows: pure; the only module that knows `transitions`.

`transitions` decides which row fires: one shared machine for each table, asked with a throw-away token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from marshmallow import Schema
from transitions import EventData, Machine

from procflow.errors import Refusal, rank
from procflow.grammar import AUTO, EVERYONE, TIMER, Asked, Decision, Facts, Guard, Procedure, Step, guard
from procflow.grammar.effects import Effect

logging.getLogger("transitions").setLevel(logging.WARNING)

UNATTENDED = (AUTO, TIMER)


@guard("代党员录入的，须附本人签字的纸质材料（扫描或拍照）", code="MISSING_EVIDENCE")
def has_the_paper(facts: Facts) -> bool:
    return not facts.actor.entered_for or bool(facts.files)


COMMON = (has_the_paper,)


@dataclass(slots=True)
class Token:
    """What the machine is asked with: a state, the facts, and the answers of the rows asked so far."""

    state: str
    facts: Facts
    role: str = ""
    fired: Step | None = None
    asked: tuple[Asked, ...] = ()
    refused: list[tuple[Step, tuple[Asked, ...], tuple[Refusal, ...]]] = field(default_factory=list)
    asks: type[Schema] | None = None


def decide(table: Procedure, name: str, facts: Facts, *, version: int | None = None) -> Decision:
    """Ask the table for one step, in the order of checks of domain §3; a refusal is a value here, never an exception."""
    return admit(table, name, facts, version=version) or ask(table, name, facts)


def admit(table: Procedure, name: str, facts: Facts, *, version: int | None = None) -> Decision | None:
    """The checks before the row itself: step known, caller's access, state, version. None if all hold."""
    rows = table.rows.get(name)
    if rows is None:
        return refuse("UNKNOWN_TRANSITION", "没有“{step}”这个操作", step=name)
    mine = [row for row in rows if held(row, facts)]
    if not mine:
        return refuse("FORBIDDEN_ROLE", "这一步由{role}办理", role=wanted(rows, facts))
    if not any(facts.case.state in sources(table, row) for row in rows):
        title = table.by_name[facts.case.state].title if facts.case.state in table.by_name else facts.case.state
        return refuse("ILLEGAL_STATE", "现在是“{state}”，“{step}”在别的阶段办", state=title, step=rows[0].title)
    if version is not None and version != facts.case.version:
        return refuse("STALE_VERSION", "事项已被他人更新：您看到的是第 {seen} 版，现在是第 {now} 版", seen=version, now=facts.case.version)
    return None


def claimed(table: Procedure, name: str, facts: Facts) -> list[Step]:
    """The rows of this step that the caller may take from this state; all of them where there is none."""
    rows = table.rows[name]
    return [row for row in rows if held(row, facts) and facts.case.state in sources(table, row)] or list(rows)


def meant(rows: Iterable[Step], facts: Facts) -> Step:
    """Of rows with different forms the one whose form is to be filled in: the first that is not ruled out before any form is read."""
    known = list(rows)
    return next((row for row in known if all(one.ask(facts).ok for one in row.when)), known[0])


def ask(table: Procedure, name: str, facts: Facts, asks: type[Schema] | None = None) -> Decision:
    """The row itself: its own actor, then all its guards, together. The first row that holds fires; only rows of the form that was filled in."""
    token = Token(facts.case.state, facts, asks=asks)
    machine(table).events[name].trigger(token)
    if token.fired is not None:
        return Decision(token.fired, token.role, token.asked, effects_of(token.fired, facts))
    if not token.refused:
        return refuse("FORBIDDEN_ROLE", "这一步由{role}办理", role=wanted(table.rows[name], facts))
    row, asked, refusals = min(token.refused, key=lambda each: len(each[2]))
    return Decision(row, asked=asked, refusals=tuple(sorted(refusals, key=lambda each: rank(each.code))))


def automatic(table: Procedure, facts: Facts) -> list[Decision]:
    """The AUTO rows of this state that hold; more than one is a fault of the table, which the engine refuses."""
    names = dict.fromkeys(row.name for row in table.automatic(facts.case.state))
    return [decision for name in names if (decision := ask(table, name, facts)).row and not decision.refusals]


@dataclass(frozen=True, slots=True)
class Option:
    """A step that leaves this state: open to the caller, or explained (`missing`, `not_yet`, `not_yours`, `recused`)."""

    row: Step
    roles: tuple[str, ...]
    kind: str = "open"
    refusals: tuple[Refusal, ...] = ()


KINDS = {"TOO_EARLY": "not_yet", "OUT_OF_WINDOW": "not_yet", "SELF_DEALING": "recused"}


def options(table: Procedure, facts: Facts) -> list[Option]:
    """Every step that leaves this state, for this caller; guards that need the form are not asked."""
    found = []
    for row in table.leaving(facts.case.state):
        roles = row.roles(facts)
        if set(roles) & set(UNATTENDED):
            continue
        if not held(row, facts):
            found.append(Option(row, roles, "not_yours"))
            continue
        refusals = tuple(refusal for one in row.when if (refusal := question(one, row, facts)[1]))
        kind = KINDS.get(min(refusals, key=lambda each: rank(each.code)).code, "missing") if refusals else "open"
        found.append(Option(row, roles, kind, refusals))
    return found


def held(row: Step, facts: Facts) -> str:
    """The role in which the caller may take this row, or ""; EVERYONE is whoever may see the case."""
    if EVERYONE in row.named:
        return min(facts.actor.roles, default="")
    return next((role for role in row.roles(facts) if role in facts.actor.roles), "")


def sources(table: Procedure, row: Step) -> Iterable[str]:
    """The states from which a row leaves; a common row is there in every open one, the clock's also where it alone waits."""
    waits = TIMER in row.named
    return row.sources if row not in table.common else [each.name for each in table.states if each.open or (waits and each.overdue)]


def wanted(rows: Iterable[Step], facts: Facts) -> str:
    return "、".join(dict.fromkeys(role for row in rows for role in row.roles(facts) if role not in UNATTENDED))


def refuse(code: str, sentence: str, **inputs: object) -> Decision:
    return Decision(refusals=(Refusal(code, sentence, inputs),))


def question(one: Guard, row: Step, facts: Facts) -> tuple[Asked, Refusal | None]:
    finding = one.ask(facts)
    clause = one.clause or row.clause
    asked = Asked(one.name, clause, finding.inputs, finding.ok)
    return asked, None if finding.ok else Refusal(one.code, one.sentence, finding.inputs, one.name, clause)


def effects_of(row: Step, facts: Facts) -> tuple[Effect, ...]:
    """The effects in the order of the row; a function may say one, several or none."""
    found: list[Effect] = []
    for said in row.then:
        answer = said(facts.only(getattr(said, "reads", ())))
        found.extend(answer if isinstance(answer, (list, tuple)) else [] if answer is None else [answer])
    return tuple(found)


@cache
def machine(table: Procedure) -> Machine:
    """One machine for each table, without models, queues or automatic transitions (docs/decisions.md)."""
    made = Machine(model=None, states=["new", *table.by_name], initial="new", auto_transitions=False, send_event=True, queued=False)
    for row in (*table.steps, *table.common):
        for source in sources(table, row):
            made.add_transition(row.name, source, row.lands(source), conditions=[condition(row)])
    return made


def condition(row: Step) -> Callable[[EventData], bool]:
    """A row as the machine asks it. `transitions` compares with True, so the answer is a real bool."""

    def holds(event: EventData) -> bool:
        token = event.model
        assert isinstance(token, Token)  # noqa: S101 - the machine is asked with nothing else
        role = held(row, token.facts)
        if not role or (token.asks and row.asks is not token.asks):
            return False
        answers = [question(one, row, token.facts) for one in (*COMMON, *row.when, *row.fits)]
        asked = tuple(each for each, _ in answers)
        refusals = tuple(refusal for _, refusal in answers if refusal)
        if refusals:
            token.refused.append((row, asked, refusals))
            return False
        token.fired, token.role, token.asked = row, role, asked
        return True

    return holds
