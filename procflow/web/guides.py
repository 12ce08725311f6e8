"""A page of instructions for each role, to be read or printed, and the statement on accessibility. They tell where things are done and do none."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from procflow.web.told_guides import GUIDES

pages = Blueprint("guides", __name__)


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured, and what it has to be: message ids."""

    what: str
    how: str


KEPT = (
    Size("标准", "WCAG 2.2 的 A 级和 AA 级；GB/T 37668—2019 的一级和二级"),
    Size("字号", "正文 18 像素，大字版 24 像素，登录前就可以换；放大到两倍不丢内容"),
    Size("按钮和链接", "至少 44 像素高，大字版的主要按钮 60 像素"),
    Size("键盘", "每一件事只用键盘都能办完；焦点看得见；单键快捷键默认不开"),
    Size("颜色", "文字对比度不低于 4.5；状态都有文字和记号，不只靠颜色"),
    Size("图", "每张图旁边有同样内容的表格或文字"),
    Size("时间", "登录时限到期前五分钟提示，可以延长；填写的内容保留"),
    Size("没有脚本", "关掉 JavaScript 也能办理每一件事"),
)
GAPS = (
    "在微信里打开时，打印和下载不一定可用，请复制链接到浏览器打开。",
    "打印出来的 PDF 没有做成可以朗读的文档；网页上有同样的内容。",
    "还没有请视力、听力障碍人士逐页试用。",
)


@pages.get("/help/<role>")
def guide(role: str) -> ResponseReturnValue:
    """One role's page, as long as a sheet of paper."""
    found = {each.key: each for each in GUIDES}.get(role)
    if found is None:
        abort(404)
    return render_template("guide.html", guide=found, known=current_app.view_functions)


@pages.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return render_template("accessibility.html", kept=KEPT, gaps=GAPS)
