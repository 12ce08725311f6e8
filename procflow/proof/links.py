"""One chain of records, link by link: says which record was changed, not only that one was."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.canon import ZERO
from procflow.proof.findings import Findings
from procflow.proof.records import BACKWARDS, Line

GONE = "链上缺少第{expected}条记录"
CHANGED = "记录内容已被改动：后一条记录指向的哈希是{expected}，现为{found}"
NO_HEAD = "链上有记录，却没有链头"
HEAD_HASH = "链头与最后一条记录不符：链头为{expected}，最后一条记录为{found}"
HEAD_SEQ = "链头与记录条数不符：链头为{expected}，现有{found}条"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, as its case or stream says; `no` is the number of the case."""

    table: str
    seq: int
    hash: str
    no: str = ""


class Chain:
    """A link that does not fit blames the record before it, unless the link after does not fit either: then the one between."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.next = 0
        self.last: Line | None = None
        self.doubted: tuple[Line, str] | None = None
        self.time = ""

    def add(self, line: Line) -> None:
        if line.seq != self.next:
            self.settle(True)
            self.findings.add(
                "chain", "audit_event", f"{line.chain}/{self.next}", (line.chain, self.next), GONE, expected=self.next, found=line.seq
            )
        elif line.body is not None:
            self.link(line, str(line.body.get("prev")))
        if line.body is not None:
            self.clock(line)
        self.last, self.next = line, line.seq + 1

    def end(self, name: str, head: Head | None) -> None:
        last = self.last
        if head is None or last is None:
            self.settle(True)
            self.findings.add("chain", "audit_event", name, (name, None), NO_HEAD, expected=None, found=self.next)
        elif head.seq != self.next:
            self.settle(True)
            if head.seq > self.next:
                self.findings.add("chain", "audit_event", f"{name}/{self.next}", (name, self.next), GONE, expected=self.next, found=None)
            else:
                self.findings.add("chain", head.table, name, (name, last.seq), HEAD_SEQ, expected=head.seq, found=self.next)
        else:
            self.link(last, head.hash)
            if self.doubted:
                self.doubted = None
                self.findings.add("chain", head.table, name, last.at, HEAD_HASH, expected=head.hash, found=last.hash)

    def link(self, line: Line, named: str) -> None:
        """One link: what this line (or the head after it) says of the record before."""
        fits = named == (self.last.hash if self.last else ZERO)
        if self.doubted:
            self.settle(fits)
        elif not fits and self.last is None:
            self.findings.add("chain", "audit_event", line.pk, line.at, CHANGED, expected=ZERO, found=named)
        elif not fits and self.last is not None and not self.last.reported:
            self.doubted = (self.last, named)

    def settle(self, fits: bool) -> None:
        """Say whom the doubted link blames: the record before it if the one after stands firm, else that one."""
        if self.doubted:
            (line, named), self.doubted = self.doubted, None
            blamed = line if fits or self.last is None else self.last
            self.findings.add(
                "chain", "audit_event", blamed.pk, blamed.at, CHANGED, expected=named if blamed is line else None, found=blamed.hash
            )

    def clock(self, line: Line) -> None:
        """A clock that stepped back is told, never mended."""
        time = str(line.body.get("recorded_at"))
        if time < self.time:
            self.findings.add("clock", "audit_event", line.pk, line.at, BACKWARDS, expected=self.time, found=time)
        self.time = time
