"""A witness's folder: its key, the logs it trusts and how far it signed each, replaced whole or not at all. It judges nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from procflow.errors import Misconfigured
from procflow.proof.keys import write
from procflow.proof.merkle import EMPTY

STATE, CONFLICTS = "witness.json", "conflicts"
MOST_CONFLICTS = 1000
NO_STATE = "见证文件 {path} 读不出来：不知道见证到了哪里，就不再签。请从它自己的备份恢复；恢复不了的，停用这个见证人，另起名字重新建立"


@dataclass(frozen=True)
class Seen:
    """A log: the keys that sign for it (as vkeys), how far it was cosigned, and the last checkpoint with this witness's line."""

    origin: str
    vkeys: tuple[str, ...]
    size: int = 0
    root: str = EMPTY.hex()
    note: str = ""


@dataclass(frozen=True)
class Memory:
    """The witness's name, and each log that it trusts."""

    name: str
    logs: tuple[Seen, ...] = ()

    def of(self, origin: str) -> Seen | None:
        return next((each for each in self.logs if each.origin == origin), None)

    def kept(self, seen: Seen) -> Memory:
        """With this log as it is now, in the place of what was known of it."""
        return replace(self, logs=(*(each for each in self.logs if each.origin != seen.origin), seen))


def there(folder: Path) -> bool:
    return (folder / STATE).exists()


def load(folder: Path) -> Memory:
    """Raises Misconfigured."""
    path = folder / STATE
    try:
        found = json.loads(path.read_text("utf-8"))
        logs = tuple(Seen(str(each["origin"]), tuple(each["vkeys"]), int(each["size"]), bytes.fromhex(each["root"]).hex(), str(each["note"]))
                     for each in found["logs"])  # fmt: skip
        return Memory(str(found["name"]), logs)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Misconfigured(NO_STATE, path=path) from error


def save(folder: Path, memory: Memory) -> None:
    """On the disk, folder and all, when this returns."""
    write(folder / STATE, json.dumps(asdict(memory), ensure_ascii=False, indent=1).encode(), 0o600)


def keep_conflict(folder: Path, note: str) -> None:
    """A checkpoint that the log signed and that does not go on from what it signed before: it convicts whoever holds the log's key."""
    kept = folder / CONFLICTS
    kept.mkdir(mode=0o700, exist_ok=True)
    path = kept / f"{sha256(note.encode()).hexdigest()[:32]}.txt"
    if not path.exists() and len(conflicts(folder)) < MOST_CONFLICTS:
        write(path, note.encode(), 0o600)


def conflicts(folder: Path) -> list[Path]:
    return sorted((folder / CONFLICTS).glob("*.txt"))
