"""The clauses T1–T20 and B1–B40 and the registers R1–R16, as declared in the two data files beside it; it knows no table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in a sentence of our own (a message id), the registers it writes, and what shows it beside the steps that name it.

    `shown` are pairs: a kind (procedure, step, role, fact, regime) and the name.
    """

    id: str
    says: str
    registers: tuple[str, ...]
    shown: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A register by its number; its usual title (a message id), and the steps that write it as pairs of procedure and step."""

    id: str
    title: str
    written_by: tuple[tuple[str, str], ...]


@cache
def clauses() -> tuple[Clause, ...]:
    return tuple(
        Clause(row["id"], row["say"], tuple(row.get("registers", ())), tuple(pair(each, " ") for each in row.get("shown", ())))
        for row in read("clauses.yaml")
    )


@cache
def registers() -> tuple[Register, ...]:
    found = read("registers.yaml").items()
    return tuple(Register(name, row["title"], tuple(pair(each, ".") for each in row["written_by"])) for name, row in found)


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def pair(written: str, mark: str) -> tuple[str, str]:
    first, _, second = written.partition(mark)
    return first, second
