"""Files by their hash: store one, name its row, find its bytes again. Who may fetch a file follows its case, and is asked of the read door."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from procflow.canon import clean
from procflow.db import Prepared
from procflow.errors import Invalid, NotFound
from procflow.forms import Sentence
from procflow.models import EvidenceFile

MOST = 10 * 1024 * 1024
LONGEST_NAME = 64
SHA256_DIGITS = 64
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
SUFFIXES = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", WORD: "docx", SHEET: "xlsx", "text/plain": "txt",
}  # fmt: skip
UNKNOWN = "只收 PDF、图片（PNG、JPEG、WebP）、Word（docx）、Excel（xlsx）和文本文件"
OTHER = "文件内容与文件类型不符，请重新保存后上传"
EMPTY = "文件是空的，请重新选择"
TOO_LARGE = "文件 {size} MB，须小于 {most} MB；可以用手机拍照上传"

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


def path(folder: Path, sha256: str) -> Path:
    """Where the bytes lie. Raises NotFound if they do not."""
    if len(sha256) != SHA256_DIGITS or not set(sha256) <= set("0123456789abcdef"):
        raise NotFound
    found = place(folder, sha256)
    if not found.is_file():
        raise NotFound
    return found


def intact(folder: Path, sha256: str) -> bool:
    """Whether the bytes are there and still have their hash."""
    try:
        return hashlib.sha256(path(folder, sha256).read_bytes()).hexdigest() == sha256
    except NotFound:
        return False


def sniffed(data: bytes) -> str:
    """The type by the bytes themselves; "" for one that is not taken. A document with macros is not."""
    for start, media in STARTS:
        if data.startswith(start):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:4] == b"PK\x03\x04":
        return office(data)
    try:
        return "" if any(letter < " " and letter not in "\t\r\n\f" for letter in data.decode()) else "text/plain"
    except UnicodeDecodeError:
        return ""


def office(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return WORD if "word/document.xml" in names else SHEET if "xl/workbook.xml" in names else ""


def place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def write(target: Path, data: bytes) -> None:
    """Through a name of its own, so that nobody ever meets half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        draft.write(data)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(target)


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")
