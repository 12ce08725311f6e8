"""The exported log as a file that proves itself: read line by line, each checkpoint held against the tree over what stands before it.

It is only ever appended to, and what no checkpoint covers yet counts as not written. It knows no database.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from procflow import canon
from procflow.errors import Misconfigured
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import EMPTY, Growing, hash_leaf
from procflow.proof.notes import Note, Untrue, Verifier

FIRST = b"log "
BAD_LINE = "导出的日志 {path} 第 {line} 行不对：{found}"
Seen = Callable[[int, bytes, dict[str, Any]], None]


def nobody(index: int, body: bytes, data: dict[str, Any]) -> None:
    """Nobody asked to see the records."""


@dataclass
class Exported:
    """What a whole file holds: `end` is where its last checkpoint ends, `trusted` the size of the largest that a known key signed."""

    origin: str = ""
    growing: Growing = field(default_factory=Growing)
    named: set[str] = field(default_factory=set)
    keys: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    checkpoints: int = 0
    end: int = 0
    size: int = 0
    root: bytes = EMPTY
    trusted: int = 0
    kept: tuple[Growing, set[str], list[str]] = field(default_factory=lambda: (Growing(), set(), []))

    def take(self, kind: bytes, rest: bytes, known: Mapping[str, Sequence[str]], seen: Seen) -> None:
        """One line. Raises Untrue, ValueError."""
        match kind:
            case b"log":
                self.origin = rest.decode()
            case b"key":
                self.keys.append(str(Verifier.of(rest.decode())))
            case b"named":
                self.named.add(canon.sha256(rest))
            case b"body":
                data = canon.loads(rest)
                self.missing |= hashes(data)
                seen(self.growing.size, rest, data)
                list(self.growing.append(hash_leaf(rest)))
            case b"note":
                self.checked(b64decode(rest, validate=True).decode(), known)
            case _:
                raise Untrue("a line of no kind that is known")

    def checked(self, note: str, known: Mapping[str, Sequence[str]]) -> None:
        """A checkpoint: of this size, with this root, over records whose annexes are there, signed by a key that the file or the reader knows."""
        read = Note.read(note)
        said = Checkpoint.read(read.text)
        if (said.size, said.root) != (self.growing.size, self.growing.root()):
            raise Untrue("the checkpoint is not that of the records before it")
        if self.missing - self.named:
            raise Untrue(f"{min(self.missing - self.named)} is named by a record and is not there")
        if not any(name == said.origin for name, *_ in read.lines):
            raise Untrue("the log did not sign this checkpoint")
        own = [key for key in map(Verifier.of, self.keys) if key.name == said.origin]
        read.check(*own)
        if read.check(*map(Verifier.of, known.get(said.origin, ()))):
            self.trusted = said.size
        self.checkpoints += 1
        self.size, self.root, self.missing = said.size, said.root, set()
        self.kept = Growing(said.size, list(self.growing.peaks)), set(self.named), list(self.keys)

    def unfinished(self) -> None:
        """Back to the last checkpoint: what stands behind it will be written again."""
        self.growing, self.named, self.keys = self.kept


def read(file: IO[bytes], path: Path, known: Mapping[str, Sequence[str]], seen: Seen = nobody) -> Exported:
    """Everything up to the last checkpoint. Raises Misconfigured for a line that is not what it should be; an unfinished last one is none."""
    found, place = Exported(), 0
    for number, line in enumerate(file, 1):
        place += len(line)
        if not line.endswith(b"\n"):
            break
        kind, _, rest = line[:-1].partition(b" ")
        try:
            if (number == 1) != (kind == b"log"):
                raise Untrue("the first line, and no other, names the log")
            found.take(kind, rest, known, seen)
        except (ValueError, KeyError, TypeError) as error:
            raise Misconfigured(BAD_LINE, path=path, line=number, found=str(error) or type(error).__name__) from error
        if kind in (b"note", b"log"):
            found.end = place
    if found.end != place:
        found.unfinished()
    return found


def hashes(body: dict[str, Any]) -> set[str]:
    """What a record names by hash and cannot be understood without: annexes, the table and the rules it ran under."""
    found = {each["annex"] for each in (body["form"], body["effects"]) if isinstance(each, dict) and each.keys() == {"annex", "count"}}
    return found | {each["sha256"] for each in (body["procedure"], body["regime"]) if each}
