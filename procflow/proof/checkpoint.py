"""Checkpoints and proofs as C2SP writes them (tlog-checkpoint without further lines, tlog-proof): read and written, whoever signed them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from procflow.proof.merkle import check_inclusion
from procflow.proof.notes import Note, Untrue, Verifier, plain

PROOF = "c2sp.org/tlog-proof@v1"
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
MOST_HASHES = 63


@dataclass(frozen=True)
class Checkpoint:
    """How large the log of this origin is, and the root of its tree."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """The checkpoint that a note's text is; one with further lines is none of ours. Raises Untrue."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0] or not NUMBER.fullmatch(lines[1]):
            raise Untrue("this is no checkpoint")
        return cls(lines[0], int(lines[1]), hashed(lines[2]))


@dataclass(frozen=True)
class Proof:
    """That something stands at this place of the log: the path up to the root, and the checkpoint with its signatures."""

    index: int
    path: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        return f"{PROOF}\nindex {self.index}\n{encoded(self.path)}\n{self.note}"

    @classmethod
    def read(cls, text: str) -> Proof:
        """The parts of a proof, none of them believed yet. Raises Untrue."""
        head, _, note = text.partition("\n\n")
        first, *rest = head.split("\n")
        rest = rest[1:] if rest and rest[0].startswith("extra ") else rest
        if (
            first != PROOF
            or not rest
            or not rest[0].startswith("index ")
            or not NUMBER.fullmatch(rest[0][6:])
            or len(rest) > MOST_HASHES + 1
        ):
            raise Untrue("this is no proof of a log")
        return cls(int(rest[0][6:]), tuple(map(hashed, rest[1:])), note)

    def check(self, leaf: bytes, key: Verifier) -> Checkpoint:
        """The checkpoint under which the leaf is proved, by whoever's key this is. Raises Untrue, Unproved."""
        found = opened(self.note, key)
        check_inclusion(leaf, self.index, found.size, self.path, found.root)
        return found


def opened(note: str, *keys: Verifier) -> Checkpoint:
    """The checkpoint of a note that one of these keys signed under its own name. Raises Untrue."""
    read = Note.read(note)
    signed = read.check(*keys)
    if not signed:
        raise Untrue("no key that is known signed this")
    found = Checkpoint.read(read.text)
    if all(key.name != found.origin for key in signed):
        raise Untrue("the checkpoint is that of another log")
    return found


def encoded(hashes: Sequence[bytes]) -> str:
    return "".join(b64encode(each).decode() + "\n" for each in hashes)


def hashed(text: str) -> bytes:
    found = plain(text)
    if len(found) != 32:
        raise Untrue("this is no hash")
    return found
