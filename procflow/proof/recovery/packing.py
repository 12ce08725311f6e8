"""A backup as a file: every table's rows as lines of JSON, the papers, and what they must hash to; it knows no database and restores nothing.

A zip file, the same for either database. `manifest.json` comes last and names everything before it by its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from procflow.errors import Misconfigured

FORMAT = "procflow-backup/1"
MANIFEST = "manifest.json"
BYTES = "b64"
EXISTS = "文件 {path} 已经存在，备份不会覆盖它：请换一个文件名"
NO_BACKUP = "{path} 不是完整的备份文件：{found}"
Row = tuple[Any, ...]


class Packing:
    """A backup that is being written; parts are named once, in any order."""

    def __init__(self, file: ZipFile) -> None:
        self.file = file
        self.parts: dict[str, str] = {}

    def rows(self, name: str, rows: Iterable[Row]) -> int:
        """A table's rows; how many there were."""
        digest, count = hashlib.sha256(), 0
        with self.file.open(info(f"tables/{name}.jsonl", ZIP_DEFLATED), "w", force_zip64=True) as part:
            for row in rows:
                line = json.dumps([coded(each) for each in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                part.write(line)
                count += 1
        self.parts[f"tables/{name}.jsonl"] = digest.hexdigest()
        return count

    def paper(self, sha256: str, content: bytes) -> None:
        self.file.writestr(info(f"files/{sha256}", ZIP_STORED), content)


@contextmanager
def packing(path: Path, manifest: dict[str, Any]) -> Iterator[Packing]:
    """Whole or not at all, readable by its owner alone; what is put into the manifest inside is in it. Raises Misconfigured."""
    if path.exists():
        raise Misconfigured(EXISTS, path=path)
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            with ZipFile(raw, "w", ZIP_DEFLATED) as file:
                made = Packing(file)
                yield made
                whole = {"format": FORMAT, **manifest, "parts": made.parts}
                file.writestr(info(MANIFEST, ZIP_DEFLATED), json.dumps(whole, ensure_ascii=False, indent=1))
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Packed:
    """A backup as it is read; every row and paper is checked against the manifest while it is read. Raises Misconfigured."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.file = ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self.file.read(MANIFEST))
            found = self.manifest["format"]
        except (OSError, BadZipFile, KeyError, ValueError, TypeError) as error:
            raise Misconfigured(NO_BACKUP, path=path, found=type(error).__name__) from error
        if found != FORMAT:
            raise Misconfigured(NO_BACKUP, path=path, found=found)

    def rows(self, name: str) -> Iterator[list[Any]]:
        part, digest = f"tables/{name}.jsonl", hashlib.sha256()
        with self.open(part) as lines:
            for line in lines:
                digest.update(line)
                yield [decoded(each) for each in json.loads(line)]
        if digest.hexdigest() != self.manifest["parts"].get(part):
            raise Misconfigured(NO_BACKUP, path=self.path, found=part)

    def papers(self) -> Iterator[tuple[str, bytes]]:
        for name in self.file.namelist():
            if name.startswith("files/"):
                sha256 = name.removeprefix("files/")
                with self.open(name) as part:
                    content = part.read()
                if hashlib.sha256(content).hexdigest() != sha256:
                    raise Misconfigured(NO_BACKUP, path=self.path, found=name)
                yield sha256, content

    @contextmanager
    def open(self, part: str) -> Iterator[Any]:
        try:
            with self.file.open(part) as opened:
                yield opened
        except (KeyError, BadZipFile, ValueError, OSError) as error:
            raise Misconfigured(NO_BACKUP, path=self.path, found=part) from error


def info(name: str, kind: int) -> ZipInfo:
    """Without the hour at which it was written: the same state gives the same bytes."""
    made = ZipInfo(name)
    made.compress_type, made.external_attr = kind, 0o600 << 16
    return made


def coded(value: Any) -> Any:
    return {BYTES: b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def decoded(value: Any) -> Any:
    return b64decode(value[BYTES]) if isinstance(value, dict) else value
