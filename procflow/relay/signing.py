"""How a webhook's message is signed, by the Standard Webhooks scheme. It keeps no secret: each follows from the installation's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "whsec_"
PURPOSE = "procflow-webhook/1"


def secret(installation: str, hook: str, salt: str) -> str:
    """The secret of a webhook as its receiver is told it; another salt makes another one."""
    return PREFIX + base64.b64encode(mac(installation.encode(), f"{PURPOSE}:{hook}:{salt}".encode())).decode()


def signature(secrets: Iterable[str], ident: str, timestamp: int, body: bytes) -> str:
    """The header's value: one signature for each secret that holds, so that a receiver may change over in its own time."""
    said = f"{ident}.{timestamp}.".encode() + body
    return " ".join("v1," + base64.b64encode(mac(base64.b64decode(each.removeprefix(PREFIX)), said)).decode() for each in secrets)


def mac(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, said, hashlib.sha256).digest()
