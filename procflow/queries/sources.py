"""Where the lines of an opening balance were written before: the page of the former register, as the case that brought them in says. It tells nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit
from procflow.facts.cases import CASE, taken
from procflow.guards.opening import OPENING
from procflow.guards.sheets import RECORDED
from procflow.queries import entries

WRITING = (*RECORDED, "correct")


def sources(session: Session, rows: Iterable[Any]) -> dict[str, str]:
    """For each line that was brought in, by its id: its source. The entries of a record stand in the order of the lines of its sheet."""
    found: dict[str, str] = {}
    brought = [row for row in rows if OPENING in row.flags.split()]
    for record in entries.records(session, brought).values():
        booked = [
            each for each in audit.whole(session, record.body["effects"]) if each["kind"] == "entry" and OPENING in each["flags"].split()
        ]
        found |= {entry["entry_id"]: str(line["source"]) for entry, line in zip(booked, sheet(session, record), strict=True)}
    return found


def sheet(session: Session, record: audit.Record) -> list[Any]:
    """The lines that a record posted: its own, or those that were written last before it."""
    (case,) = CASE.all(session, of=record.case_id)
    steps = taken(session, case.taken)
    until = [each.event for each in steps].index(record.event_id)
    if steps[until].step in WRITING:
        return list(steps[until].form["lines"])
    return list([each for each in steps[:until] if each.step in RECORDED][-1].form["lines"])
