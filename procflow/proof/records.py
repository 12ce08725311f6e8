"""The records one by one, in the order of their chains: each body canonical, each column its projection; rebuilds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from procflow import audit
from procflow.canon import CanonError, leaf
from procflow.models import AuditEvent
from procflow.models.records import MOST_BODY
from procflow.proof.findings import Findings
from procflow.proof.reading import Reader
from procflow.proof.rows import Source

NAMES = tuple(name for name in audit.PROJECTED if name != "body")
CHAIN, SEQ = NAMES.index("case_id") + 1, NAMES.index("case_seq") + 1
NOT_CANONICAL = "记录正文不是规范写法：{found}"
TOO_LONG = "记录正文超过{expected}字节：{found}"
COLUMN = "列{column}与记录正文不符：正文为{expected}，列为{found}"
SHAPE = "记录正文缺少应有的内容，或写法不对：{found}"
BACKWARDS = "时间早于同一链上的前一条记录：前一条{expected}，这一条{found}"

# What reading a body of a wrong shape can run into.
SHAPELESS = (KeyError, TypeError, AttributeError, ValueError, IndexError)


class Line:
    """One record as it is stored: its handle, its place, its leaf hash, and its body (None if it cannot be read)."""

    __slots__ = ("body", "chain", "hash", "pk", "reported", "seq")

    def __init__(self, pk: int, chain: str, seq: int, made: str, body: Any) -> None:
        self.pk, self.chain, self.seq, self.hash, self.body, self.reported = pk, chain, seq, made, body, False

    @property
    def at(self) -> tuple[str, int | None]:
        return self.chain, self.seq


def selected(*within: ColumnElement[bool]) -> Select[Any]:
    columns = (AuditEvent.id, *(getattr(AuditEvent, name) for name in NAMES), AuditEvent.body)
    return select(*columns).where(*within).order_by(AuditEvent.case_id, AuditEvent.case_seq)


def lines(source: Source, findings: Findings, *within: ColumnElement[bool]) -> Iterator[Line]:
    """Every record of these chains, chain by chain; what is wrong with one alone is reported here."""
    read = Reader().read
    for row in source.each(selected(*within)):
        body = bytes(row[-1])
        line = Line(row[0], row[CHAIN], row[SEQ], leaf(body), None)
        if len(body) > MOST_BODY:
            report(findings, line, TOO_LONG, expected=MOST_BODY, found=len(body))
        try:
            line.body = read(body)
            compare(findings, line, dict(zip(NAMES, row[1:-1], strict=True)), audit.projection(line.body))
            if line.body["v"] != audit.SHAPE:
                report(findings, line, SHAPE, found=line.body["v"])
        except CanonError as error:
            report(findings, line, NOT_CANONICAL, found=str(error))
        except SHAPELESS as error:
            line.body = None
            report(findings, line, SHAPE, found=repr(error))
        yield line


def compare(findings: Findings, line: Line, columns: dict[str, Any], said: dict[str, Any]) -> None:
    if columns == said:
        return
    for name in NAMES:
        if columns[name] != said[name]:
            report(findings, line, COLUMN, column=name, expected=said[name], found=columns[name])


def report(findings: Findings, line: Line, sentence: str, **inputs: object) -> None:
    line.reported = True
    findings.add("record", "audit_event", line.pk, line.at, sentence, **inputs)
