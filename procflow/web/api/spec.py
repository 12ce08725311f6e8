"""The OpenAPI 3.1 document, made of the operations, the forms of the tables and the answers of the read door; nothing is described twice."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import Response, g
from flask.typing import ResponseReturnValue

from procflow import __version__, shapes
from procflow.errors import Refusal
from procflow.forms import ID
from procflow.forms.described import json_schema
from procflow.shapes import Schemas
from procflow.web.api import problems
from procflow.web.api.operations import KEY, VERSION, Operation
from procflow.wording import say

WORD = {"type": "string", "pattern": f"^{ID.pattern}$"}
PARTS = {
    "cases": "事项", "inbox": "待办", "points": "积分", "meetings": "会议", "statements": "公示", "ratings": "评定", "procedures": "程序", "regimes": "细则",
    "facts": "资料", "evidence": "附件", "events": "事件", "tokens": "令牌", "clock": "时钟",
}  # fmt: skip
BYTES = {"type": "string", "format": "binary", "minLength": 1}
SAID = frozenset({"title", "summary", "description", "x-displayName"})


def document(every: Sequence[Operation]) -> ResponseReturnValue:
    answer = Response(written(tuple(every), g.lang), mimetype="application/json")
    answer.headers["Content-Language"] = g.lang
    answer.vary.add("Accept-Language")
    return answer


@cache
def written(every: tuple[Operation, ...], lang: str) -> str:
    return json.dumps(in_words(openapi(every), lang), ensure_ascii=False)


def openapi(every: Sequence[Operation]) -> dict[str, Any]:
    known = Schemas()
    shapes.schema(Refusal, known)
    paths: dict[str, dict[str, Any]] = {}
    for each in every:
        paths.setdefault(address(each), {})[each.method.lower()] = operation(each, known)
    known["Problem"] = problems.described(known["Refusal"])
    shown = [{"name": name, "description": title} for name, title in PARTS.items() if any(each.part == name for each in every)]
    return {
        "openapi": "3.1.0",
        "info": {"title": "procflow", "version": __version__, "description": "党员积分制管理：登记、申报、表决、公示、定稿，每一步有据可查",
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/api/v1"}], "security": [{"token": []}], "tags": shown, "paths": paths,
        "components": {"schemas": dict(sorted(known.items())), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


def address(of: Operation) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", of.path)


def operation(of: Operation, known: Schemas) -> dict[str, Any]:
    said: dict[str, Any] = {"operationId": of.name, "summary": of.title, "tags": [of.part], "parameters": [*in_path(of), *in_query(of), *in_head(of)],
                            "responses": {str(of.status): answer(of, known), **refusals(of)}}  # fmt: skip
    if of.raw:
        said["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": BYTES}}}
    elif of.asks and of.method != "GET":
        body = of.bodies(known) if of.bodies else json_schema(of.asks)
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if of.public:
        said["security"] = []
    return said


def in_path(of: Operation) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": WORD} for name in re.findall(r"<(\w+)>", of.path)]


def in_query(of: Operation) -> list[dict[str, Any]]:
    if of.asks is None or not (of.method == "GET" or of.raw):
        return []
    asked = json_schema(of.asks)
    return [{"name": name, "in": "query", "required": name in asked.get("required", ()), "schema": plain(schema)}
            for name, schema in asked["properties"].items()]  # fmt: skip


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what is not said is left out."""
    kinds = schema.get("type", "string")
    kind = next(each for each in kinds if each != "null") if isinstance(kinds, list) else kinds
    options = {"enum": [each for each in schema["enum"] if each is not None]} if "enum" in schema else {}
    return {**schema, "type": kind, **options}


def in_head(of: Operation) -> list[dict[str, Any]]:
    key = {"name": KEY, "in": "header", "required": True, "schema": WORD, "description": "请求号：同一个号只办一次"}
    seen = {"name": VERSION, "in": "header", "required": True, "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
            "description": "您看到的是第几版（ETag）；* 是不管第几版"}  # fmt: skip
    return [*([key] if of.keyed else []), *([seen] if of.versioned else [])]


def answer(of: Operation, known: Schemas) -> dict[str, Any]:
    if of.answers is bytes:
        return {"description": of.title, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    return {"description": of.title, "content": {"application/json": {"schema": shapes.schema(of.answers, known)}}}


def refusals(of: Operation) -> dict[str, Any]:
    """Every other status that this operation may answer with."""
    fields, sent = of.asks().fields if of.asks else {}, of.method not in ("GET", "DELETE") and (of.asks or of.raw)
    said = {
        400: of.asks or of.keyed or of.versioned,
        401: not of.public,
        403: of.acts or of.refusable,
        404: "<" in of.path or of.some or (of.asks and not of.raw),
        409: of.refusable,
        412: of.refusable and (of.versioned or "preview" in fields),
        413: sent,
        415: sent and not of.raw,
        422: of.refusable,
        428: of.versioned,
        503: True,
    }
    problem = {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": problems.TITLES[status], "content": problem} for status, given in said.items() if given}


def in_words(value: Any, lang: str) -> Any:
    """Titles in the reader's language."""
    if isinstance(value, dict):
        return {name: say(each, lang) if name in SAID and isinstance(each, str) else in_words(each, lang) for name, each in value.items()}
    return [in_words(each, lang) for each in value] if isinstance(value, list) else value
