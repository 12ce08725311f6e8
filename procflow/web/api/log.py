"""The sealed log for programs that watch it: how it stands, what is wrong, who witnessed it. For those who oversee; it checks no hash."""

from __future__ import annotations

from procflow.errors import NotFound
from procflow.proof.standing import Standing
from procflow.queries.seats import seats
from procflow.web.api.operations import Ask, Operation
from procflow.web.sealing import PROVERS, log_stands


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/log", "log", "封存日志的现状：封存、签名、见证到哪里，有什么要处理", stands, Standing, part="events", some=True),
    )


def stands(ask: Ask) -> Standing:
    """Raises NotFound for whoever does not oversee."""
    if not any(each.roles & PROVERS for each in seats(ask.reading, ask.actor, ask.day).values()):
        raise NotFound
    return log_stands()
