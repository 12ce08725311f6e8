"""A table as canonical data under its hash: what a record names and replay reads. It must not depend on memory addresses or order."""

from __future__ import annotations

from functools import cache
from typing import Any

from procflow import canon
from procflow.dates import Span
from procflow.grammar.table import Guard, Procedure, State, Step


@cache
def edition(table: Procedure) -> tuple[str, bytes]:
    """The hash and the canonical bytes of a table."""
    body = canon.dumps(as_data(table))
    return canon.sha256(body), body


def as_data(table: Procedure) -> dict[str, Any]:
    return {
        "key": table.key, "title": table.title, "code": table.code, "edition": table.edition, "about": table.about,
        "opens": named(table.opens), "states": [state(each) for each in table.states], "steps": [step(each) for each in table.steps],
    }  # fmt: skip


def state(one: State) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "desk": named(one.desk), "within": str(one.within) if isinstance(one.within, Span) else named(one.within),
        "overdue": named(one.overdue), "settled": one.settled, "final": one.final,
    }  # fmt: skip


def step(one: Step) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "sources": list(one.sources), "to": one.to, "by": named(one.by), "clause": one.clause,
        "asks": asked(one), "when": [guard(each) for each in one.when], "fits": [guard(each) for each in one.fits],
        "then": [named(each) for each in one.then], **({"hands_on": True} if one.hands_on else {}),
    }  # fmt: skip


def guard(one: Guard) -> dict[str, str]:
    return {"name": one.name, "code": one.code, "sentence": one.sentence, "clause": one.clause}


def asked(one: Step) -> dict[str, Any] | None:
    if one.asks is None:
        return None
    return {"form": one.asks.__name__, "fields": [[name, type(each).__name__] for name, each in one.asks().fields.items()]}


def named(said: Any) -> Any:
    """Role ids as they are, a function by its name."""
    if callable(said):
        return {"function": said.__name__}
    return list(said) if isinstance(said, tuple) else said
