"""What follows by itself: AUTO rows of the cases a step touched and of all cases linked to them, until none fires."""

from __future__ import annotations

from collections import deque
from typing import Any

from sqlalchemy import bindparam, or_, select

from procflow.audit import Record
from procflow.db import Prepared
from procflow.decide import automatic as holding
from procflow.engine.act import Act
from procflow.engine.attempt import automatic
from procflow.engine.take import Tangled, carry
from procflow.models import CaseLink

MOST_ROUNDS = 16
TIES = Prepared(
    select(CaseLink.case_id, CaseLink.other_id).where(or_(CaseLink.case_id == bindparam("of"), CaseLink.other_id == bindparam("of_too")))
)


def follow(act: Act, first: Record) -> Record:
    """The first record with every one that it caused. Raises Tangled when rows compete or do not come to rest."""
    if first.refused:
        return first
    caused = list(first.caused)
    waiting = deque(around(act))
    fired = 0
    while waiting:
        record = fire(act, act.reload(waiting.popleft()), caused[-1] if caused else first)
        if record is None:
            continue
        fired += 1
        if fired > MOST_ROUNDS * max(1, len(act.touched)):
            raise Tangled("…")
        caused += [record, *record.caused]
        waiting.extend(around(act))
    return Record(first.body, first.hash, tuple(caused))


def fire(act: Act, row: Any, cause: Record) -> Record | None:
    """The one AUTO row of this case that holds, taken; None if none does."""
    table = act.table(row.procedure)
    rows = table.automatic(row.state)
    if not rows:
        return None
    attempt = automatic(act, row, cause)
    facts = attempt.gathering.facts({name for each in rows for name in each.sections()})
    found = holding(table, facts)
    if len(found) > 1:
        raise Tangled("、".join(each.fired.title for each in found))
    if not found:
        return None
    attempt.step = found[0].fired.name
    return carry(attempt, facts, found[0])


def around(act: Act) -> list[str]:
    """The cases touched since last asked, and those linked to them."""
    found: dict[str, None] = {}
    for case_id in act.touched:
        found[case_id] = None
        for row in TIES.all(act.session, of=case_id, of_too=case_id):
            found.update({row.case_id: None, row.other_id: None})
    act.touched.clear()
    return list(found)
