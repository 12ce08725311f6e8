"""What follows by itself: AUTO rows of the cases a step touched and of all cases linked to them, until none fires."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, or_, select

from procflow.audit import Record
from procflow.db import Prepared
from procflow.decide import automatic as holding
from procflow.engine.act import Act
from procflow.engine.attempt import automatic
from procflow.engine.take import carry, tangled
from procflow.models import CaseLink

MOST_ROUNDS = 16
TIES = Prepared(
    select(CaseLink.case_id, CaseLink.other_id).where(or_(CaseLink.case_id == bindparam("of"), CaseLink.other_id == bindparam("of_too")))
)


def follow(act: Act, first: Record) -> Record:
    """The first record with every one that it caused. Raises Undone when rows compete or do not come to rest."""
    if first.refused:
        return first
    caused = flat(first.caused)
    for _ in range(MOST_ROUNDS):
        fired = [record for case_id, cause in around(act).items() if (record := fire(act, act.reload(case_id), cause))]
        if not fired:
            return Record(first.body, first.hash, caused)
        caused += flat(fired)
    raise tangled("、".join(dict.fromkeys(f"{each.body['procedure']['id']}.{each.body['transition']}" for each in fired)))


def flat(records: Iterable[Record]) -> tuple[Record, ...]:
    """Records with those that they caused, in the order in which they were written."""
    return tuple(each for record in records for each in (Record(record.body, record.hash), *flat(record.caused)))


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
        raise tangled("、".join(each.fired.title for each in found))
    if not found:
        return None
    attempt.step = found[0].fired.name
    return carry(attempt, facts, found[0])


def around(act: Act) -> dict[str, Record]:
    """The cases touched since last asked and those linked to them, each with the record that touched it last; none that is known to lie still."""
    found: dict[str, Record] = {}
    for case_id, record in act.touched.items():
        found[case_id] = record
        for row in TIES.all(act.session, of=case_id, of_too=case_id):
            found |= {row.case_id: record, row.other_id: record}
    still = {case_id for case_id, record in act.touched.items() if not stirs(act, record)}
    act.touched.clear()
    return {case_id: record for case_id, record in found.items() if case_id not in still}


def stirs(act: Act, record: Record) -> bool:
    """Whether an AUTO row leaves the state that this record brought its case to."""
    return bool(act.table(record.body["procedure"]["id"]).automatic(record.body["to"]))
