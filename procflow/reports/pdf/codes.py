"""Check codes: eight signs that follow from the installation's secret and the document's content, so that nobody can guess one. It keeps none."""

from __future__ import annotations

import hmac
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when it is typed from paper
SIGNS, HALF = 8, 4
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": "", " ": "", "—": "", "－": ""})


def code(secret: str, digest: str, again: int = 0) -> str:
    """The code of this content, as it is printed: 7K3F-92QD; `again` counts up where it is another document's already."""
    key = hmac.new(secret.encode(), b"procflow/paper/1", sha256).digest()
    value = int.from_bytes(hmac.new(key, f"{digest}\n{again}".encode(), sha256).digest())
    return halved("".join(ALPHABET[value >> 5 * place & 31] for place in range(SIGNS)))


def typed(given: str) -> str:
    """A code as somebody typed it from paper, as it is printed; "" for what can be none."""
    plain = given.strip().upper().translate(MISREAD) if len(given) <= 4 * SIGNS else ""
    return halved(plain) if len(plain) == SIGNS and all(sign in ALPHABET for sign in plain) else ""


def halved(signs: str) -> str:
    return f"{signs[:HALF]}-{signs[HALF:]}"
