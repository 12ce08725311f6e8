"""Canonical bytes read in bulk: the verdict is that of canon.loads, which is asked whenever a quick look does not settle it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from procflow import canon

UNUSUAL = re.compile(rb"[ \t\r\n]|-0|[0-9]{16}")  # spaces, minus zero, and numbers that may be beyond 2^53-1
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


class Reader:
    """Reads bodies; it keeps the shapes of objects (their keys, in order) that it has seen, so that each is looked at once."""

    def __init__(self) -> None:
        self._shapes: set[tuple[str, ...]] = set()
        self._pairs = 0
        decoder: Any = json.JSONDecoder(object_hook=self._object, parse_float=doubtful, parse_constant=doubtful)
        self._scan = decoder.scan_once  # without the pattern matching of `decode`, which would also allow spaces around it

    def read(self, data: bytes) -> Any:
        """The value of canonical bytes; CanonError for any others."""
        if data.count(b"{") + data.count(b"[") > canon.DEEPEST:
            return canon.loads(data)
        try:
            text = data.decode()
            self._pairs = 0
            value, end = self._scan(text, 0)
        except (ValueError, StopIteration, RecursionError):
            return canon.loads(data)
        settled = end == len(text) and self._tight(data) and (text.isascii() or unicodedata.is_normalized("NFC", text))
        return value if settled else canon.loads(data)

    def _tight(self, data: bytes) -> bool:
        """No escapes; outside strings no space or odd number, and as many colons as keys were met, so that no key stands twice."""
        if b"\\" in data:
            return False
        outside = b"".join(data.split(b'"')[::2])
        return outside.count(b":") == self._pairs and not UNUSUAL.search(outside)

    def _object(self, found: dict[str, Any]) -> dict[str, Any]:
        shape = tuple(found)
        if shape not in self._shapes:
            canon.dumps(dict.fromkeys(found))
            if list(shape) != sorted(shape):
                raise ValueError(shape)
            self._shapes.add(shape)
        self._pairs += len(shape)
        return found


def written(value: object) -> str:
    """The canonical text of a value that was read from canonical bytes, and so need not be looked at again."""
    return _ENCODER.encode(value)


def doubtful(text: str) -> Any:
    raise ValueError(text)
