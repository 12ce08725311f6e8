"""The tree as the database keeps it: leaves and whole blocks of 256, from which every other node is reckoned. It only reads."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from procflow.models import AuditLeaf, LogHead, LogNode
from procflow.proof.merkle import EMPTY, Growing, hash_node

MOST = 64
STEP = 8  # a block of one level holds 2**8 of the level below
WIDE = len(EMPTY)
LEAVES = (
    select(AuditLeaf.leaf_hash)
    .where(AuditLeaf.leaf_index >= bindparam("low"), AuditLeaf.leaf_index < bindparam("high"))
    .order_by(AuditLeaf.leaf_index)
)
BLOCKS = (
    select(LogNode.hash)
    .where(LogNode.level == bindparam("level"), LogNode.idx >= bindparam("low"), LogNode.idx < bindparam("high"))
    .order_by(LogNode.idx)
)
NEWEST = select(LogHead.tree_size, LogHead.root, LogHead.peaks).order_by(LogHead.tree_size.desc()).limit(1)


class Broken(ValueError):
    """The stored tree is not whole: `audit verify` tells where."""


@dataclass(frozen=True)
class Head:
    """The tree after its last sealing."""

    size: int = 0
    root: bytes = EMPTY
    peaks: tuple[bytes, ...] = ()

    def growing(self) -> Growing:
        """The tree, to go on from. Raises Broken unless its peaks lead to its root."""
        made = Growing(self.size, list(self.peaks))
        if not made.fits or made.root() != self.root:
            raise Broken(f"the peaks of the head at {self.size} do not lead to its root")
        return made


def head(connection: Connection) -> Head:
    """The last head; that of the empty tree before the first."""
    row = connection.execute(NEWEST).one_or_none()
    return Head(row.tree_size, bytes(row.root), cut(bytes(row.peaks))) if row else Head()


def cut(peaks: bytes) -> tuple[bytes, ...]:
    return tuple(peaks[place : place + WIDE] for place in range(0, len(peaks), WIDE))


class Nodes:
    """A getter of nodes over one connection: call it with level and index. Raises Broken for what is not there.

    It reads 256 hashes at a time and remembers the last of them, so that the path of a leaf takes one statement a level; for one look, not for long.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._read: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        base, above = divmod(level, STEP)
        low, high = index << above, (index + 1) << above
        start = low >> STEP << STEP
        found = self.read(base, start)[low - start : high - start]
        if len(found) != high - low:
            raise Broken(f"of the nodes {low} to {high} of level {base} only {len(found)} are there")
        while len(found) > 1:
            found = [hash_node(*found[place : place + 2]) for place in range(0, len(found), 2)]
        return found[0]

    def read(self, base: int, start: int) -> list[bytes]:
        """The hashes of this level from there on, at most a block of them."""
        if (base, start) not in self._read:
            if len(self._read) >= MOST:
                self._read.clear()
            values = {"low": start, "high": start + (1 << STEP)} | ({"level": base} if base else {})
            self._read[base, start] = [bytes(each) for each in self.connection.scalars(BLOCKS if base else LEAVES, values)]
        return self._read[base, start]
