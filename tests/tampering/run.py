"""Changes one after another, each looked for by a whole verification and taken back; counts what was found and what was named."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from procflow.proof.check import Report, verify
from tests import servers
from tests.tampering.changes import Change, Stored
from tests.tampering.doors import door
from tests.tampering.naming import names
from tests.tampering.worlds import WORLDS, opened

MOST_SHOWN = 30


@dataclass
class Figures:
    """`named`: a finding names the table and the row; `unnamed` and `missed` show the first of the others."""

    made: int = 0
    found: int = 0
    named: int = 0
    impossible: int = 0
    seconds: float = 0
    tables: Counter[str] = field(default_factory=Counter)
    missed: list[Change] = field(default_factory=list)
    unnamed: list[tuple[Change, Report]] = field(default_factory=list)

    @property
    def all_named(self) -> bool:
        return self.made == self.found == self.named

    def count(self, change: Change, report: Report) -> None:
        self.made += 1
        self.tables[change.table] += 1
        self.found += not report.ok
        named = names(report, change)
        self.named += named
        if report.ok:
            self.missed.append(change)
        elif not named:
            self.unnamed.append((change, report))

    def lines(self) -> list[str]:
        speed = f"{self.seconds:.0f} s, {1000 * self.seconds / max(1, self.made):.0f} ms a change"
        shown = [f"NOT FOUND {each}" for each in self.missed[:MOST_SHOWN]]
        shown += [f"NOT NAMED {change} by {report.findings[0]}" for change, report in self.unnamed[:MOST_SHOWN]]
        told = f"{self.made} changes, {self.found} found, {self.named} named by table and row ({self.impossible} that no index would have); {speed}"
        return [*shown, *(f"{table} {count}" for table, count in sorted(self.tables.items())), told]


def run(world: str, database: str, folder: Path, changes: int, seed: int, tell: Callable[[Figures], None] = lambda _: None) -> Figures:
    """So many changes to this world; raises AssertionError where a change that was taken back still shows."""
    lived = WORLDS[world](servers.empty_database(database, folder), folder)
    figures, random = Figures(), Random(seed)
    with opened(lived.url) as session, door(lived.url) as owner:
        assert verify(session, signer=lived.state).findings == ()
        session.rollback()
        stored, began = Stored(owner), time.monotonic()
        for change in stored.draws(random):
            if figures.made == changes:
                break
            if not stored.make(change):
                figures.impossible += 1
                continue
            report = verify(session, signer=lived.state)
            session.rollback()
            stored.mend(change)
            figures.count(change, report)
            tell(figures)
        figures.seconds = time.monotonic() - began
        assert verify(session, signer=lived.state).findings == ()
    return figures
