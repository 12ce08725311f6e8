"""What a pass over some of the chains brings home for the judgements that need all of them; it can be sent between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from procflow.proof.issued import Issued
from procflow.proof.ledgers import Books
from procflow.proof.organisation import Filed
from procflow.proof.records import Line


@dataclass
class Gathered:
    """`used` are the hashes of editions and regimes that records name, `annexes` those of annexes; `texts` counts commitments."""

    books: Books = field(default_factory=Books)
    filed: Filed = field(default_factory=Filed)
    issued: Issued = field(default_factory=Issued)
    annexes: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    texts: int = 0
    matched: list[int] = field(default_factory=list)

    def effect(self, line: Line, number: int, effect: dict[str, Any]) -> None:
        match effect["kind"]:
            case "entry":
                self.books.entry(line, effect)
            case "seal":
                self.books.seal(line, effect)
            case "file":
                self.filed.add(line, number, effect)
                if effect["fact"] == "adoption":
                    self.used.add(effect["data"]["sha256"])
            case "adopt":
                self.used.add(effect["sha256"])

    def merge(self, other: Gathered) -> None:
        self.books.merge(other.books)
        self.filed.merge(other.filed)
        self.issued.merge(other.issued)
        self.annexes |= other.annexes
        self.used |= other.used
        self.texts += other.texts
        self.matched = [mine + more for mine, more in zip(self.matched, other.matched, strict=True)]
