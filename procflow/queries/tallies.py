"""Paper ballots are entered twice, blind: what one person entered is told to nobody else before another entered theirs too. It compares nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from procflow.audit import Record
from procflow.guards.masses import TALLY
from procflow.queries.told import Told

APPRAISAL, ASKING = "democratic_appraisal", "mass_appraisal"
SEALED = "录入的票数在另一人独立录入之前保密"

Act = tuple[str, str, bool]


def covered(events: Iterable[Told], row: Any, actor: str) -> tuple[Told, ...]:
    """The records of a case, those sealed from this reader without all that was filled in or came of it."""
    given = tuple(events)
    apart = sealed(row, [(each.step, each.by.id, each.refused) for each in given], actor)
    return tuple(
        replace(each, form={}, files=(), guards=(), effects=(), refusals=(), sealed=SEALED) if place in apart else each
        for place, each in enumerate(given)
    )


def uncovered(records: Iterable[Record], row: Any, actor: str) -> list[Record]:
    """The records of a case without those that are sealed from this reader."""
    given = list(records)
    apart = sealed(row, [(str(each.body["transition"]), each.body["actor"]["id"], each.refused) for each in given], actor)
    return [each for place, each in enumerate(given) if place not in apart]


def sealed(row: Any, acts: list[Act], actor: str) -> frozenset[int]:
    """The places of other people's tallies, refused attempts too, after the last that two people entered; none once the stage is over."""
    if (row.procedure, row.state) != (APPRAISAL, ASKING):
        return frozenset()
    first, since = "", 0
    for place, (step, by, refused) in enumerate(acts):
        if step == TALLY and not refused:
            first, since = ("", place + 1) if first not in ("", by) else (by, since)
    return frozenset(place for place, (step, by, _) in enumerate(acts) if place >= since and step == TALLY and by != actor)
