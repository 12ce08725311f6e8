"""A file taken in: its bytes into the folder, its row into the transaction of the caller."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from procflow.canon import clean
from procflow.db import Prepared
from procflow.errors import Invalid
from procflow.evidence.folder import place, write
from procflow.evidence.kinds import EMPTY, OTHER, SUFFIXES, TOO_LARGE, UNKNOWN, megabytes, sniffed
from procflow.evidence.located import locate
from procflow.forms import Sentence
from procflow.models import EvidenceFile

MOST = 10 * 1024 * 1024
LONGEST_NAME = 64
ROW = text("""INSERT INTO evidence_file (sha256, size, media, name, uploaded_by, uploaded_at)
              VALUES (:sha256, :size, :media, :name, :by, :at) ON CONFLICT (sha256) DO NOTHING""")
KNOWN = Prepared(select(EvidenceFile.sha256, EvidenceFile.size, EvidenceFile.media, EvidenceFile.name, EvidenceFile.uploaded_by)
                 .where(EvidenceFile.sha256 == bindparam("of")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it lies in the folder: its hash, its size in bytes, and the type that its first bytes show."""

    sha256: str
    size: int
    media: str

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.media]


def keep(session: Session, folder: Path, data: bytes, name: str, by: str, at: str, *, media: str = "", most: int = MOST) -> StoredFile:
    """Store a file with its row, in the caller's transaction. Raises Invalid."""
    stored = store(folder, data, media, most)
    locate(session.get_bind().engine.url, folder)
    shown = clean(name)[-LONGEST_NAME:] or f"{stored.sha256[:12]}.{stored.suffix}"
    session.execute(ROW, {"sha256": stored.sha256, "size": stored.size, "media": stored.media, "name": shown, "by": by, "at": at})
    return stored


def store(folder: Path, data: bytes, media: str = "", max_bytes: int = MOST) -> StoredFile:
    """Write the bytes under their hash, whole or not at all. Raises Invalid for an empty, too large or unknown file."""
    if not data:
        raise Invalid({"files": [EMPTY]})
    if len(data) > max_bytes:
        raise Invalid({"files": [Sentence(TOO_LARGE, size=megabytes(len(data)), most=megabytes(max_bytes))]})
    found = sniffed(data)
    if not found:
        raise Invalid({"files": [UNKNOWN]})
    if media in SUFFIXES and media != found:
        raise Invalid({"files": [OTHER]})
    stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data), found)
    target = place(folder, stored.sha256)
    if not target.exists():
        write(target, data)
    return stored
