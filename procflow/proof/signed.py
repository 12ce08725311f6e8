"""What was signed of the log, against its heads and against what the signer knows; it makes no tree and asks no witness."""

from __future__ import annotations

from sqlalchemy import select

from procflow.models import LogCosignature, LogNote
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.findings import Findings
from procflow.proof.keys import State
from procflow.proof.notes import Note, Untrue, Verifier, line
from procflow.proof.rows import Source
from procflow.proof.tree import Roots

UNREADABLE = "签过的检查点读不出来，或被改动：{found}"
OTHER = "签过的检查点与封存日志不符：签的是{expected}，日志是{found}"
NOT_OURS = "检查点不是已知的密钥签的：{found}"
SHORTER = "签名密钥签到过{expected}条，封存日志里却没有：日志被退回或改写过"
REWRITTEN = "签名密钥在{size}条时签过的根摘要与封存日志不符：签的是{expected}，日志是{found}"
KEPT_SHORTER = "留存的检查点有{expected}条，封存日志里却没有：日志被退回或改写过"
KEPT_REWRITTEN = "留存的检查点（{size}条）与封存日志不符：留存的是{expected}，日志是{found}"
NO_NOTE = "见证人签过的检查点不在了：{found}"


def notes(source: Source, findings: Findings, roots: Roots, signer: State | None) -> None:
    """Each note says what the log says, and a key of the signer's signed it; without a signer no signature is looked at."""
    for origin, size, text in source.each(select(LogNote.origin, LogNote.tree_size, LogNote.note)):
        key = f"{origin} {size}"
        try:
            read = Note.read(text)
            said = Checkpoint.read(read.text)
            known = [Verifier.of(each) for each in signer.vkeys.get(origin, ())] if signer else []
            signed = read.check(*known)
        except Untrue as untrue:
            findings.add("note", "log_note", key, ("", None), UNREADABLE, found=str(untrue))
            continue
        findings.counts["signed"] += 1
        if (said.origin, said.size) != (origin, size) or roots.get(size) != said.root:
            found = roots[size].hex() if size in roots else None
            findings.add("note", "log_note", key, ("", None), OTHER, expected=said.root.hex(), found=found)
        if signer and len(signed) != len(read.lines):
            findings.add("note", "log_note", key, ("", None), NOT_OURS, found=origin)
    cosigned(source, findings)


def cosigned(source: Source, findings: Findings) -> None:
    """Lines of witnesses stand under notes that are there, and can be read; whose they are, whoever holds the witness's key can tell."""
    known = {(origin, size) for origin, size in source.each(select(LogNote.origin, LogNote.tree_size))}
    chosen = select(LogCosignature.origin, LogCosignature.tree_size, LogCosignature.witness, LogCosignature.line)
    for origin, size, witness, text in source.each(chosen):
        key = f"{origin} {size} {witness}"
        if (origin, size) not in known:
            findings.add("note", "log_cosignature", key, ("", None), NO_NOTE, expected=size, found=origin)
        try:
            name = line(text.removesuffix("\n"))[0]
        except Untrue:
            name = ""
        if name != witness:
            findings.add("note", "log_cosignature", key, ("", None), UNREADABLE, found=witness)


def remembered(findings: Findings, roots: Roots, signer: State) -> None:
    """The log goes on from what the signer signed last: what a database that was set back cannot have."""
    goes_on(findings, roots, signer.now.size, bytes.fromhex(signer.now.root), "signer", (SHORTER, REWRITTEN))


def kept(findings: Findings, roots: Roots, checkpoint: Checkpoint) -> None:
    """The log goes on from a checkpoint that somebody kept outside."""
    goes_on(findings, roots, checkpoint.size, checkpoint.root, "kept", (KEPT_SHORTER, KEPT_REWRITTEN))


def goes_on(findings: Findings, roots: Roots, size: int, root: bytes, kind: str, sentences: tuple[str, str]) -> None:
    shorter, rewritten = sentences
    if size and size not in roots:
        findings.add(kind, "log_head", size, ("", None), shorter, expected=size, found=max(roots, default=0))
    elif size and roots[size] != root:
        findings.add(kind, "log_head", size, ("", None), rewritten, size=size, expected=root.hex(), found=roots[size].hex())
