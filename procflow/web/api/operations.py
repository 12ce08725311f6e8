"""An operation as a row of a table, and how a request becomes a call of its view and an answer. It knows no resource."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Response, g, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest, PreconditionRequired, UnsupportedMediaType

from procflow import shapes
from procflow.engine.attempt import flat
from procflow.errors import Invalid
from procflow.forms import ID, Form
from procflow.web import here

KEY, VERSION = "Idempotency-Key", "If-Match"


@dataclass(frozen=True)
class Answer:
    """What a view gives where it is more than a value: the version for the ETag, the address of what was made, the token of the next page."""

    value: Any
    version: int | None = None
    made: str = ""
    following: str = ""


@dataclass(frozen=True)
class Operation:
    """One row. `asks` reads the query of a GET and the body of anything else; `answers` is the type hint of what is told.

    `keyed` wants an Idempotency-Key, `versioned` an If-Match; `acts` are refused to a token that may only read.
    `bodies` are the schemas of a body that `asks` alone does not describe; `raw` says that the body is a file,
    `some` that it is there for some callers alone.
    """

    method: str
    path: str
    name: str
    title: str
    view: Callable[[Ask], Any]
    answers: Any
    asks: type[Form] | None = None
    status: int = 200
    keyed: bool = False
    versioned: bool = False
    public: bool = False
    raw: bool = False
    refusable: bool = False
    some: bool = False
    part: str = ""
    bodies: Callable[[shapes.Schemas], dict[str, Any]] | None = None

    @property
    def acts(self) -> bool:
        return self.method != "GET" and not self.public


@dataclass(frozen=True)
class Ask:
    """A request as a view sees it: who asks, on which day, for what; `given` is the query or body as its form reads it."""

    actor: str
    day: date
    path: Mapping[str, str]
    given: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    version: int | None = None

    @property
    def reading(self) -> Session:
        return here.reading()

    @property
    def writing(self) -> Session:
        return here.writing()


def bound(of: Operation) -> Callable[..., ResponseReturnValue]:
    """The view function of an operation."""

    def answer(**path: str) -> ResponseReturnValue:
        named = {name: here.ident(value) for name, value in path.items()}
        asked = Ask(g.get("caller", ""), here.today(), named, read(of), key(of), version(of))
        found = of.view(asked)
        return told(of, found if isinstance(found, Answer) else Answer(found))

    return answer


def told(of: Operation, found: Answer) -> ResponseReturnValue:
    if isinstance(found.value, Response):
        return found.value
    response = Response(
        json.dumps(shapes.dump(found.value, g.lang, of.answers), ensure_ascii=False), of.status, mimetype="application/json"
    )
    response.headers["Content-Language"] = g.lang
    response.vary.add("Accept-Language")
    if found.version is not None:
        response.set_etag(str(found.version))
    if found.made:
        response.headers["Location"] = found.made
    if found.following:
        more = {**request.args, "after": found.following}
        response.headers["Link"] = f'<{url_for(request.endpoint or "", **{**(request.view_args or {}), **more})}>; rel="next"'
    return response


def read(of: Operation) -> Mapping[str, Any]:
    """The query or the body, by the operation's form. Raises Invalid."""
    if of.asks is None:
        return {}
    given: Any = query() if of.method == "GET" or of.raw else body()
    try:
        return of.asks().load(given)  # type: ignore[no-any-return]  # marshmallow's own type
    except ValidationError as problem:
        raise Invalid(flat(problem.normalized_messages())) from None


def query() -> dict[str, Any]:
    """The query, every name in it once: of two values nobody knows which is meant."""
    try:
        return once(list(request.args.items(multi=True)))
    except ValueError:
        raise BadRequest from None


def body() -> Any:
    """The body as JSON: an object, every name in it once, no NaN."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        found = json.loads(request.get_data(), object_pairs_hook=once, parse_float=whole, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(found, dict):
        raise Invalid({"body": ["请填写表单"]})
    return found


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same name twice")
    return found


def whole(text: str) -> float:
    """To JSON 2.0 and 2 are one number."""
    number = float(text)
    return int(number) if number.is_integer() else number


def refuse(constant: str) -> Any:
    raise ValueError(constant)


def key(of: Operation) -> str:
    """The caller's own name for this act. Raises Invalid."""
    given = request.headers.get(KEY, "")
    if of.keyed and not ID.fullmatch(given):
        raise Invalid({KEY: ["请填写这一项" if not given else "编号只能用字母、数字、点、冒号和短横线"]})
    return given if of.keyed else ""


def version(of: Operation) -> int | None:
    """The version that the caller saw; `*` for whatever it is. Raises PreconditionRequired, Invalid."""
    if not of.versioned:
        return None
    if VERSION not in request.headers:
        raise PreconditionRequired
    if request.if_match.star_tag:
        return None
    tags = list(request.if_match.as_set())
    if len(tags) != 1 or not tags[0].isdecimal() or len(tags[0]) > 9 or not tags[0].isascii():
        raise Invalid({VERSION: ["请填写整数"]})
    return int(tags[0])
