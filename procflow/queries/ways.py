"""The ways that leave a state, for one reader: open, or explained by what is missing, when it opens, or whose it is. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.decide import KINDS, Option, held, options, question
from procflow.errors import Refusal, rank
from procflow.facts import Gathering
from procflow.grammar import TIMER, Facts, Procedure, State, Step
from procflow.queries.barred import instead, kept_out, set_apart
from procflow.queries.people import Named, holders, of_unit
from procflow.queries.titles import roles
from procflow.queries.view import View


@dataclass(frozen=True, slots=True)
class Way:
    """A step that may be taken, or why not: `kind` is open, missing, not_yet, not_yours or recused.

    `roles` take it, `holders` are the people who hold them today (without the reader, where the reader is recused).
    `to` is where it leads, `desks` who is due to act there ("" where only the rules can say).
    """

    step: str
    title: str
    kind: str
    roles: tuple[str, ...]
    holders: tuple[Named, ...]
    to: str
    to_title: str
    desks: tuple[str, ...]
    ends: bool
    refusals: tuple[Refusal, ...]
    asks: type[Schema] | None
    clause: str


@dataclass(frozen=True, slots=True)
class DeskAct:
    """An act common to all procedures that the reader may do now."""

    name: str
    title: str
    clause: str


def ways(of: View, gathering: Gathering) -> tuple[Way, ...]:
    """Every step that leaves the state of the case, for its reader."""
    rows = of.table.leaving(of.row.state)
    facts = gathering.facts({name for row in rows for name in row.sections(form=False)})
    found = by_step(set_apart(of, each) for each in options(of.table, facts))
    said = told(of.session, of.org, of.table, of.row.state, found, of.today, of.positions, of.actor)
    return tuple(replace(each, **instead(of, each.holders)) if kept_out(each.refusals) else each for each in said)


def by_step(found: Iterable[Option]) -> list[Option]:
    """One option for each step: rows that share a step are told as the one that was meant; a row that nobody may take is left out."""
    kept: dict[str, Option] = {}
    for each in found:
        before = kept.get(each.row.name)
        if not each.roles:
            continue
        if before is None or weight(each) < weight(before):
            kept[each.row.name] = each
        elif before.kind == each.kind == "not_yours":
            kept[each.row.name] = replace(before, roles=tuple(dict.fromkeys([*before.roles, *each.roles])))
    return list(kept.values())


def weight(said: Option) -> tuple[bool, bool, int]:
    return said.kind != "open", said.kind == "not_yours", len(said.refusals)


def desk_acts(of: View, gathering: Gathering) -> tuple[DeskAct, ...]:
    """The acts common to all procedures that the reader may do now; none in a case that has come to rest."""
    if not of.table.by_name[of.row.state].open:
        return ()
    common = [row for row in of.table.common if TIMER not in row.named]
    facts = gathering.facts({name for row in common for name in row.sections(form=False)})
    return tuple(DeskAct(row.name, row.title, row.clause) for row in common if held(row, facts) and holds(row, facts))


def holds(row: Step, facts: Facts) -> bool:
    return all(question(each, row, facts)[1] is None for each in row.when)


def told(
    session: Session,
    org: Organisation,
    table: Procedure,
    state: str,
    found: Iterable[Option],
    day: str,
    positions: dict[str, str],
    actor: str,
) -> tuple[Way, ...]:
    """Options with the names of those who hold their roles."""
    given = list(found)
    who = {asked: holders(org, asked, day, positions) for asked in {each.roles for each in given if each.kind != "open"}}
    called = of_unit(session, org, {person for people in who.values() for person in people})
    return tuple(
        way(table, state, each, tuple(Named(person, called[person]) for person in who.get(each.roles, ())), actor) for each in given
    )


def way(table: Procedure, state: str, said: Option, people: tuple[Named, ...], actor: str) -> Way:
    row = said.row
    to = table.by_name.get(row.lands(state))
    others = tuple(each for each in people if each.id != actor) if said.kind == "recused" else people
    return Way(row.name, row.title, said.kind, roles(said.roles), others, to.name if to else "", to.title if to else "", desks(to),
               bool(to and not to.open), said.refusals, row.asks, row.clause)  # fmt: skip


def desks(state: State | None) -> tuple[str, ...]:
    """The titles of the desks of a state, where its table names them outright."""
    if state is None or callable(state.desk) or not state.desk:
        return ()
    return roles((state.desk,) if isinstance(state.desk, str) else state.desk)


def kind_of(refusals: Iterable[Refusal]) -> str:
    """How a step that is one's own is told: open, or by the first thing that stands against it."""
    first = min(refusals, key=lambda each: rank(each.code), default=None)
    return "open" if first is None else KINDS.get(first.code, "missing")
