"""A register as one page by itself, for a browser to print on A4. It adds to the rows what paper needs: a head on each sheet, room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup, escape

from procflow.reports.registers.sheet import Sheet
from procflow.reports.registers.told import cell, footer, heads
from procflow.wording import say

STYLE = Path(__file__).parent / "paper.css"
NUMBERS = frozenset({"points", "signed", "number"})
YEAR = "{year}年度"
SIGNATURE = "{who}：____________"
PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>{style}</head>\n<body>\n'
    "{whole}\n</body>\n</html>\n"
)
OF = Markup('<h1>{title}</h1>\n<div class="of"><span>{unit}</span><span>{year}</span></div>\n')
TABLE = Markup("<table>\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n{below}\n")
FORM = Markup('<section class="form">\n{of}<table>\n<tbody>\n{rows}\n</tbody>\n</table>\n{signed}\n</section>')
LINE = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>')


def page(sheet: Sheet, lang: str, style: str = "", checkpoint: Sequence[str] = ()) -> str:
    """`style` is the address of the style sheet, "" to carry it in the page itself; `checkpoint` are the lines of the sealed log's, for the foot."""
    title = say(sheet.title, lang)
    head = OF.format(title=title, unit=sheet.unit_title, year=say(YEAR, lang, year=sheet.year))
    whole = forms(sheet, lang, head) if sheet.form and sheet.rows else head + table(sheet, lang) + signed(sheet, lang)
    whole += Markup('\n<p class="log">{}</p>').format(Markup("<br>").join(checkpoint)) if checkpoint else ""
    return PAGE.format(lang={"zh": "zh-CN"}.get(lang, lang), title=title, style=linked(style), whole=whole)


def table(sheet: Sheet, lang: str) -> Markup:
    kinds = [each.kind for each in sheet.columns]
    lines = [row("td", kinds, [cell(one, value, lang) for one, value in zip(sheet.columns, each, strict=True)]) for each in sheet.rows]
    below = Markup("\n").join(Markup("<p>{}</p>").format(footer(each, lang)) for each in sheet.footers)
    return TABLE.format(head=row("th", kinds, heads(sheet, lang)), rows=Markup("\n").join(lines), below=below)


def forms(sheet: Sheet, lang: str, head: Markup) -> Markup:
    """A page for each row: what it asks on the left, what was filled in on the right, and room to sign below."""
    titles, below = heads(sheet, lang), signed(sheet, lang)
    pages = []
    for each in sheet.rows:
        texts = (cell(one, value, lang) for one, value in zip(sheet.columns, each, strict=True))
        lines = Markup("\n").join(LINE.format(title, text) for title, text in zip(titles, texts, strict=True))
        pages.append(FORM.format(of=head, rows=lines, signed=below))
    return Markup("\n").join(pages)


def signed(sheet: Sheet, lang: str) -> Markup:
    rooms = (Markup("<span>{}</span>").format(say(SIGNATURE, lang, who=say(each, lang))) for each in sheet.signatures)
    return Markup('<div class="signed">{}</div>').format(Markup("").join(rooms))


def row(name: str, kinds: list[str], texts: list[str]) -> Markup:
    cells = (Markup("<{0}{1}>{2}</{0}>").format(Markup(name), numeric(kind), text) for kind, text in zip(kinds, texts, strict=True))  # noqa: S704
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def numeric(kind: str) -> Markup:
    return Markup(' class="n"') if kind in NUMBERS else Markup("")


def linked(style: str) -> Markup:
    if style:
        return Markup('<link rel="stylesheet" href="{}">').format(escape(style))
    return Markup("<style>{}</style>").format(Markup(STYLE.read_text(encoding="utf-8")))  # noqa: S704 - our own file
