"""The procedures for programs, as they are declared. The read door describes them."""

from __future__ import annotations

from procflow.queries import declared
from procflow.queries.declared import Declared
from procflow.web.api.operations import Ask, Operation


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/procedures", "procedures", "所有程序", every, list[Declared], part="procedures"),
        Operation("GET", "/procedures/<key>", "procedure", "一个程序：状态、步骤、表单、依据", one, Declared, part="procedures"),
    )


def every(ask: Ask) -> list[Declared]:
    return declared.every()


def one(ask: Ask) -> Declared:
    return declared.one(ask.path["key"])
