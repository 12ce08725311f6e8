"""The part of a step's form that is the same for several cases: an opinion, a resolution, to whom. The rest each case brings itself. It takes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from marshmallow import Schema
from werkzeug.datastructures import MultiDict

from procflow.engine import Command
from procflow.forms import Code, Form, Person, Text, Yes
from procflow.grammar import Procedure
from procflow.web import acting, offers, together
from procflow.web.acting import Act, Target
from procflow.web.fields import FieldView, describe
from procflow.web.forms import Filled, fill, flat, typed
from procflow.web.own.reach import own_phrases

HAND_OVER = "hand_over"  # the one desk act for several at once
SAME = (Text, Code, Person, Yes)


@dataclass(frozen=True)
class Shared:
    """A step that several cases can take: as the first of them shows it, and what was sent for all."""

    act: Act
    asks: type[Form]
    filled: Filled

    @property
    def step(self) -> str:
        return self.act.target.step

    @property
    def open(self) -> bool:
        """Whether the reader may take it on that case, as far as anybody can say before the form."""
        return self.act.form.kind == "open"

    @property
    def views(self) -> list[FieldView]:
        found = describe(self.asks, self.act.choices, self.filled.values, self.filled.errors)
        phrases = self.act.form.phrases
        return [
            replace(view, phrases=(*own_phrases(), *phrases.get(view.name, view.phrases))) if view.kind == "textarea" else view
            for view in found
        ]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return flat(self.asks, self.filled.values)


def named(table: Procedure) -> tuple[str, ...]:
    """What may be done at once with several cases of this procedure; the table says so."""
    return () if table.singly else (*table.together, HAND_OVER)


def steps(table: Procedure, state: str) -> tuple[str, ...]:
    """Those of them that leave the state."""
    leaving = {row.name for row in (*table.leaving(state), *table.common)}
    return tuple(each for each in named(table) if each in leaving)


def opened(no: str, step: str) -> Shared:
    """The step as it is first shown."""
    target = Target.case(no, step)
    form = acting.asked(target)
    return Shared(Act(target, form, offers.choices(form.choices), Filled({})), part(form.asks), Filled({}))


def sent(no: str, step: str, posted: MultiDict[str, str]) -> Shared:
    found = opened(no, step)
    return replace(found, filled=fill(found.asks, posted, found.act.choices))


@lru_cache(maxsize=128)
def part(asks: type[Schema] | None) -> type[Form]:
    """The fields that say the same of every case."""
    fields: dict[str, Any] = {name: one for name, one in (asks._declared_fields if asks else {}).items() if isinstance(one, SAME)}  # noqa: SLF001
    return type("Shared", (Form,), fields)


def commands(of: Shared, numbers: Sequence[str], key: str = "", posted: MultiDict[str, str] | None = None) -> list[Command]:
    """The step for each case: what was sent for all, over what the form of each starts with."""
    return [command(of, no, key, posted) for no in numbers]


def command(of: Shared, no: str, key: str, posted: MultiDict[str, str] | None) -> Command:
    target = Target.case(no, of.step)
    form = acting.asked(target)
    starts = typed(form.asks, form.defaults) if form.asks else {}  # type: ignore[arg-type]  # every form of a table is a Form
    act = replace(of.act, target=target, form=form, filled=Filled({**starts, **of.filled.values}), files=())
    if posted is None:
        return act.command(together.DRAFT, version=None)
    return act.command(together.key(key, no), version=None, preview=together.seen(posted, no))
