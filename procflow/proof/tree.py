"""The sealed log, made again from the bodies: leaves, whole blocks and heads, each against what is stored; it believes no signature."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from procflow.models import AuditEvent, AuditLeaf, LogHead, LogNode
from procflow.proof.findings import Findings
from procflow.proof.merkle import Growing
from procflow.proof.rows import Source
from procflow.proof.stored import STEP

GAP = "封存日志第{expected}位空缺，后面是第{found}位"
NO_RECORD = "封存日志第{found}位的记录不在了"
OTHER_LEAF = "封存日志第{index}位的摘要与记录正文不符：应为{expected}，实为{found}"
OTHER_ORDER = "同一链上的记录在封存日志里前后颠倒：第{found}位"
OTHER_NODE = "封存日志的中间摘要不符：应为{expected}，实为{found}"
OTHER_HEAD = "封存到{size}条时的根摘要不符：应为{expected}，实为{found}"
BEYOND = "封存日志的记录共{expected}条，登记的封存却到{found}条"
UNHEADED = "封存日志的记录共{found}条，登记的封存只到{expected}条"
ORDER = select(AuditLeaf.leaf_index, AuditLeaf.event_pk, AuditLeaf.leaf_hash, AuditEvent.case_id, AuditEvent.case_seq, AuditEvent.body).join(
    AuditEvent, AuditEvent.id == AuditLeaf.event_pk, isouter=True
)  # fmt: skip
Roots = dict[int, bytes]


def tree(source: Source, findings: Findings, also: Collection[int] = ()) -> Roots:
    """The roots by size that the leaves lead to, at each head that is stored and `also` at these; what differs is told."""
    heads = Heads(source, findings, also)
    nodes = {(level, idx): bytes(made) for level, idx, made in source.each(select(LogNode.level, LogNode.idx, LogNode.hash))}
    growing, whole = Growing(), True
    for leaf, whole in leaves(source, findings):
        if not whole:
            break
        for level, index, made in growing.append(leaf):
            if level % STEP == 0:
                compare(findings, (level // STEP, index), made, nodes.pop((level // STEP, index), None))
        heads.reached(growing)
    findings.counts["sealed"] = growing.size
    if whole:  # behind a gap nothing is where it was, and everything would differ
        for where, found in nodes.items():
            compare(findings, where, None, found)
        heads.finish(growing.size)
    return heads.roots


def leaves(source: Source, findings: Findings) -> Iterator[tuple[bytes, bool]]:
    """Each stored leaf in its order, checked against its record; False at the first gap, with which it ends."""
    seen: dict[str, int] = {}
    for expected, (index, pk, stored, chain, seq, body) in enumerate(source.each(ORDER.order_by(AuditLeaf.leaf_index))):
        leaf = bytes(stored)
        if index != expected:
            findings.add("leaf", "audit_leaf", pk, ("", None), GAP, expected=expected, found=index)
            yield leaf, False
            return
        if body is None:
            findings.add("leaf", "audit_leaf", pk, ("", None), NO_RECORD, found=index)
        else:
            made = sha256(b"\x00" + bytes(body)).digest()
            if made != leaf:
                findings.add("leaf", "audit_leaf", pk, (chain, seq), OTHER_LEAF, index=index, expected=made.hex(), found=leaf.hex())
            if seen.get(chain, -1) > seq:
                findings.add("leaf", "audit_leaf", pk, (chain, seq), OTHER_ORDER, expected=seen[chain], found=index)
            seen[chain] = seq
        yield leaf, True


def compare(findings: Findings, where: tuple[int, int], expected: bytes | None, found: bytes | None) -> None:
    if expected != found:
        key = f"{where[0]}/{where[1]}"
        findings.add("node", "log_node", key, ("", None), OTHER_NODE, expected=shown(expected), found=shown(found))


class Heads:
    """The stored heads in the order of their sizes, met as the tree grows."""

    def __init__(self, source: Source, findings: Findings, also: Collection[int]) -> None:
        self.findings, self.also = findings, also
        self.roots: Roots = {}
        rows = source.each(select(LogHead.tree_size, LogHead.root, LogHead.peaks).order_by(LogHead.tree_size))
        self._ahead: Iterator[tuple[Any, ...]] = iter(rows)
        self._next = next(self._ahead, None)
        self._last = 0

    def reached(self, growing: Growing) -> None:
        if growing.size in self.also:
            self.roots[growing.size] = growing.root()
        if self._next is None or self._next[0] != growing.size:
            return
        size, root, peaks = self._next
        made = self.roots[size] = growing.root()
        if (bytes(root), bytes(peaks)) != (made, b"".join(growing.peaks)):
            self.findings.add("head", "log_head", size, ("", None), OTHER_HEAD, size=size, expected=made.hex(), found=shown(bytes(root)))
        self._last, self._next = size, next(self._ahead, None)

    def finish(self, size: int) -> None:
        if self._next is not None:
            self.findings.add("head", "log_head", self._next[0], ("", None), BEYOND, expected=size, found=self._next[0])
        elif self._last != size:
            self.findings.add("head", "log_head", size, ("", None), UNHEADED, expected=self._last, found=size)


def shown(value: bytes | None) -> str | None:
    return None if value is None else value.hex()
