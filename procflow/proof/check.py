"""`audit verify`: everything is read once and rebuilt from the records, and the first thing that differs is named; nothing is changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from procflow import schema
from procflow.models import AuditEvent, CaseLink, DatedFact, LedgerEntry, Notice, SealedPeriod, Task
from procflow.proof import chains, commands, ledgers, signed
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.editions import Library
from procflow.proof.findings import Finding, Findings, Report, Where
from procflow.proof.keys import State
from procflow.proof.links import Head
from procflow.proof.numbers import numbers
from procflow.proof.parts import Progress, passed, together
from procflow.proof.rows import Source, still
from procflow.proof.scores.recounted import periods_sealed
from procflow.proof.stated import heads_stated
from procflow.proof.tree import tree

__all__ = ["Finding", "Progress", "Report", "Where", "verify"]

LINKS = "核对记录的哈希链"
AGAIN = "查找多出的行"
REST = "核对台账和各项登记"
LOG = "核对封存日志"
TRIGGER = "数据库的防改触发器缺失或被改动：{found}"
# With these broken, what is rebuilt lacks rows, and every row it lacks would look like a surplus one.
BROKEN = ("record", "chain", "annex")
COUNTED: tuple[Any, ...] = (LedgerEntry, SealedPeriod, DatedFact, Notice, Task, CaseLink)


class Outside(NamedTuple):
    """What is known from outside the database."""

    signer: State | None
    kept: Checkpoint | None


def verify(
    session: Session,
    *,
    progress: Progress | None = None,
    jobs: int = 1,
    quick: bool = False,
    signer: State | None = None,
    kept: Checkpoint | None = None,
) -> Report:
    """Check all that can be checked from within the database, in one unchanging view of what is committed.

    With what the `signer` knows, signatures are looked at too, and whether the log goes on from the last of them;
    with a checkpoint that somebody `kept`, whether it goes on from that.
    `quick` looks at hashes and chains alone, unless they are broken; `jobs` shares the chains among so many processes.
    """
    bind = session.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    told = progress or silent
    with still(engine) as source:
        heads = chains.heads(source)
        total = source.count(AuditEvent)
        if quick:
            told(LINKS, 0, total)
            if chains.intact(source, heads):
                told(LINKS, total, total)
                return Report(True, {"records": total, "chains": len(heads)})
        return verified(source, engine, heads, told, total, jobs, Outside(signer, kept))


def verified(source: Source, engine: Engine, heads: dict[str, Head], progress: Progress, total: int, jobs: int, outside: Outside) -> Report:
    findings = Findings()
    library = Library(source, findings)
    rebuilt = together(source, engine, findings, library, heads, progress, jobs)
    progress(LOG, 0, 1)
    log(source, findings, outside)
    progress(REST, 0, 1)
    commands.ordinals(source, findings)
    commands.pending(source, findings)
    gathered = rebuilt.gathered
    rebuilt.annexes.finish(findings)
    library.unused(gathered.used)
    gathered.books.finish(findings)
    ledgers.reversals(source, findings)
    gathered.filed.finish(source, findings)
    gathered.issued.finish(source, findings)
    numbers(source, findings, library)
    for trigger in schema.standing(source.connection):
        findings.add("trigger", "", trigger, ("", None), TRIGGER, expected=trigger, found=trigger)
    if not findings.any(BROKEN) and rebuilt.surplus():
        # A second look, which remembers every row that a record wrote, to name those that none did.
        again, _ = passed(source, Findings(), library, heads, lambda done: progress(AGAIN, done, total), remember=True)
        again.name_surplus(findings)
    findings.counts["records"] = total
    findings.counts["erased"] = gathered.texts - gathered.matched[-1]
    findings.counts.update({table.__tablename__: source.count(table) for table in COUNTED})
    progress(REST, 1, 1)
    return findings.report({name: head.no for name, head in heads.items() if head.no})


def log(source: Source, findings: Findings, outside: Outside) -> None:
    signer, kept = outside
    sizes = {signer.now.size if signer else 0, kept.size if kept else 0}
    roots = tree(source, findings, sizes)
    signed.notes(source, findings, roots, signer)
    heads_stated(source, findings)
    periods_sealed(source, findings)
    if signer:
        signed.remembered(findings, roots, signer)
    if kept:
        signed.kept(findings, roots, kept)


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
