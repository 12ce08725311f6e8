"""What a log asks a witness (add-checkpoint of C2SP tlog-witness): written and read, nothing of it believed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from procflow.proof.checkpoint import MOST_HASHES, encoded, hashed
from procflow.proof.notes import Untrue

PATH = "/add-checkpoint"
SIZE = "text/x.tlog.size"  # the kind of an answer that only tells how far the witness signed
OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
TOLD = re.compile(r"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True)
class Asked:
    """Cosign this note: its tree goes on from that of the size you signed last, as the proof shows."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        return f"old {self.old}\n{encoded(self.proof)}\n{self.note}"

    @classmethod
    def read(cls, body: bytes) -> Asked:
        """Raises Untrue."""
        try:
            head, gap, note = body.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise Untrue("this is no text") from None
        first, *rest = head.split("\n")
        if not gap or not OLD.fullmatch(first) or len(rest) > MOST_HASHES:
            raise Untrue("this asks for no cosignature")
        return cls(int(first[4:]), tuple(map(hashed, rest)), note)


def told_size(text: str) -> int | None:
    """How far the witness says that it signed; None for an answer that does not say."""
    found = TOLD.fullmatch(text)
    return int(found[1]) if found else None
