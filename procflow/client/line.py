"""The line to a server: one connection, kept; what breaks off is sent again as it was. It understands no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from procflow.client.problems import UNREACHED, NoAnswer
from procflow.errors import Invalid

TIMEOUT = 60.0
TRIES = 3
ODD_URL = "服务器地址写法不对，例如 https://procflow.example.cn"
PLACE = re.compile(r"[A-Za-z0-9.:\[\]_-]+")


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip()


class Line:
    """To one server, for one thread at a time. Every request may come twice: an act has its key, and whatever has none changes nothing by that.

    A redirection is not followed (a token is for this server alone), and no proxy of the surroundings is asked.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT, tries: int = TRIES) -> None:
        parts = urlsplit(url.rstrip("/"))
        if (
            parts.scheme not in ("http", "https")
            or not PLACE.fullmatch(parts.netloc)
            or not parts.hostname
            or parts.query
            or parts.fragment
        ):
            raise Invalid({"server": [ODD_URL]})
        self.url, self.prefix, self.tries = url.rstrip("/"), parts.path, tries
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        try:
            self.connection = kind(parts.hostname, parts.port, timeout=timeout)
        except ValueError:
            raise Invalid({"server": [ODD_URL]}) from None

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """Raises NoAnswer where each of the tries broke off."""
        for left in reversed(range(self.tries)):
            try:
                self.connection.request(method, self.prefix + path, body, dict(headers))
                answer = self.connection.getresponse()
                return Reply(answer.status, dict(answer.getheaders()), answer.read())
            except (HTTPException, OSError) as broken:
                self.connection.close()  # the next request opens another
                if not left:
                    raise NoAnswer(UNREACHED, url=self.url, reason=str(broken) or type(broken).__name__) from None
        raise AssertionError("there is at least one try")

    def close(self) -> None:
        self.connection.close()
