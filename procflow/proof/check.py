"""`audit verify`: everything is read once and rebuilt from the records, and the first thing that differs is named; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from procflow import schema
from procflow.models import AuditEvent, CaseLink, DatedFact, LedgerEntry, Notice, SealedPeriod, Task
from procflow.proof import chains, commands, ledgers, records
from procflow.proof.findings import Finding, Findings, Report, Where
from procflow.proof.numbers import numbers
from procflow.proof.rebuild import Rebuilt
from procflow.proof.rows import Source, still

__all__ = ["Finding", "Progress", "Report", "Where", "verify"]

Progress = Callable[[str, int, int], None]
EVERY = 1000
RECORDS = "逐条核对记录"
AGAIN = "查找多出的行"
REST = "核对台账和各项登记"
TRIGGER = "数据库的防改触发器缺失或被改动：{found}"
# With these broken, what is rebuilt lacks rows, and every row it lacks would look like a surplus one.
BROKEN = ("record", "chain", "annex")
COUNTED: tuple[Any, ...] = (LedgerEntry, SealedPeriod, DatedFact, Notice, Task, CaseLink)


def verify(session: Session, *, progress: Progress | None = None) -> Report:
    """Check all that can be checked from within the database, in one unchanging view of what is committed."""
    bind = session.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    with still(engine) as source:
        return verified(source, engine, progress or silent)


def verified(source: Source, engine: Engine, progress: Progress) -> Report:
    findings = Findings()
    total = source.count(AuditEvent)
    heads = chains.heads(source)
    numbered = {name: head.no for name, head in heads.items() if head.no}
    rebuilt = passed(source, findings, dict(heads), progress, RECORDS, total)
    progress(REST, 0, 1)
    commands.ordinals(source, findings)
    commands.pending(source, findings)
    rebuilt.annexes.finish()
    rebuilt.library.unused()
    rebuilt.books.finish(findings)
    ledgers.reversals(source, findings)
    rebuilt.filed.finish(source, findings)
    numbers(source, findings, rebuilt.library)
    for trigger in schema.standing(source.connection):
        findings.add("trigger", "", trigger, ("", None), TRIGGER, expected=trigger, found=trigger)
    if not findings.any(BROKEN) and any(each.surplus() for each in (*rebuilt.mirrors, rebuilt.vault)):
        surplus(source, findings, heads, progress, total)
    findings.counts["erased"] = rebuilt.vault.named - rebuilt.vault.matched
    findings.counts.update({table.__tablename__: source.count(table) for table in COUNTED})
    progress(REST, 1, 1)
    return findings.report(numbered)


def passed(
    source: Source, findings: Findings, heads: dict[str, chains.Head], progress: Progress, stage: str, total: int, *, remember: bool = False
) -> Rebuilt:
    """One pass over every body, which feeds all that is rebuilt from them."""
    by_number = {head.no: name for name, head in heads.items() if head.no}
    rebuilt = Rebuilt(source, findings, by_number, remember=remember)
    for line in told(chains.linked(records.lines(source, findings), findings, heads), progress, stage, total):
        rebuilt.take(line)
        findings.counts["records"] += 1
    rebuilt.flush()
    chains.beheaded(findings, heads)
    return rebuilt


def surplus(source: Source, findings: Findings, heads: dict[str, chains.Head], progress: Progress, total: int) -> None:
    """A second look, which remembers every row that a record wrote, to name those that none did."""
    again = passed(source, Findings(), dict(heads), progress, AGAIN, total, remember=True)
    again.name_surplus(findings)


def told(lines: Iterable[records.Line], progress: Progress, stage: str, total: int) -> Iterator[records.Line]:
    for number, line in enumerate(lines):
        if number % EVERY == 0:
            progress(stage, number, total)
        yield line
    progress(stage, total, total)


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
