"""An attempt at one step: by whom, in what role, with what form, caused by what; and its decision. It reads and decides, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from marshmallow import Schema, ValidationError

from procflow.audit import Record
from procflow.decide import admit, ask, claimed, meant
from procflow.engine.act import Act
from procflow.errors import Invalid
from procflow.facts import Gathering
from procflow.grammar import AUTO, NEW, SYSTEM, ActorSeen, CaseSeen, Decision, Facts, Procedure, Start, Step, Taken, reads_of

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
OF_FORM = frozenset({"resolution", "named"})  # read from what the form says, so not before it is read
BY_ITSELF = ActorSeen(SYSTEM, frozenset({AUTO}))


@dataclass
class Attempt:
    """`raw` is the form as it came, `form` as `schema` read it; `row` the case as it lies, None for one that begins."""

    act: Act
    table: Procedure
    case: CaseSeen
    regime: str
    step: str
    gathering: Gathering
    raw: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    version: int | None = None
    preview: str = ""
    cause: Record | None = None
    row: Any = None
    form: Mapping[str, Any] = field(default_factory=dict)
    schema: Schema | None = None

    @property
    def actor(self) -> ActorSeen:
        return self.gathering.sections["actor"]  # type: ignore[no-any-return]

    @property
    def begins(self) -> bool:
        return self.case.state == NEW

    def decide(self) -> tuple[Facts, Decision]:
        """Admit the caller first; only then is the form read, and the row asked."""
        rows = self.table.rows.get(self.step, ())
        facts = self.gathering.facts(positions(rows), files=self.files)
        refused = admit(self.table, self.step, facts, version=self.version)
        if refused is not None:
            return facts, refused
        wanted, mine = {name for row in rows for name in row.sections()}, claimed(self.table, self.step, facts)
        row = mine[0] if len({row.asks for row in mine}) == 1 else meant(mine, self.gathering.facts(wanted - OF_FORM))
        self.form, self.schema = read(row, self.raw), row.form
        facts = self.gathering.facts(wanted, form=self.form)
        return facts, ask(self.table, self.step, facts, row.asks)

    def after(self, row: Step, event: str, case_id: str, no: str, regime: str) -> tuple[CaseSeen, Facts]:
        """The case as this row leaves it, under these rules, with the facts that its next desk and deadline are read from."""
        to = row.lands(self.case.state)
        taken = Taken(row.name, self.actor.person, self.act.day, self.form, event, str(self.form.get("resolution") or ""), to, self.files)
        version = self.case.version + (row not in self.table.common)
        since = self.case.since if to == self.case.state else self.act.day
        case = replace(self.case, id=case_id, no=no, state=to, version=version, since=since, taken=(*self.case.taken, taken))
        state = self.table.by_name[to]
        gathering = self.gathering if regime == self.regime else self.act.gathering(case, regime, self.actor)
        gathering.case = case
        said = (state.desk, state.within, self.table.counts_in)
        facts = gathering.facts({name for one in said for name in reads_of(one)}, case=case)
        if self.table.counts_in and row not in self.table.common:
            case = replace(case, period=self.table.counts_in(facts))
        return case, facts


def asked(act: Act) -> Attempt:
    """The attempt that the command asks for. Raises Invalid for what is no step's name."""
    command = act.command
    if not NAME.fullmatch(command.step):
        raise Invalid({"step": ["没有这项操作"]})
    table = act.table(act.row.procedure if act.row else command.procedure)
    case, regime = (act.seen(act.row), act.row.regime) if act.row else act.beginning(table)
    gathering = act.gathering(case, regime, act.caller(case))
    files = tuple(dict.fromkeys(command.files))
    return Attempt(act, table, case, regime, command.step, gathering, command.form, files, command.version, command.preview, row=act.row)


def automatic(act: Act, row: Any, cause: Record) -> Attempt:
    """The attempt at an AUTO row of a case that somebody's step touched; which row, `step` will say."""
    case = act.seen(row)
    gathering = act.gathering(case, row.regime, BY_ITSELF)
    return Attempt(act, act.table(row.procedure), case, row.regime, "", gathering, cause=cause, row=row)


def opened(parent: Attempt, said: Start, case_id: str, no: str, cause: Record) -> Attempt:
    """The attempt at beginning a case that another one starts, under the same rules."""
    act, table = parent.act, parent.act.table(said.procedure)
    case = CaseSeen(case_id, no, parent.case.unit, table.key, NEW, 0, said.subject, said.period, SYSTEM)
    gathering = act.gathering(case, parent.regime, BY_ITSELF)
    return Attempt(act, table, case, parent.regime, said.step, gathering, said.form, cause=cause)


def positions(rows: Iterable[Step]) -> set[str]:
    """What must be known to tell whether the caller may take one of these rows."""
    rows = tuple(rows)
    wanted = {name for row in rows for name in reads_of(row.by)}
    return wanted | ({"meeting"} if any({"meeting_chair", "teller"} & set(row.named) for row in rows) else set())


def read(row: Step, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form as its schema reads it; Invalid names every field that cannot be read."""
    if row.form is None:
        if raw:
            raise Invalid({name: ["没有这一项"] for name in raw})
        return {}
    try:
        return row.form.load(raw)  # type: ignore[no-any-return]
    except ValidationError as problem:
        raise Invalid(flat(problem.messages)) from None


def flat(messages: Any, at: str = "") -> dict[str, list[str]]:
    """Nested messages of a schema by dotted field: `lines.3.points`."""
    if isinstance(messages, list):
        return {at or "form": messages}
    found: dict[str, list[str]] = {}
    for name, inner in messages.items():
        found |= flat(inner, f"{at}.{name}" if at else str(name))
    return found
