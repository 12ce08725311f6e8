"""All chains of records: no gap, each record naming the one before, the head naming the last; it looks into no body but for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from procflow.canon import ZERO
from procflow.models import AuditEvent, Case, StreamHead
from procflow.proof.findings import Findings
from procflow.proof.links import GONE, Chain, Head
from procflow.proof.records import Line
from procflow.proof.rows import Source


def heads(source: Source) -> dict[str, Head]:
    found = {row[0]: Head("proc_case", *row[1:]) for row in source.each(select(Case.case_id, Case.seq, Case.head, Case.no))}
    return found | {
        row[0]: Head("stream_head", *row[1:]) for row in source.each(select(StreamHead.stream, StreamHead.seq, StreamHead.head))
    }


def linked(lines: Iterable[Line], findings: Findings, heads: dict[str, Head]) -> Iterator[Line]:
    """The same records, checked as chains; the heads that were met are taken out of `heads`."""
    for name, chain in groupby(lines, key=attrgetter("chain")):
        checked = Chain(findings)
        for line in chain:
            checked.add(line)
            yield line
        checked.end(name, heads.pop(name, None))
        findings.counts["chains"] += 1


def beheaded(findings: Findings, left: dict[str, Head]) -> None:
    """Heads of which no record is left."""
    for name, head in left.items():
        if head.seq:
            findings.add("chain", "audit_event", name, (name, 0), GONE, expected=0, found=None, head=head.hash)


def intact(source: Source, heads: dict[str, Head]) -> bool:
    """Whether every body hashes to what the next one or the head says of it: all that can be told without reading what they say."""
    left, name, expected, made = dict(heads), "", 0, ZERO
    query = select(AuditEvent.case_id, AuditEvent.case_seq, AuditEvent.body).order_by(AuditEvent.case_id, AuditEvent.case_seq)
    for chain, seq, body in source.each(query):
        if chain != name:
            if name and not ends(left.pop(name, None), expected, made):
                return False
            name, expected, made = chain, 0, ZERO
        if seq != expected or b'"prev":"%b"' % made.encode() not in body:
            return False
        made = sha256(b"\x00" + body).hexdigest()
        expected += 1
    return (not name or ends(left.pop(name, None), expected, made)) and not any(head.seq for head in left.values())


def ends(head: Head | None, seq: int, made: str) -> bool:
    return head is not None and (head.seq, head.hash) == (seq, made)
