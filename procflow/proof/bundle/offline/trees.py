"""The tree of RFC 6962: hashes of leaves and nodes, whether a leaf stands in it, whether it goes on from a smaller one. It makes no proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


class NoProof(ValueError):
    """A proof that does not prove what it is asked to."""


def leaf_of(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


def node_of(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Raises NoProof unless this leaf stands at that place in the tree of that size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise NoProof(f"no leaf {index} in a tree of {size}")
    made = leaf
    for each, left in way_up(index, size - 1, path):
        made = node_of(each, made) if left else node_of(made, each)
    if made != root:
        raise NoProof("the proof leads to another root")


def extended(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> None:
    """Raises NoProof unless the tree of `old` leaves is the beginning of the other (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size:
        raise NoProof(f"a tree of {old} is no beginning of one of {size}")
    if old in (0, size):
        if path or old_root != (EMPTY_ROOT if old == 0 else root):
            raise NoProof("the roots are not those of trees of these sizes")
        return
    whole = [*path] if old & (old - 1) else [old_root, *path]
    if not whole:
        raise NoProof("the proof is empty")
    below = ((old - 1) ^ old).bit_length() - 1
    first = second = whole[0]
    for each, left in way_up((old - 1) >> below, (size - 1) >> below, whole[1:]):
        first = node_of(each, first) if left else first
        second = node_of(each, second) if left else node_of(second, each)
    if first != old_root or second != root:
        raise NoProof("the proof leads to other roots")


def way_up(place: int, last: int, path: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each hash of a proof, and whether it stands to the left, on the way up to the root. Raises NoProof."""
    for each in path:
        if last == 0 or len(each) != 32:
            raise NoProof("the proof is too long, or a hash in it has not 32 bytes")
        left = bool(place & 1) or place == last
        yield each, left
        while left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise NoProof("the proof is too short")
