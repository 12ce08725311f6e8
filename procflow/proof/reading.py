"""Canonical bytes read in bulk: the verdict is that of canon.loads, which is asked whenever a quick look does not settle it."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from procflow import canon

SAFE_DIGITS = 15  # fewer digits than 2^53-1 has: no need to compare
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


class Reader:
    """Reads bodies; it keeps the keys that it has seen, so that each is looked at once."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        decoder: Any = json.JSONDecoder(object_hook=self._object, parse_int=whole, parse_float=doubtful, parse_constant=doubtful)
        self._scan = decoder.scan_once  # without the pattern matching of `decode`, which would also allow spaces around it

    def read(self, data: bytes) -> Any:
        """The value of canonical bytes; CanonError for any others."""
        if data.count(b"{") + data.count(b"[") > canon.DEEPEST:
            return canon.loads(data)
        try:
            text = data.decode()
            value, _ = self._scan(text, 0)
            # What is not written exactly so has spaces, escapes, an order or a key twice that the canonical form does not have.
            settled = _ENCODER.encode(value) == text and (text.isascii() or unicodedata.is_normalized("NFC", text))
        except (ValueError, StopIteration, RecursionError):
            return canon.loads(data)
        return value if settled else canon.loads(data)

    def _object(self, found: dict[str, Any]) -> dict[str, Any]:
        if not self._keys.issuperset(found):
            canon.dumps(dict.fromkeys(found))
            self._keys.update(found)
        return found


def written(value: object) -> str:
    """The canonical text of a value that was read from canonical bytes, and so need not be looked at again."""
    return _ENCODER.encode(value)


def whole(text: str) -> int:
    if len(text) > SAFE_DIGITS:
        raise ValueError(text)
    return int(text)


def doubtful(text: str) -> Any:
    raise ValueError(text)
