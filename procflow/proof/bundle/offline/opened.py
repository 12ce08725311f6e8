"""A bundle opened, from its ZIP or its unpacked folder: every file that its list names and no other, each with its hash. It reads, and unpacks nothing."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from procflow.proof.bundle.offline.canonical import NotCanonical, strict
from procflow.proof.bundle.offline.refusing import Refuse, demand, dig

MANIFEST = "manifest.json"
FORMAT = "procflow-bundle/1"
MOST_BYTES = 2 * 1024**3


class Opened(NamedTuple):
    """The files by their names, and what the list says of the whole."""

    files: dict[str, bytes]
    said: dict[str, Any]

    def text(self, path: str) -> str:
        return self.get(path).decode("utf-8", "replace")

    def get(self, path: str) -> bytes:
        """Raises Refuse where it is not there."""
        demand(path in self.files, "FILE_MISSING", path=path)
        return self.files[path]

    def value(self, path: str) -> Any:
        """What canonical bytes say. Raises Refuse."""
        return value_of(self.get(path), path)


def opened(place: str) -> Opened:
    """Raises Refuse for what is no bundle, or not the whole of one."""
    files = from_folder(Path(place)) if Path(place).is_dir() else from_zip(place)
    demand(MANIFEST in files, "NO_BUNDLE")
    said = value_of(files[MANIFEST], MANIFEST)
    listed = dig(said, "files")
    demand(dig(said, "format") == FORMAT and isinstance(listed, list), "FORMAT_UNKNOWN", found=dig(said, "format"))
    names = {}
    for each in listed:
        names[each["path"]] = (each["sha256"], each["size"])
    for path in sorted(names):
        demand(path in files, "FILE_MISSING", path=path)
        fits = (sha256(files[path]).hexdigest(), len(files[path])) == names[path]
        demand(fits, "FILE_CHANGED", path=path)
    for path in sorted(files):
        demand(path in names or path == MANIFEST, "FILE_ADDED", path=path)
    return Opened(files, said)


def from_zip(place: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(place) as archive:
            names = [each.filename for each in archive.infolist()]
            demand(len(set(names)) == len(names), "FILE_TWICE")
            demand(sum(each.file_size for each in archive.infolist()) <= MOST_BYTES, "NO_BUNDLE")
            return {name: archive.read(name) for name in names if not name.endswith("/")}
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise Refuse("ZIP_BROKEN", path=place) from None


def from_folder(place: Path) -> dict[str, bytes]:
    return {each.relative_to(place).as_posix(): each.read_bytes() for each in sorted(place.rglob("*")) if each.is_file()}


def value_of(data: bytes, path: str) -> Any:
    try:
        return strict(data)
    except NotCanonical as error:
        raise Refuse("NOT_CANONICAL", path=path, found=str(error)) from None
