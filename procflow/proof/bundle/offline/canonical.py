"""Canonical JSON (procflow-cjson/1): reads only bytes that are the one way of writing their value. It writes nothing that leaves."""

from __future__ import annotations

import json
import re
from typing import Any

KEY_OF_JSON = re.compile(r"[a-z0-9_]+")
LARGEST_NUMBER = 2**53 - 1


class NotCanonical(ValueError):
    """Bytes that could be written otherwise, or say something that the profile does not allow."""


def strict(data: bytes) -> Any:
    """The value of canonical bytes. Raises NotCanonical."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_float=no_number, parse_constant=no_number)
        again = canonical(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from None
    if again != data:
        raise NotCanonical("not the canonical form")
    return value


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs) or not all(KEY_OF_JSON.fullmatch(each) for each in made):
        raise NotCanonical("a key that stands twice, or of other letters")
    for each in made.values():
        if isinstance(each, int) and abs(each) > LARGEST_NUMBER:
            raise NotCanonical("a whole number beyond 2^53-1")
    return made


def no_number(text: str) -> None:
    raise NotCanonical("a number that is not whole: " + text)
