"""Signed notes and cosignatures as C2SP writes them (Ed25519): text that others' tools can check; it keeps no key and reads no file."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNS, COSIGNS = 0x01, 0x04
DASH = "— "
MOST_LINES = 64
LONGEST = 65_536
NAME = re.compile(r"[^\s+]+")
VKEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")


class Untrue(ValueError):
    """A note, key or signature that is not what it should be."""


@dataclass(frozen=True)
class Verifier:
    """A public key under its name; `kind` is SIGNS for a log's own, COSIGNS for a witness's."""

    name: str
    public: bytes
    kind: int = SIGNS

    @classmethod
    def of(cls, vkey: str) -> Verifier:
        """The key of a vkey's text. Raises Untrue."""
        found = VKEY.fullmatch(vkey)
        content = plain(found[3]) if found else b""
        if not found or len(content) != 33 or content[0] not in (SIGNS, COSIGNS):
            raise Untrue("this is no verifier key of Ed25519")
        made = cls(found[1], content[1:], content[0])
        if made.ident.hex() != found[2]:
            raise Untrue("the verifier key does not fit its own fingerprint")
        return made

    @property
    def ident(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.encoded).digest()[:4]

    @property
    def encoded(self) -> bytes:
        return bytes([self.kind]) + self.public

    def __str__(self) -> str:
        return f"{self.name}+{self.ident.hex()}+{b64encode(self.encoded).decode()}"

    def check(self, text: str, signature: bytes) -> int:
        """The time of a cosignature in seconds since 1970, 0 for a signature. Raises Untrue."""
        time = int.from_bytes(signature[:8]) if self.kind == COSIGNS else 0
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(
                signature[8:] if self.kind == COSIGNS else signature, said(self.kind, text, time)
            )
        except InvalidSignature:
            raise Untrue(f"the signature of {self.name} is not true") from None
        return time


@dataclass(frozen=True)
class Note:
    """A text with the lines of signatures under it: name, fingerprint of the key, signature."""

    text: str
    lines: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def read(cls, note: str) -> Note:
        """The parts of a note, none of them believed yet. Raises Untrue."""
        text, gap, rest = note.rpartition("\n\n")
        if not gap or not rest.endswith("\n") or len(note.encode()) > LONGEST or any(each < " " for each in note.replace("\n", "")):
            raise Untrue("this is no signed note")
        lines = rest[:-1].split("\n")
        if len(lines) > MOST_LINES:
            raise Untrue("the note bears too many signatures")
        return cls(text + "\n", tuple(line(each) for each in lines))

    def check(self, *keys: Verifier) -> dict[Verifier, int]:
        """The keys of these whose signature it bears, with their times; a false one of a known key spoils the note. Raises Untrue."""
        known = {(key.name, key.ident): key for key in keys}
        return {
            known[name, ident]: known[name, ident].check(self.text, signature)
            for name, ident, signature in self.lines
            if (name, ident) in known
        }


def sign(key: Ed25519PrivateKey, name: str, text: str, time: int | None = None) -> str:
    """A line to stand under this text; with a `time` a witness's cosignature of that second."""
    who = verifier(key, name, SIGNS if time is None else COSIGNS)
    stamped = b"" if time is None else time.to_bytes(8)
    return written(name, who.ident, stamped + key.sign(said(who.kind, text, time or 0)))


def written(name: str, ident: bytes, signature: bytes) -> str:
    """A line of a note."""
    return f"{DASH}{name} {b64encode(ident + signature).decode()}\n"


def verifier(key: Ed25519PrivateKey, name: str, kind: int = SIGNS) -> Verifier:
    return Verifier(name, key.public_key().public_bytes_raw(), kind)


def said(kind: int, text: str, time: int) -> bytes:
    """The bytes that are signed."""
    return (f"cosignature/v1\ntime {time}\n{text}" if kind == COSIGNS else text).encode()


def line(text: str) -> tuple[str, bytes, bytes]:
    name, _, content = text.removeprefix(DASH).partition(" ")
    signature = plain(content)
    if not text.startswith(DASH) or not NAME.fullmatch(name) or len(signature) <= 4:
        raise Untrue("a line under the note is no signature")
    return name, signature[:4], signature[4:]


def plain(text: str) -> bytes:
    """The bytes of this base64, which can be written in one way only. Raises Untrue."""
    try:
        found = b64decode(text, validate=True)
    except (Error, ValueError):
        found = b""
    if not found or b64encode(found).decode() != text:
        raise Untrue("this is no base64")
    return found
