"""Facts as they would be filed, with what should be weighed before: whoever calls it rolls everything back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.access.conflicts import Conflict, weighed
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import noted
from procflow.engine.filed import Filing
from procflow.engine.permitted import drafted


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A fact as its record would hold it, refused or not, and the conflicts that do not stand in its way."""

    record: Record
    warnings: tuple[Conflict, ...] = ()


def foreseen(session: Session, filings: Sequence[Filing]) -> Iterator[Foreseen]:
    """Each as it would be filed after those before it; nothing is foreseen behind one that is refused."""
    for filing in filings:
        noted.lock(session, filing)
        org = None if filing.kind == "unit" else organisation(session, filing.unit)
        record = noted.enter(session, filing)
        if record.refused:
            yield Foreseen(record)
            return
        yield Foreseen(record, weighing(org, filing, record, local_day(unstamp(now(session))).isoformat()))


def weighing(org: Organisation | None, filing: Filing, record: Record, day: str) -> tuple[Conflict, ...]:
    """What should have been weighed before a fact was filed into this organisation; the same for one that was filed before."""
    if org is None:
        return ()
    effect = record.body["effects"][0]
    of_kind = org.own.get(filing.kind, {})
    others = tuple(each for each in of_kind.get(filing.subject, ()) if each.id != effect["fact_id"])
    before = replace(org, own={**org.own, filing.kind: {**of_kind, filing.subject: others}}, memo={})
    return tuple(weighed(before, drafted(filing, effect["data"], (effect["since"], effect["until"])), day))
