"""What a program is told when something cannot be done: RFC 9457, every refusal with code, sentence, inputs and clause. Never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from procflow import shapes
from procflow.db import db
from procflow.errors import Invalid, Misconfigured, NotFound, Refusal, Refused
from procflow.web import errors
from procflow.web.api.callers import language
from procflow.wording import say

MEDIA = "application/problem+json"
STATUS = {**errors.STATUS, "STALE_VERSION": 412}
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")
TITLES = {
    400: "请求没有读懂，没有任何内容被改动",
    401: "请出示有效的令牌",
    403: "这项操作不归您办",
    404: "没有找到，或者不在您能看到的范围",
    405: "这个地址不接受这种请求",
    409: "与别人的办理冲突",
    412: "事项已被他人更新",
    413: "内容太大",
    415: "内容的格式不对，请用 application/json",
    422: "被规则拒绝，这次尝试已记录在案",
    428: "请用 If-Match 写明您看到的是第几版",
    429: "请求太多，请稍后再试",
    500: "没有料到的故障，已经办成的事都在",
    503: "系统正忙，请过一两分钟再试",
}

Handler = Callable[[Any], ResponseReturnValue]


def install(app: Flask, root: str) -> None:
    """Under `root` these answers, elsewhere those of the pages; an address that is nobody's is known by its path alone."""
    mine: dict[type[Exception], Handler] = {
        Refused: refused, NotFound: missing, Invalid: unreadable, Misconfigured: broken, OperationalError: busy, HTTPException: known,
        Exception: broken,
    }  # fmt: skip
    theirs: Mapping[Any, Any] = dict(app.error_handler_spec[None][None])
    for kind, handler in mine.items():
        app.register_error_handler(kind, either(root, handler, theirs[kind]))


def either(root: str, mine: Handler, theirs: Handler) -> Handler:
    def answer(error: Exception) -> ResponseReturnValue:
        if not request.path.startswith(root + "/"):
            return theirs(error)
        g.lang = language()
        return mine(error)

    return answer


def problem(status: int, *, detail: str = "", code: str = "", **more: Any) -> Response:
    """The problem document. `type` is the code where the rules refused, else about:blank."""
    lang = g.lang
    title = TITLES.get(status) or HTTPStatus(status).phrase
    said = {"type": f"urn:procflow:refusal:{code}" if code else "about:blank", "title": say(title, lang), "status": status,
            "instance": request.path, **({"detail": detail} if detail else {}), **({"code": code} if code else {}), **more}  # fmt: skip
    answer = Response(json.dumps(said, ensure_ascii=False), status, mimetype=MEDIA)
    answer.headers["Content-Language"] = lang
    return answer


def refused(error: Refused) -> ResponseReturnValue:
    """Understood, refused, and on record."""
    db.session.rollback()
    reasons = [shapes.dump(each, g.lang, Refusal) for each in error.refusals]
    record = str(getattr(error.record, "event_id", ""))
    return problem(STATUS.get(error.code, 422), detail=reasons[0]["sentence"], code=error.code, refusals=reasons, record=record)


def unreadable(error: Invalid) -> ResponseReturnValue:
    """What cannot be read is answered, not recorded: every field that is wrong, with its sentence."""
    wrong = [
        {"field": name, "detail": say(str(each), g.lang, **getattr(each, "inputs", {}))}
        for name, said in error.errors.items()
        for each in said
    ]
    return problem(400, detail=wrong[0]["detail"] if wrong else "", errors=wrong)


def missing(error: NotFound) -> ResponseReturnValue:
    return problem(404, detail=say(error.sentence, g.lang, **error.values))


def known(error: HTTPException) -> ResponseReturnValue:
    answer = problem(error.code or 500)
    for name, value in error.get_headers():
        if name in KEPT:
            answer.headers[name] = value
    if error.code == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="procflow"'
    return answer


def busy(error: OperationalError) -> ResponseReturnValue:
    errors.busy(error)
    return known(ServiceUnavailable(retry_after=60))


def broken(error: Exception) -> ResponseReturnValue:
    return problem(500, incident=errors.noted(error))


def described(refusal: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a problem."""
    text: dict[str, Any] = {"type": "string"}
    wrong = {"type": "object", "properties": {"field": text, "detail": text}, "required": ["field", "detail"]}
    return {
        "type": "object", "title": "Problem", "required": ["type", "title", "status"],
        "properties": {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "instance": text, "code": text, "record": text, "incident": text,
                       "refusals": {"type": "array", "items": refusal}, "errors": {"type": "array", "items": wrong}},
    }  # fmt: skip
