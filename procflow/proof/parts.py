"""The pass over the records, whole or shared among processes by ranges of chains; what each part gathers is judged together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

from sqlalchemy import URL, ColumnElement, Engine, create_engine, func, select
from sqlalchemy.pool import NullPool

from procflow.models import AuditEvent
from procflow.proof import chains, records
from procflow.proof.editions import Library
from procflow.proof.findings import Findings
from procflow.proof.gathered import Gathered
from procflow.proof.links import Head
from procflow.proof.rebuild import Rebuilt
from procflow.proof.rows import Source, still

Progress = Callable[[str, int, int], None]
Bounds = tuple[str | None, str | None]
RECORDS = "逐条核对记录"
EVERY = 1000
NEWEST = select(func.coalesce(func.max(AuditEvent.id), 0))


def together(
    source: Source, engine: Engine, findings: Findings, library: Library, heads: dict[str, Head], progress: Progress, jobs: int
) -> Rebuilt:
    """All chains, in so many processes. If somebody wrote before the others had begun to look, this process does it alone."""
    total = source.count(AuditEvent)
    own, *others = split(source, total, jobs)
    found = Findings()
    if others:
        snapshot, newest = source.snapshot(), source.one(NEWEST)
        with ProcessPoolExecutor(len(others), mp_context=get_context("spawn")) as pool:
            running = [pool.submit(elsewhere, engine.url, bounds, snapshot) for bounds in others]
            rebuilt, left = passed(source, found, library, heads, lambda done: progress(RECORDS, min(total, done * jobs), total), own)
            parts = [each.result() for each in running]
        if any(seen != newest for *_, seen in parts):
            return together(source, engine, findings, library, heads, progress, 1)
        for told, gathered, unmet, _ in parts:
            found.merge(told)
            rebuilt.gathered.merge(gathered)
            left &= unmet
    else:
        rebuilt, left = passed(source, found, library, heads, lambda done: progress(RECORDS, done, total))
    findings.merge(found)
    chains.beheaded(findings, {name: heads[name] for name in sorted(left)})
    progress(RECORDS, total, total)
    return rebuilt


def passed(
    source: Source, findings: Findings, library: Library, heads: dict[str, Head], progress: Callable[[int], None],
    bounds: Bounds = (None, None), *, remember: bool = False
) -> tuple[Rebuilt, set[str]]:  # fmt: skip
    """One pass over the bodies of these chains, and the heads that it did not meet."""
    rebuilt = Rebuilt(source, findings, library, {head.no: name for name, head in heads.items() if head.no}, remember=remember)
    left = dict(heads)
    for number, line in enumerate(chains.linked(records.lines(source, findings, *within(bounds)), findings, left)):
        if number % EVERY == 0:
            progress(number)
        rebuilt.take(line)
    rebuilt.flush()
    return rebuilt, set(left)


def elsewhere(url: URL, bounds: Bounds, snapshot: str) -> tuple[Findings, Gathered, set[str], int]:
    """A part, in a process of its own; what it reads twice (heads, editions) is judged where the parts come together."""
    findings = Findings()
    with still(create_engine(url, poolclass=NullPool), snapshot) as source:
        newest = int(source.one(NEWEST))
        rebuilt, left = passed(source, findings, Library(source, Findings()), chains.heads(source), unseen, bounds)
        return findings, rebuilt.gathered, left, newest


def split(source: Source, total: int, jobs: int) -> list[Bounds]:
    """Ranges of chains with about as many records each; a range ends before the name that the next begins with."""
    ordered = select(AuditEvent.case_id).order_by(AuditEvent.case_id)
    found = [source.all(ordered.offset(total * part // jobs).limit(1))[0][0] for part in range(1, jobs)] if total >= jobs else []
    cuts: list[str | None] = [None, *dict.fromkeys(found), None]
    return list(pairwise(cuts))


def within(bounds: Bounds) -> list[ColumnElement[bool]]:
    low, high = bounds
    return [*([AuditEvent.case_id >= low] if low is not None else []), *([AuditEvent.case_id < high] if high is not None else [])]


def unseen(done: int) -> None:
    """Another process has nobody to tell."""
