"""Canonical bytes (procflow-cjson/1, audit-ledger §5.2) and their hashes; refuses what it cannot write, never bends it into shape."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

ZERO = "00" * 32  # `prev` of the first record of a chain
LARGEST = 2**53 - 1  # beyond it, readers that keep numbers as doubles would see another number
DEEPEST = 64

_KEY = re.compile(r"[a-z0-9_]+")
_HASH = re.compile(r"[0-9a-f]{64}")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
# Overrides of the writing direction make a sentence read otherwise than it is stored.
_TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# Where a value lies: the path above and one step more. It is spelt out only for a refusal, because every record is checked.
_Path: TypeAlias = "tuple[_Path, str | int] | None"
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


class CanonError(ValueError):
    """A value or a byte string that procflow-cjson/1 does not allow; the message names the path from `$`."""


def dumps(value: object) -> bytes:
    """The one byte string of a value made of None, bool, int, str, list, tuple and dict; CanonError for anything else."""
    _check(value, None, 0)
    return _ENCODER.encode(value).encode()


def size(value: object) -> int:
    """How many bytes `dumps` would give; the value is measured here, not checked."""
    return len(_ENCODER.encode(value).encode())


def loads(data: bytes) -> Any:
    """The value of canonical bytes; CanonError unless `dumps` of it gives exactly these bytes back."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number)
    except CanonError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonError(f"$: not canonical JSON: {error}") from None
    if dumps(value) != data:
        raise CanonError("$: the bytes are not the canonical form of their value")
    return value


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest(value: object) -> str:
    """Hash of the canonical bytes of a value."""
    return sha256(dumps(value))


def leaf(body: bytes) -> str:
    """Leaf hash of a record (RFC 6962); also the `prev` of the record that follows it."""
    return sha256(b"\x00" + body)


def node(left: str, right: str) -> str:
    """Hash of two subtrees (RFC 6962)."""
    return sha256(b"\x01" + _raw(left) + _raw(right))


def commitment(salt: bytes, event_id: str, field: str, value: str) -> str:
    """What stands in a record in place of personal text; the salt stops guessing, event and field stop moving it elsewhere."""
    if len(salt) != 16:
        raise CanonError(f"$: a salt has 16 bytes, not {len(salt)}")
    _check_text(value, None)
    return sha256(b"procflow-pii/1" + salt + _ENCODER.encode([event_id, field, value]).encode())


def stamp(instant: datetime) -> str:
    """2024-04-19T02:00:00.000000Z; CanonError for a datetime without zone."""
    if instant.utcoffset() is None:
        raise CanonError(f"$: {instant!r} has no time zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def unstamp(text: str) -> datetime:
    """The instant of a stamp, in UTC; CanonError for any other way of writing it."""
    if not _STAMP.fullmatch(text):
        raise CanonError(f"$: {text!r} is not a stamp")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise CanonError(f"$: {text!r} is not a stamp: {error}") from None


def clean(text: str) -> str:
    """Text as people typed it, made fit for a record: NFC, line ends as newline, no control characters but newline and tab, stripped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(each for each in lines if each in "\n\t" or not _hidden(each))
    return unicodedata.normalize("NFC", kept).strip()


def _check(value: object, path: _Path, depth: int) -> None:
    if isinstance(value, str):
        if not value.isascii():
            _check_text(value, path)
    elif isinstance(value, (dict, list, tuple)):
        _check_inside(value, path, depth + 1)
    elif isinstance(value, int):  # bool too
        if not -LARGEST <= value <= LARGEST:
            raise CanonError(f"{_spelt(path)}: a whole number beyond 2^53-1")
    elif value is not None:
        raise CanonError(f"{_spelt(path)}: {type(value).__name__} cannot be written")


def _check_inside(value: dict[Any, Any] | list[Any] | tuple[Any, ...], path: _Path, depth: int) -> None:
    if depth > DEEPEST:
        raise CanonError(f"{_spelt(path)}: nested more than {DEEPEST} deep")
    if isinstance(value, dict):
        for key, each in value.items():
            if not (type(key) is str and _is_key(key)):
                raise CanonError(f"{_spelt(path)}: key {key!r} is not [a-z0-9_]+")
            if not _is_plain(each):
                _check(each, (path, key), depth)
    else:
        for place, each in enumerate(value):
            if not _is_plain(each):
                _check(each, (path, place), depth)


def _is_plain(value: object) -> bool:
    """What most values of a record are, told apart quickly: nothing more need be asked of them."""
    return (type(value) is str and value.isascii()) or value is None or value is True or value is False


@lru_cache(maxsize=4096)
def _is_key(key: str) -> bool:
    return _KEY.fullmatch(key) is not None


def _check_text(text: str, path: _Path) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CanonError(f"{_spelt(path)}: text is not valid UTF-8") from None
    if not unicodedata.is_normalized("NFC", text):
        raise CanonError(f"{_spelt(path)}: text is not in NFC")


def _spelt(path: _Path) -> str:
    if path is None:
        return "$"
    above, step = path
    return f"{_spelt(above)}.{step}" if isinstance(step, str) else f"{_spelt(above)}[{step}]"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonError("$: a key stands twice in one object")
    return found


def _no_number(text: str) -> NoReturn:
    raise CanonError(f"$: {text} is not a whole number")


def _raw(digest: str) -> bytes:
    if not _HASH.fullmatch(digest):
        raise CanonError(f"$: {digest!r} is not a hash in lower hex")
    return bytes.fromhex(digest)


def _hidden(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING
