"""Facts as they would be filed, with what should be weighed before: whoever calls it rolls everything back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from procflow.access import organisation
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
        effect = record.body["effects"][0]
        new = drafted(filing, effect["data"], (effect["since"], effect["until"]))
        yield Foreseen(record, tuple(weighed(org, new, local_day(unstamp(now(session))).isoformat())) if org else ())
