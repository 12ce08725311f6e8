"""A backup restored: beside what is there, verified, then put into its place and put on record. It never signs on: an older state begins an epoch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.engine import note
from procflow.errors import Misconfigured
from procflow.evidence import intact
from procflow.evidence.folder import place, write
from procflow.grammar import SYSTEM
from procflow.proof import keys
from procflow.proof.check import Report, verify
from procflow.proof.keys import State, Told
from procflow.proof.merkle import EMPTY
from procflow.proof.recovery.filling import fill
from procflow.proof.recovery.packing import Packed
from procflow.proof.recovery.places import beside
from procflow.proof.signer import Signer

RESTORED = "log.restored"
UNTRUE = "备份恢复后核验不一致，没有采用：{found}。确要采用，请加 --despite"
# No key lies under this number: until two people have begun an epoch, nothing is signed.
NO_KEY = 0


@dataclass(frozen=True)
class Restored:
    """`aside` is where the old state is kept, "" where there was none; `epoch` whether the log goes on only under a new name."""

    log: str
    size: int
    root: str
    signed: int
    files: int
    aside: str
    epoch: bool
    report: Report


def restore(path: Path, url: str, papers: Path, signer: Signer, stamp: str, *, replacing: bool = False, despite: bool = False) -> Restored:
    """Put this backup in the place of what is there; `stamp` names what is put aside. Raises Misconfigured, and leaves all as it was."""
    packed = Packed(path)
    told = packed.manifest
    made = beside(url, replace=replacing)
    try:
        report = filled(packed, made.url, signer)
        if not report.ok and not despite:
            first = report.findings[0]
            raise Misconfigured(UNTRUE, found=f"{first.where.table} {first.where.key}")
        files = unpacked(packed, papers)
        aside = made.move(stamp)
    finally:
        made.clear()
    known = remembered(signer, told["signer"])
    signed = known.now.size if known else 0
    epoch = bool(known) and (signed > told["size"] or not signer_signs(signer))
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        said = {"backup": digest(path), "size": told["size"], "root": told["root"], "signed": signed, "verified": report.ok}
        note(session, kind=RESTORED, actor=SYSTEM, data=said)
    return Restored(told["log"], told["size"], told["root"], signed, files, aside, epoch, report)


def filled(packed: Packed, url: str, signer: Signer, watch: Callable[[str, int, int], None] | None = None) -> Report:
    """The report on this backup once it stands in this empty database; signatures are checked, the signer's memory is not asked."""
    engine = create_engine(url, poolclass=NullPool)
    fill(engine, packed)
    known = signer.state if signer.there else stated(packed.manifest["signer"])
    blank = replace(known, now=replace(known.now, size=0, root=EMPTY.hex())) if known else None
    with Session(engine) as session:
        return verify(session, progress=watch, signer=blank)


def unpacked(packed: Packed, papers: Path) -> int:
    """The papers, each under its hash: one that is there already stays. How many are in the backup."""
    count = 0
    for sha256, content in packed.papers():
        if not intact(papers, sha256):
            write(place(papers, sha256), content)
        count += 1
    return count


def remembered(signer: Signer, told: dict[str, object] | None) -> State | None:
    """What the signer knows; where its folder is lost, what it knew when the backup was made, without a key to sign with."""
    if not signer.there and (state := stated(told)):
        with keys.alone(signer.folder):
            keys.save(signer.folder, state)
    return signer.state if signer.there else None


def stated(told: dict[str, object] | None) -> State | None:
    if not told:
        return None
    now, *closed = (Told(each["origin"], each["size"], each["root"], tuple(each["vkeys"])) for each in (told["now"], *told["closed"]))  # type: ignore[index,misc]  # as backup() wrote it
    return State(now, (NO_KEY,), tuple(closed))


def signer_signs(signer: Signer) -> bool:
    return NO_KEY not in signer.state.signing


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
