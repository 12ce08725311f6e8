"""The ZIP of a bundle: its list of files with their hashes, in one order, of no date, so that the same content is the same bytes. It packs, and knows no record."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

from procflow import canon

FORMAT = "procflow-bundle/1"
MANIFEST = "manifest.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16
UNIX = 3


def packed(files: Mapping[str, bytes], said: Mapping[str, Any]) -> bytes:
    """The archive. Nothing is compressed: what a library makes of the same bytes changes with its version."""
    listed = [{"path": path, "sha256": sha256(data).hexdigest(), "size": len(data)} for path, data in sorted(files.items())]
    manifest = canon.dumps({"format": FORMAT, **said, "files": listed})
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, data in [(MANIFEST, manifest), *sorted(files.items())]:
            entry = zipfile.ZipInfo(path, LONG_AGO)
            entry.external_attr, entry.create_system = READABLE, UNIX
            archive.writestr(entry, data)
    return made.getvalue()
