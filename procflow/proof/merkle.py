"""The tree of RFC 6962 (and 9162): grows by leaves, gives roots and proofs, and checks them; pure, it knows no database and no record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY = sha256(b"").digest()
# The hash over leaves [index * 2**level, (index + 1) * 2**level), all of which are there.
Node = Callable[[int, int], bytes]


class Unproved(ValueError):
    """A proof that does not prove what it is asked to."""


def hash_leaf(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Growing:
    """A tree as its size and its peaks, the largest first: one for each bit of the size. That is all that appending needs."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Take in a leaf hash; gives level, index and hash of each node above it that it completed."""
        level, index = 0, self.size
        while index & 1:
            leaf = hash_node(self.peaks.pop(), leaf)
            level, index = level + 1, index >> 1
            yield level, index, leaf
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        return folded(self.peaks)

    @property
    def fits(self) -> bool:
        return len(self.peaks) == self.size.bit_count()


def folded(peaks: Sequence[bytes]) -> bytes:
    """The root over these peaks."""
    if not peaks:
        return EMPTY
    made = peaks[-1]
    for peak in reversed(peaks[:-1]):
        made = hash_node(peak, made)
    return made


def root(node: Node, size: int) -> bytes:
    return over(node, 0, size) if size else EMPTY


def over(node: Node, low: int, high: int) -> bytes:
    """The hash over leaves [low, high), where low is where a subtree of that height may begin."""
    peaks = []
    for level in reversed(range((high - low).bit_length())):
        if (high - low) >> level & 1:
            peaks.append(node(level, low >> level))
            low += 1 << level
    return folded(peaks)


def inclusion(node: Node, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of the first `size` leaves, from the leaf upward. Raises Unproved."""
    if not 0 <= index < size:
        raise Unproved(f"no leaf {index} in a tree of {size}")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + half(high - low)
        path.append(over(node, middle, high) if index < middle else over(node, low, middle))
        low, high = (low, middle) if index < middle else (middle, high)
    return path[::-1]


def consistency(node: Node, old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of that of `size`; empty for nothing and for all. Raises Unproved."""
    if not 0 <= old <= size:
        raise Unproved(f"a tree of {old} is no beginning of one of {size}")
    if old in (0, size):
        return []
    path, low, high, whole = [], 0, size, True
    while high != old:
        middle = low + half(high - low)
        if old <= middle:
            path.append(over(node, middle, high))
            high = middle
        else:
            path.append(over(node, low, middle))
            low, whole = middle, False
    return [*([] if whole else [over(node, low, high)]), *reversed(path)]


def half(width: int) -> int:
    """The largest power of two below the width."""
    return 1 << (width - 1).bit_length() - 1


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """Raises Unproved unless this leaf stands at that place in the tree of that size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Unproved(f"no leaf {index} in a tree of {size}")
    made = leaf
    for each, left in sides(index, size - 1, proof):
        made = hash_node(each, made) if left else hash_node(made, each)
    if made != expected:
        raise Unproved("the proof leads to another root")


def check_consistency(old: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raises Unproved unless the tree of `old` leaves is the beginning of the other (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size:
        raise Unproved(f"a tree of {old} is no beginning of one of {size}")
    if old in (0, size):
        if proof or old_root != (EMPTY if old == 0 else new_root) or (size == 0 and new_root != EMPTY):
            raise Unproved("the roots are not those of trees of these sizes")
        return
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        raise Unproved("the proof is empty")
    below = ((old - 1) ^ old).bit_length() - 1  # levels at which the old tree ends in a whole subtree
    first = second = path[0]
    for each, left in sides((old - 1) >> below, (size - 1) >> below, path[1:]):
        first = hash_node(each, first) if left else first
        second = hash_node(each, second) if left else hash_node(second, each)
    if first != old_root or second != new_root:
        raise Unproved("the proof leads to other roots")


def sides(place: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each hash of a proof, and whether it stands to the left, on the way from a node up to the root. Raises Unproved."""
    for each in proof:
        if last == 0 or len(each) != len(EMPTY):
            raise Unproved("the proof is too long, or a hash in it has not 32 bytes")
        left = bool(place & 1) or place == last
        yield each, left
        while left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise Unproved("the proof is too short")
