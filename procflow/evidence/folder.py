"""Where the bytes lie, by their hash: written whole or not at all, found again, found intact."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from procflow.errors import NotFound

SHA256_DIGITS = 64


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
