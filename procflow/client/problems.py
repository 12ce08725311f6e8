"""What a server could not do, as the errors that the same act raises without a server between; and what only a server can answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procflow import shapes
from procflow.errors import Invalid, NotFound, Refusal, Refused, Spoken

UNREACHED = "服务器 {url} 没有应答：{reason}。没有收到结果，办没办成并不知道；用同一个请求号重办，不会办两次"
NOT_OURS = "{url} 的回答不是 procflow 的：请核对服务器地址"
SAID = "服务器没有办：{title}"
MEND = {401: "令牌无效、已到期或已收回：请换一个有效的令牌", 403: "这个令牌只能查看，不能办理"}


class NoAnswer(Spoken):
    """No answer that the caller could use: nobody let in, nothing reached, or a fault over there. `status` is 0 where none came.

    `wait` is how many seconds the server asks to wait, 0 for no such word; `incident` is the code of a fault in its log;
    `key` is that of the act whose answer is missing: under it the act may be asked for again.
    """

    key = ""

    def __init__(self, sentence: str, /, *, status: int = 0, wait: int = 0, incident: str = "", **values: object) -> None:
        super().__init__(sentence, **values)
        self.status, self.wait, self.incident = status, wait, incident


@dataclass(frozen=True, slots=True)
class Attempt:
    """The record of a refused attempt, as far as a caller knows it."""

    event_id: str


def problem(status: int, media: str, body: bytes, headers: Mapping[str, str], url: str) -> Exception:
    """The error that a problem document tells."""
    said = document(media, body)
    try:
        return told(status, said, headers) if said is not None else NoAnswer(NOT_OURS, status=status, url=url)
    except (KeyError, TypeError, ValueError, AttributeError):
        return NoAnswer(NOT_OURS, status=status, url=url)


def told(status: int, said: Mapping[str, Any], headers: Mapping[str, str]) -> Exception:
    if said.get("refusals"):
        record = Attempt(said["record"]) if said.get("record") else None
        return Refused(tuple(shapes.load(Refusal, each) for each in said["refusals"]), record)
    if said.get("errors"):
        return Invalid(by_field(said["errors"]))
    title = str(said.get("detail") or said.get("title") or status)
    if status == 404:
        return NotFound(title)
    wait = headers.get("Retry-After", "")
    sentence = MEND.get(status, SAID)
    return NoAnswer(sentence, status=status, wait=int(wait) if wait.isdecimal() else 0, incident=str(said.get("incident", "")), title=title)


def document(media: str, body: bytes) -> dict[str, Any] | None:
    """The problem document (RFC 9457); None where the answer is something else."""
    try:
        found = json.loads(body) if media == "application/problem+json" else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def by_field(errors: list[Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in errors:
        found.setdefault(each["field"], []).append(each["detail"])
    return found
