"""Who keeps out of what, procedure by procedure: the guards against self-dealing, read from the tables that the engine asks. It asks no case."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.grammar import Procedure

CODE = "SELF_DEALING"


@dataclass(frozen=True, slots=True)
class Separation:
    """One rule: its sentence and the steps that are held to it, as message ids; the clauses that ask for it."""

    guard: str
    sentence: str
    steps: tuple[str, ...]
    clauses: tuple[str, ...]


def separations(table: Procedure) -> tuple[Separation, ...]:
    """In the order of the table; what several steps are held to is told once."""
    found: dict[str, tuple[str, list[str], list[str]]] = {}
    for row in table.steps:
        for one in (*row.when, *row.fits):
            if one.code == CODE:
                _, steps, clauses = found.setdefault(one.name, (one.sentence, [], []))
                steps.append(row.title)
                clauses += (one.clause or row.clause).split()
    return tuple(
        Separation(guard, sentence, tuple(dict.fromkeys(steps)), tuple(dict.fromkeys(clauses)))
        for guard, (sentence, steps, clauses) in found.items()
    )
