"""The sealed log written to a file that a second site keeps: continued where it stopped, never where the database is not what it was."""

from __future__ import annotations

import fcntl
import os
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, LargeBinary, column, select, table

from procflow.canon import sha256
from procflow.errors import Misconfigured
from procflow.models import AuditEvent, AuditLeaf, Installation, LogNote
from procflow.proof.keys import State
from procflow.proof.merkle import hash_leaf, root
from procflow.proof.recovery.exported import Exported, read
from procflow.proof.rows import Source, still
from procflow.proof.stored import Broken, Nodes

OTHER_LOG = "导出的日志 {path} 不是这个系统的日志（{found}）"
DIFFERS = (
    "导出的日志 {path} 与封存日志不是同一个：数据库可能被退回或改写。"
    "请保留现场和这个文件，执行 procflow audit verify；另起一段日志以后请导出到新文件"
)
UNSIGNED = "还没有签过名的检查点：先执行 procflow audit seal"
NAMED = (("audit_annex", "bytes"), ("procedure_edition", "body"), ("regime_version", "body"))


@dataclass(frozen=True)
class Written:
    path: str
    size: int
    added: int
    root: str


def export(engine: Engine, path: Path, signer: State) -> Written:
    """Append what was sealed and signed since; on the disk when this returns. Raises Misconfigured, and leaves the file as it was."""
    path.touch(mode=0o600)
    with path.open("r+b") as file, still(engine) as source:
        fcntl.flock(file, fcntl.LOCK_EX)
        found = read(file, path, signer.vkeys)
        same(source, path, found)
        size, note = signed(source, signer, found.size)
        file.truncate(found.end)
        file.seek(found.end)
        before = found.size
        try:
            append(file, source, found, signer, (size, note))
            found.checked(note, signer.vkeys)
        except (Broken, ValueError) as problem:
            file.truncate(found.end)
            raise Misconfigured(DIFFERS, path=path) from problem
        file.flush()
        os.fsync(file.fileno())
    return Written(str(path), size, size - before, found.root.hex())


def same(source: Source, path: Path, found: Exported) -> None:
    """Whether the file is of this log, and the log still what the file has. Raises Misconfigured."""
    log = source.one(select(Installation.value).where(Installation.name == "log"))
    if found.origin and found.origin != log:
        raise Misconfigured(OTHER_LOG, path=path, found=found.origin)
    found.origin = found.origin or log
    try:
        now = root(Nodes(source.connection), found.size)
    except Broken as problem:
        raise Misconfigured(DIFFERS, path=path) from problem
    if now != found.root:
        raise Misconfigured(DIFFERS, path=path)


def signed(source: Source, signer: State, least: int) -> tuple[int, str]:
    """The newest checkpoint. Raises Misconfigured where none is signed, or none that the file could end with."""
    chosen = select(LogNote.tree_size, LogNote.note).where(LogNote.origin == signer.now.origin, LogNote.tree_size >= least)
    for size, note in source.each(chosen.order_by(LogNote.tree_size.desc()).limit(1)):
        return int(size), str(note)
    raise Misconfigured(UNSIGNED)


def append(file: IO[bytes], source: Source, found: Exported, signer: State, until: tuple[int, str]) -> None:
    size, note = until
    for line in lines(source, found, signer, size):
        file.write(line + b"\n")
        kind, _, rest = line.partition(b" ")
        if kind == b"body":
            list(found.growing.append(hash_leaf(rest)))
        if kind == b"named":
            found.named.add(sha256(rest))
    if size > found.size:
        file.write(b"note " + b64encode(note.encode()) + b"\n")


def lines(source: Source, found: Exported, signer: State, size: int) -> Iterator[bytes]:
    """What is new: keys, what records name by hash, and the records in the order of the tree."""
    if not found.end:
        yield f"log {found.origin}".encode()
    if size <= found.size:
        return
    for vkey in (each for keys in signer.vkeys.values() for each in keys if each not in found.keys):
        yield f"key {vkey}".encode()
    for name, content in NAMED:
        held: Any = select(column(content, LargeBinary)).select_from(table(name)).order_by(column("sha256"))
        for (written,) in source.each(held):
            if sha256(bytes(written)) not in found.named:
                yield b"named " + bytes(written)
    order = select(AuditEvent.body).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    within = order.where(AuditLeaf.leaf_index >= found.size, AuditLeaf.leaf_index < size)
    for (body,) in source.each(within.order_by(AuditLeaf.leaf_index)):
        yield b"body " + bytes(body)
