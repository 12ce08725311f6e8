"""What a batch decided about a case that followed by itself: told on the page of that case alone, and of no other item of the batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow import vault
from procflow.facts.cases import taken
from procflow.forms import Text
from procflow.grammar import Step, Taken
from procflow.machines import tables
from procflow.queries.told import ERASED, Told


@dataclass(frozen=True, slots=True)
class Because:
    """The decision as it was entered, its texts opened, without the number of the case that it is told to."""

    asks: type[Schema]
    form: Mapping[str, Any]


def because(session: Session, no: str, linked: Iterable[Any], events: Iterable[Told]) -> dict[str, Because]:
    """By record of this case: the decision of a case about the unit that names this one in its form and caused the record."""
    caused = {each.cause: each.event for each in events if each.cause}
    found = {}
    for row in linked:
        table = tables()[row.procedure]
        if table.about == "unit":
            for each in taken(session, row.taken):
                if each.event in caused and no in each.form.values():
                    found[caused[each.event]] = told(session, table.rows[each.step], each, no)
    return found


def told(session: Session, rows: Iterable[Step], decision: Taken, no: str) -> Because:
    asks = next(row.asks for row in rows if row.asks and row.asks().fields.keys() >= decision.form.keys())
    sealed = {name: str(decision.form[name]) for name, one in asks().fields.items() if isinstance(one, Text) and decision.form.get(name)}
    texts = vault.read(session, sealed.values())
    form = {name: texts.get(sealed[name], ERASED) if name in sealed else value for name, value in decision.form.items() if value != no}
    return Because(asks, form)
