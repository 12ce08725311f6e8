"""What a reader is told when a page cannot be given: what happened, what is safe, what to do next. Never a traceback."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadHost, HTTPException

from procflow.db import db
from procflow.decide import KINDS
from procflow.errors import Invalid, Misconfigured, NotFound, Refusal, Refused
from procflow.web import lapsed

STATUS = {
    "UNKNOWN_TRANSITION": 404,
    "FORBIDDEN_ROLE": 403,
    "SELF_DEALING": 403,
    "KEY_REUSED": 409,
    "ILLEGAL_STATE": 409,
    "STALE_VERSION": 409,
}
UNTYPED = frozenset({"csrf_token", "key", "version", "preview"})


@dataclass(frozen=True, slots=True)
class Words:
    """The title of an error page, what is safe, and the next step: message ids."""

    title: str
    safe: str
    step: str


NOTHING = "没有任何内容被改动。"
PAGES = {
    400: Words("这次提交没有读懂", NOTHING, "请返回上一页，刷新后再填一次。页面停留太久或者在别处退出登录，都会这样。"),
    403: Words("这一页不归您看", NOTHING, "请回到待办；确实需要的，请联系办理单位。"),
    404: Words("没有找到这一页", NOTHING, "请核对编号，或者从待办、公示里重新点进去。"),
    405: Words("这个地址只接受表单提交", NOTHING, "请从页面上的按钮进入。"),
    409: Words("这件事刚刚有了变化", "您的决定还没有生效，已填的内容列在下面。", "请看最新情况，再决定是否照原样提交。"),
    413: Words("文件太大", "其他内容没有改动。", "每个文件须小于 {megabytes} MB；可以用手机拍照上传，或者分几次上传。"),
    429: Words("请求太多，请稍后再试", NOTHING, "请过一两分钟再试一次。"),
    500: Words("这一页暂时出不来", "已经提交成功的事项都在，不会丢失。", "请稍后再试；还是这样，请把下面的编号告诉系统管理员。"),
    503: Words("系统正忙，请稍等", "已经提交成功的事项都在，不会丢失。", "请过一两分钟再试一次。"),
}


def install(app: Flask) -> None:
    handlers: dict[type[Exception], Callable[..., ResponseReturnValue]] = {
        Refused: refused, NotFound: missing, Invalid: unreadable, CSRFError: lapsing, Misconfigured: broken,
        OperationalError: busy, HTTPException: known, Exception: broken,
    }  # fmt: skip
    for kind, handler in handlers.items():
        app.register_error_handler(kind, handler)


def page(status: int, sentence: object = "", code: str = "") -> ResponseReturnValue:
    """An error page; from 500 on it asks the database for nothing."""
    if status >= 500:
        g.who = None
    megabytes = current_app.config["MAX_FILE_BYTES"] // (1024 * 1024)
    words = PAGES.get(status, PAGES[400 if status < 500 else 500])
    return render_template(
        "error.html", status=status, words=words, sentence=sentence, code=code or str(status), megabytes=megabytes
    ), status


def refused(error: Refused) -> ResponseReturnValue:
    """Every reason with its clause, in the three kinds; a step that came too late keeps what was typed."""
    db.session.rollback()
    status = STATUS.get(error.code, 422)
    stale = error.code in ("STALE_VERSION", "KEY_REUSED")
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in UNTYPED and value.strip()]
    found = [(kind_of(each), each) for each in error.refusals]
    return render_template(
        "refused.html", status=status, stale=stale, refusals=found, typed=typed, words=PAGES[409], stay=request.path
    ), status


def kind_of(refusal: Refusal) -> str:
    """Missing, not yet, not yours, or recused: as the options of a case are told apart."""
    return "not_yours" if refusal.code == "FORBIDDEN_ROLE" else KINDS.get(refusal.code, "missing")


def missing(error: NotFound) -> ResponseReturnValue:
    return page(404)


def unreadable(error: Invalid) -> ResponseReturnValue:
    return page(400)


def lapsing(error: CSRFError) -> ResponseReturnValue:
    """Nothing is taken without its token; but nobody loses a text to it."""
    return lapsed.given_back() or page(400)


def known(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, BadHost):  # no address of a page can be made out of such a request, so none is shown
        return Response("400\n", 400, mimetype="text/plain")
    return page(error.code or 500)


def busy(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    current_app.logger.warning("the database did not answer", exc_info=error)
    return page(503)


def broken(error: Exception) -> ResponseReturnValue:
    return page(500, code=noted(error))


def noted(error: Exception) -> str:
    """A short code to be told, which the log has beside the whole story."""
    code = secrets.token_hex(4).upper()
    place = request.url_rule if "code" in (request.view_args or {}) else request.path  # the code of a slip is nobody's to read
    current_app.logger.error("%s %s failed (%s)", request.method, place, code, exc_info=error)
    db.session.rollback()
    return code
