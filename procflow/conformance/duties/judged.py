"""The state of one duty from its day and what was done: on time, late, missing, made up for, not yet due, or none at all. It looks at nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation, Ref


def judged(unit: Unit, key: str, title: str, clause: str, due: str, done: str, refs: tuple[Ref, ...] = (), *, chain: str = "", subject: str = "",
           who: str = "", hard: bool = False, applies: bool = True, until: str = "", inputs: Mapping[str, object] | None = None) -> Obligation:  # fmt: skip
    """`until` is the last day on which it could be done in the ordinary way: what came after it was made up for.

    A duty without a day (`due` is "") is judged by whether it was done.
    """
    today = unit.reading.as_of.isoformat()
    state = stated(due, done, today, until) if applies else "not_applicable"
    late = days(due, done or today) if due and state in ("late", "missing", "backfilled") else 0
    return Obligation(
        key, clause, title, unit.id, subject or unit.no(chain), unit.no(chain), due, done, state, hard, late, who, refs, inputs or {}
    )


def stated(due: str, done: str, today: str, until: str) -> str:
    if done:
        return "on_time" if not due or done <= due else "backfilled" if until and done > until else "late"
    return "not_due" if due and today <= due else "missing"


def days(due: str, done: str) -> int:
    return (date.fromisoformat(done) - date.fromisoformat(due)).days
