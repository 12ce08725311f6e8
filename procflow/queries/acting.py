"""The form of one step: its schema, what its fields may choose from, and what they start with. It prepares an act and takes none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow.decide import Option, admit, held, meant, question
from procflow.errors import NotFound, Refusal
from procflow.grammar import EVERYONE, Procedure, Step, reads_of
from procflow.queries.ballots import electable
from procflow.queries.barred import set_apart
from procflow.queries.beginning import Beginning, beginning
from procflow.queries.choices import Choices, choices
from procflow.queries.defaults import defaults, named_cases, phrases
from procflow.queries.people import Named, holders, of_unit
from procflow.queries.titles import roles
from procflow.queries.view import View, view
from procflow.queries.ways import kind_of


@dataclass(frozen=True)
class ActForm:
    """A step about to be taken. `kind` and `refusals` as a `Way`'s; `rows` are those of its name that leave this state.

    `defaults` are values as the form loads them (points in hundredths); `phrases` stock sentences by field.
    """

    no: str
    unit: str
    procedure: str
    procedure_title: str
    table: Procedure
    step: str
    title: str
    rows: tuple[Step, ...]
    asks: type[Schema] | None
    subject: Named
    period: str
    version: int
    kind: str
    roles: tuple[str, ...]
    holders: tuple[Named, ...]
    refusals: tuple[Refusal, ...]
    choices: Choices
    defaults: Mapping[str, Any]
    phrases: Mapping[str, tuple[str, ...]]
    clause: str


def act_form(
    session: Session,
    actor: str,
    day: date,
    step: str,
    *,
    no: str = "",
    procedure: str = "",
    unit: str = "",
    subject: str = "",
    period: str = "",
) -> ActForm:
    """The form of a step of a case, or of the first step of one to begin. Raises NotFound for a case, step or unit out of sight."""
    of: View | Beginning = view(session, actor, day, no) if no else beginning(session, actor, day, procedure, unit, subject, period)
    table, gathering = of.table, of.gathering()
    leaving = [row for row in (*table.leaving(of.case.state), *table.common) if row.name == step]
    rows = tuple(leaving or table.rows.get(step, ()))
    if not rows or (not no and not leaving):
        raise NotFound
    whose = {
        name for row in table.rows.get(step, ()) for name in reads_of(row.by)
    }  # rows of other states too: who is admitted is asked of all
    facts = gathering.facts({name for row in rows for name in row.sections(form=False)} | whose)
    mine = [each for each in rows if held(each, facts)] or list(rows)
    row = meant(mine, facts) if leaving and len(mine) > 1 else mine[0]
    kind, refusals = standing(table, row, facts)
    asked = tuple(dict.fromkeys(name for each in rows for name in each.roles(facts)))
    if isinstance(of, View) and kind == "not_yours":
        apart = set_apart(of, Option(row, asked, kind))
        kind, refusals = apart.kind, apart.refusals
    who = holders(of.org, asked, of.today, of.positions) if kind == "not_yours" and EVERYONE not in asked else ()
    called = of_unit(session, of.org, {of.case.subject, *who})
    if of.case.subject == of.case.unit:
        called[of.case.subject] = of.org.unit.title
    actor_seen, cycle = gathering.sections["actor"], of.case.period[:4]
    offered = choices(session, of.org, gathering.rules, actor_seen, day, row.asks, subject=of.case.subject, cycle=cycle, besides=no)
    if kind == "not_yours":
        offered = replace(offered, codes=dict.fromkeys(offered.codes, ()))
    few = electable(gathering, row.asks)
    if few is not None:
        offered = replace(offered, people=tuple(each for each in offered.people if each.value in few))
    return ActForm(
        no, of.case.unit, table.key, table.title, table, step, row.title, rows, row.asks, Named(of.case.subject, called[of.case.subject]),
        of.case.period, of.case.version, kind, roles(asked), tuple(Named(person, called[person]) for person in who), refusals,
        replace(offered, codes={**offered.codes, **named_cases(session, gathering, row)}), defaults(session, gathering, row), phrases(row.asks), row.clause,
    )  # fmt: skip


def standing(table: Procedure, row: Step, facts: Any) -> tuple[str, tuple[Refusal, ...]]:
    """The kind of this row for the reader, and what stands against it before any form; guards are asked in a state that the row leaves alone."""
    if not held(row, facts):
        return "not_yours", ()
    early = admit(table, row.name, facts)
    refusals = early.refusals if early else tuple(refusal for each in row.when if (refusal := question(each, row, facts)[1]))
    return kind_of(refusals), refusals
