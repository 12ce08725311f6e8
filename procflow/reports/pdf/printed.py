"""A document printed: the same content, code and address give the same bytes. It reads no database and records nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from procflow import canon
from procflow.reports.pdf.fonts import chosen, loaded
from procflow.reports.pdf.paper import Paper
from procflow.reports.pdf.told import minute
from procflow.wording import say

LAYOUTS = Path(__file__).parent / "typ"
A4, A3 = 100, 141  # per cent; a sheet of A3 is the sheet of A4, enlarged
PAGE = "第 {n} 页 共 {of} 页"
CODE, DIGEST, AS_OF = "核验码 {code}", "摘要 {digest}", "数据截至"


@dataclass(frozen=True)
class Press:
    """What printing needs beside the document: the office's folder of fonts, and how large."""

    fonts: str = ""
    scale: int = A4


@dataclass(frozen=True)
class Printed:
    """The bytes of a PDF, with their hash."""

    data: bytes
    sha256: str


def render(paper: Paper, press: Press, code: str = "", address: str = "") -> Printed:
    """The PDF; `code` and `address` are what it can be checked by, "" for a paper that nobody issued."""
    import typst

    inputs = {"data": json.dumps(inset(paper, press, code, address)), "fonts": json.dumps(chosen(press.fonts))}
    made = typst.compile(
        str(LAYOUTS / f"{paper.layout}.typ"), root=str(LAYOUTS), font_paths=loaded(press.fonts), ignore_system_fonts=True,
        sys_inputs=inputs, timestamp=0,
    )  # fmt: skip
    return Printed(made, canon.sha256(made))


def inset(paper: Paper, press: Press, code: str, address: str) -> dict[str, Any]:
    """What the template is given."""
    check = [
        say(CODE, paper.lang, code=code),
        say(AS_OF, paper.lang),
        minute(paper.as_of, paper.lang),
        *halves(say(DIGEST, paper.lang, digest=paper.digest)),
    ]
    return {
        **paper.shown, "title": paper.title, "unit_title": paper.unit_title, "lang": paper.lang, "wide": paper.wide, "scale": press.scale,
        "page_words": say(PAGE, paper.lang), "code_line": check[0] if code else "", "code": code, "address": address,
        "check": check, "square": square(address) if code else "", "checkpoint": list(paper.checkpoint),
    }  # fmt: skip


def halves(line: str) -> list[str]:
    """A line with 64 figures at its end, as two."""
    return [line[:-32], line[-32:]]


def square(address: str) -> str:
    """The square as a picture, with the quiet edge that a reader needs."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=2, light="#fff", xmldecl=False)
    return drawn.getvalue().decode()
