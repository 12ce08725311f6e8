"""What the sources leave open, for the reference: each row of the policies with the parameters that settle it and what carries the rest. It settles none."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from procflow.regimes.editors import PAGES
from procflow.regimes.rulebook import load
from procflow.regimes.schema import LEAVES

TWO = ("township_star", "bureau_quarterly")


def rows() -> dict[str, Any]:
    """Of each row its question, its parameters and what carries it otherwise ("" for nothing), in order."""
    return {
        name: {"asks": said["asks"], "parameters": settling(name, tuple(said.get("also", ()))), "otherwise": said.get("otherwise", "")}
        for name, said in known().items()
    }


def settling(name: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """The parameters whose clause names the row in one of the two regimes, and those that settle it beside them."""
    return tuple(dict.fromkeys((*(path for path, clauses in cited().items() if name in clauses), *also)))


@cache
def cited() -> dict[str, frozenset[str]]:
    """The clauses of each parameter, in either regime."""
    books = [load(plan) for plan in TWO]
    return {path: frozenset(clause for book in books for clause in book.clause(path).split()) for path in LEAVES}


@cache
def known() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PAGES / "questions.yaml").read_text(encoding="utf-8"))
    return found
