"""The secret code of a slip, from the installation's secret, the case and the slip's number; nothing of it is ever stored or logged.

Whoever has no secret can neither make a code nor tell from a record which slip was used. A new secret makes every printed slip void.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from procflow.forms import ID
from procflow.guards.slips import MOST, SLIP

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another when it is read aloud or typed
SIGNS = 20  # a hundred bits
PARTS = 3
LONGEST = 120


def code(secret: str, no: str, number: int) -> str:
    """What stands in the address of a slip: which case, which slip, and the proof that it was printed here."""
    return f"{no}.{number}.{proof(secret, 'code', no, number)}"


def read(secret: str, given: str) -> tuple[str, int] | None:
    """The case and the number of the slip with this code; None for a code that nobody printed."""
    parts = given.strip().rsplit(".", PARTS - 1) if len(given) <= LONGEST else []
    if (
        len(parts) != PARTS
        or not ID.fullmatch(parts[0])
        or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= len(str(MOST)))
    ):
        return None
    no, number = parts[0], int(parts[1])
    right = proof(secret, "code", no, number)
    return (no, number) if hmac.compare_digest(right.encode(), parts[2].lower().encode()) else None


def pseudonym(secret: str, no: str, number: int) -> str:
    """Who answers, as the records name it: the same slip always the same, and nobody can tell which slip it is."""
    return SLIP + proof(secret, "pseudonym", no, number)


def proof(secret: str, use: str, no: str, number: int) -> str:
    """Twenty signs out of a keyed hash: one key for each use, derived from the installation's secret."""
    key = hmac.new(secret.encode(), f"procflow/slip/1/{use}".encode(), sha256).digest()
    value = int.from_bytes(hmac.new(key, f"{no}\n{number}".encode(), sha256).digest())
    return "".join(ALPHABET[value >> 5 * place & 31] for place in range(SIGNS))
