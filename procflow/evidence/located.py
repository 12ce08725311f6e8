"""Where the files of an installation lie, told once for each database: who holds a session finds the bytes of a file. It writes none."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.evidence.folder import path

_folders: dict[str, Path] = {}


def locate(url: str | URL, folder: Path) -> None:
    """The files of the installation in this database lie in this folder."""
    _folders[make_url(url).render_as_string()] = folder


def content(session: Session, sha256: str) -> bytes:
    """The bytes of a file. Raises NotFound where they do not lie here, or nobody said where they do."""
    bind = session.get_bind()
    folder = _folders.get(bind.engine.url.render_as_string())
    if folder is None:
        raise NotFound
    return path(folder, sha256).read_bytes()
