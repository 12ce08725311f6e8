"""Signed notes, keys, checkpoints and proofs as C2SP writes them, read and checked; it signs nothing and believes no key by itself."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from procflow.proof.bundle.offline.curve import signed_by
from procflow.proof.bundle.offline.refusing import Refuse, demand

LOG_KEY, WITNESS_KEY = 1, 4
PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
PROOF_HEAD = "c2sp.org/tlog-proof@v1"


class PublicKey(NamedTuple):
    name: str
    ident: bytes
    kind: int
    public: bytes


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes


def key_of(text: str) -> PublicKey:
    """The key of a vkey's text: name, fingerprint and key, which fit each other. Raises Refuse."""
    name, _, rest = text.partition("+")
    ident, _, encoded = rest.partition("+")
    content = base64(encoded, "KEY_UNREADABLE", found=text)
    demand(name and len(content) == 33 and content[0] in (LOG_KEY, WITNESS_KEY), "KEY_UNREADABLE", found=text)
    made = sha256(name.encode() + b"\n" + content).digest()[:4]
    demand(made.hex() == ident, "KEY_UNREADABLE", found=text)
    return PublicKey(name, made, content[0], content[1:])


def note_parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a note, and its lines of signatures: name, fingerprint of the key, signature. Raises Refuse."""
    text, gap, rest = note.rpartition("\n\n")
    demand(gap and rest.endswith("\n"), "NOTE_UNREADABLE")
    lines = []
    for line in rest[:-1].split("\n"):
        demand(line.startswith("— "), "NOTE_UNREADABLE")
        name, _, encoded = line[2:].partition(" ")
        content = base64(encoded, "NOTE_UNREADABLE")
        demand(len(content) > 4, "NOTE_UNREADABLE")
        lines.append((name, content[:4], content[4:]))
    return text + "\n", lines


def checked_note(note: str, keys: Sequence[PublicKey]) -> dict[PublicKey, int]:
    """The keys of these that signed it, each with the second of its cosignature (0 for the log's own). Raises Refuse for a false line of a known key."""
    text, lines = note_parts(note)
    found = {}
    for name, ident, signature in lines:
        for key in keys:
            if (key.name, key.ident) == (name, ident):
                time = int.from_bytes(signature[:8], "big") if key.kind == WITNESS_KEY else 0
                said = (f"cosignature/v1\ntime {time}\n{text}" if key.kind == WITNESS_KEY else text).encode()
                demand(signed_by(key.public, said, signature[8:] if key.kind == WITNESS_KEY else signature), "SIGNATURE_FALSE", name=name)
                found[key] = time
    return found


def checkpoint_of(text: str) -> Checkpoint:
    """The three lines of a checkpoint. Raises Refuse."""
    lines = text.split("\n")
    demand(len(lines) == 4 and not lines[3] and lines[0] and PLAIN_NUMBER.fullmatch(lines[1]), "NOTE_UNREADABLE")
    return Checkpoint(lines[0], int(lines[1]), hash_of(lines[2], "NOTE_UNREADABLE"))


def proof_parts(text: str) -> tuple[int, list[bytes], str]:
    """The place, the path and the note of a tlog-proof, none of them believed yet. Raises Refuse."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    demand(len(lines) > 1 and lines[0] == PROOF_HEAD and lines[1].startswith("index "), "PROOF_UNREADABLE")
    demand(PLAIN_NUMBER.fullmatch(lines[1][6:]), "PROOF_UNREADABLE")
    return int(lines[1][6:]), [hash_of(each, "PROOF_UNREADABLE") for each in lines[2:]], note


def hash_of(text: str, code: str) -> bytes:
    content = base64(text, code)
    demand(len(content) == 32, code)
    return content


def base64(text: str, code: str, **inputs: object) -> bytes:
    """The bytes of this base64, which can be written in one way only. Raises Refuse."""
    try:
        content = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Refuse(code, **inputs) from None
    demand(content and b64encode(content).decode() == text, code, **inputs)
    return content
