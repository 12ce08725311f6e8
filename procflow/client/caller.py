"""One call: a request in somebody's name and language, and its answer as a type hint says. It knows no operation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlencode

from procflow import shapes
from procflow.client.line import Line, Reply
from procflow.client.problems import NOT_OURS, NoAnswer, problem
from procflow.errors import Invalid

ROOT = "/api/v1"
SECRET = re.compile(r"[\x21-\x7e]*")
ODD = "令牌里有不该有的字符"


class Paged(Protocol):
    """A page that says with what token the next one begins, "" for none."""

    @property
    def following(self) -> str: ...


P = TypeVar("P", bound=Paged)
T = TypeVar("T")


class Caller:
    def __init__(self, line: Line, token: str, lang: str) -> None:
        if not SECRET.fullmatch(token):
            raise Invalid({"token": [ODD]})
        self.line, self.lang = line, lang
        self.headers = {"Accept": "application/json", "Accept-Language": lang, **({"Authorization": f"Bearer {token}"} if token else {})}

    def get(self, kind: Any, *path: str, **query: object) -> Any:
        return self.answer(kind, self.send("GET", path, query))

    def post(self, kind: Any, *path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Any:
        data = json.dumps({name: value for name, value in body.items() if value not in (None, "")}, default=str).encode()
        return self.answer(kind, self.send("POST", path, {}, data, {"Content-Type": "application/json", **(headers or {})}))

    def send(
        self,
        method: str,
        path: tuple[str, ...],
        query: Mapping[str, object],
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The reply to a request that was served. Raises Refused, Invalid, NotFound, NoAnswer."""
        address = "/".join([ROOT, *(quote(each, safe="") for each in path)])
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        reply = self.line.send(method, f"{address}?{asked}" if asked else address, {**self.headers, **(headers or {})}, body)
        if reply.status >= 300:
            raise problem(reply.status, reply.media, reply.body, reply.headers, self.line.url)
        return reply

    def answer(self, kind: Any, reply: Reply) -> Any:
        """The answer as its type. Raises NoAnswer for what is no such thing."""
        try:
            return shapes.load(kind, json.loads(reply.body))
        except (KeyError, TypeError, ValueError, ArithmeticError):
            raise NoAnswer(NOT_OURS, status=reply.status, url=self.line.url) from None


def rows(page: Callable[[str], P], of: Callable[[P], tuple[T, ...]]) -> Iterator[T]:
    """Every row of every page, fetched as they are wanted; `page` asks for the one behind a token, the first for ""."""
    token = ""
    while True:
        found = page(token)
        yield from of(found)
        token = found.following
        if not token:
            return
