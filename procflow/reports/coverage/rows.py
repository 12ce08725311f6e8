"""The coverage of the rules, row by row: put together from the tables, the regimes, the declared catalogue and the citations. It formats nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from procflow.grammar import Procedure, Step
from procflow.machines import tables
from procflow.regimes.rulebook import bundled, load
from procflow.reports.coverage.catalogue import FOLDER, Clause, clauses, registers

CITED = FOLDER / "cited.json"


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with the procedures and their steps that name it, what else carries it, the tests that cite it, the registers it writes.

    `steps` are pairs of procedure and step; `carried` pairs of a kind and a name; `parameters` the paths of regime files.
    """

    clause: Clause
    steps: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def implemented(self) -> bool:
        return bool(self.steps or self.carried or self.parameters)

    @property
    def covered(self) -> bool:
        return self.implemented and bool(self.tests)


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: tuple[Row, ...]

    @property
    def covered(self) -> int:
        return sum(row.covered for row in self.rows)


@cache
def coverage() -> Coverage:
    """Every clause; the citations as they were recorded from the tests when the package was made."""
    by_step, by_parameter = stepped(), ruled()
    tests = json.loads(CITED.read_text(encoding="utf-8"))
    return Coverage(
        tuple(
            Row(
                each,
                by_step.get(each.id, ()),
                tuple(shown for shown in each.shown if there(*shown)),
                by_parameter.get(each.id, ()),
                tuple(tests.get(each.id, ())),
            )
            for each in clauses()
        )
    )


def stepped() -> dict[str, tuple[tuple[str, str], ...]]:
    """The steps by clause: those whose row or one of whose guards names it; a clause of a table alone stands with an empty step."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for key, table in tables().items():
        for step in table.steps:
            for clause in named(step):
                found.setdefault(clause, {})[key, step.name] = None
        for clause in table.clause.split():
            if not any(procedure == key for procedure, _ in found.get(clause, {})):
                found.setdefault(clause, {})[key, ""] = None
    return {clause: tuple(pairs) for clause, pairs in found.items()}


def named(step: Step) -> list[str]:
    return " ".join([step.clause, *(guard.clause for guard in (*step.when, *step.fits))]).split()


def ruled() -> dict[str, tuple[str, ...]]:
    """The parameters of the bundled regimes by the clause that they stand on; rows of lists by the name of the list."""
    found: dict[str, dict[str, None]] = {}
    for regime in bundled():
        book = load(regime)
        said = [(each.path, each.clause) for each in book.policies()]
        said += [("items", each.clause) for each in book.items()]
        said += [(name, each.clause) for name, listed in (("grades", book.grades), ("gaps", book.gaps)) for each in listed]
        said += [("quota.levels", each.clause) for each in book.levels]
        for path, by in said:
            for clause in by.split():
                found.setdefault(clause, {})[path] = None
    return {clause: tuple(paths) for clause, paths in found.items()}


def there(kind: str, name: str) -> bool:
    """Whether what is said to carry a clause is there yet: only a procedure or a step of one may be missing."""
    key, _, step = name.partition(".")
    table: Procedure | None = tables().get(key)
    if kind not in {"procedure", "step"}:
        return True
    return table is not None and (not step or step in table.rows)


def registers_of(procedure: str, step: str) -> tuple[str, ...]:
    """The registers that a step writes."""
    return tuple(each.id for each in registers() if (procedure, step) in each.written_by)
