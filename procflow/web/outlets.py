"""Paper and Excel beside every page that shows a document or a list: which there are for which page. It makes neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from jinja2 import pass_context
from jinja2.runtime import Context


@dataclass(frozen=True)
class Outlet:
    """What a page may be had as: `pdf` are (words, endpoint, more of the address), `xlsx` an endpoint; `carried` are the parts of the address that count."""

    pdf: tuple[tuple[str, str, Mapping[str, str]], ...] = ()
    xlsx: str = ""
    carried: tuple[str, ...] = ()


PDF, A3 = "下载 PDF（A4）", "张贴用 A3"
SEARCH = ("q", "unit", "procedure", "period", "person", "role", "step", "clause", "result", "first", "last", "view", "asof")
PROOF: tuple[str, str, Mapping[str, str]] = ("程序合规证明", "reports.certificate", {})
OUTLETS = {
    "inbox.index": Outlet(xlsx="books.inbox", carried=("box", "q", "step", "due")),
    "cases.show": Outlet((("打印审批单", "papers.case", {}), ("审批单 PDF", "papers.of_case", {}), PROOF, ("证据包", "evidence.show", {}))),
    "audit.index": Outlet(xlsx="books.audit", carried=SEARCH),
    "audit.trace": Outlet((("审批单 PDF", "papers.of_case", {}), PROOF, ("证据包", "evidence.show", {})), "books.trace", ("asof",)),
    "points.ledger": Outlet((("对账单 PDF", "papers.of_member", {}),), "books.ledger", ("period",)),
    "points.member": Outlet((("对账单 PDF", "papers.of_member", {}),), "books.ledger", ("period",)),
    "publicity.sheet": Outlet(((PDF, "papers.of_statement", {}), (A3, "papers.of_statement", {"size": "A3"})), "books.notice", ("version",)),
    "ratings.board": Outlet(((PDF, "papers.of_rating", {}), (A3, "papers.of_rating", {"size": "A3"})), "books.rating"),
    "registers.show": Outlet(((PDF, "papers.of_register", {}),), "books.register", ("member",)),
    "meetings.meeting": Outlet((("会议记录 PDF", "papers.of_meeting", {}),), "books.meeting"),
    "coverage.index": Outlet(xlsx="books.coverage"),
    "admin_people.index": Outlet(xlsx="books.people", carried=("on",)),
}  # fmt: skip


def install(app: Flask) -> None:
    app.jinja_env.globals["outlets"] = outlets


@pass_context
def outlets(context: Context) -> dict[str, Any]:
    """The addresses for this page: `pdf` as (words, address), `xlsx` the one to be posted to. None of a board of which the reader sees one line."""
    found = OUTLETS.get(str(request.endpoint))
    if found is None or not g.get("who"):
        return {}
    carried = {name: value for name in found.carried if (value := request.args.get(name, ""))}
    where: dict[str, Any] = {**(request.view_args or {}), **carried}
    board = context.get("board")
    shown = found.pdf if board is None or board.whole else ()
    pdf = [(words, url_for(endpoint, **(where | dict(more)))) for words, endpoint, more in shown]
    return {"pdf": pdf, "xlsx": url_for(found.xlsx, **where) if found.xlsx else ""}
