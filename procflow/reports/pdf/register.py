"""A register on A4: the rows that the reports gather, lying where they are many columns wide, each on a page of its own where it is a form."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.db import now
from procflow.reports import registers
from procflow.reports.pdf.paper import Column, Paper, fitted, listed, shares
from procflow.reports.pdf.told import say
from procflow.reports.registers.paper import NUMBERS, YEAR
from procflow.reports.registers.told import cell, footer, heads

UPRIGHT, WIDE_LINE, LYING_LINE = 6, 46, 112  # columns, and halves of signs, that a standing sheet bears; those of a lying one
LEFT = frozenset({"answers"})


def register(session: Session, actor: str, day: date, unit: str, name: str, year: str, member: str, lang: str) -> Paper:
    """Raises NotFound for whoever may not read it."""
    sheet = registers.register(session, actor, day, unit, name, year, member)
    rows = [[cell(one, value, lang) for one, value in zip(sheet.columns, each, strict=True)] for each in sheet.rows]
    title, signatures = say(sheet.title, lang), [say(each, lang) for each in sheet.signatures]
    common = {"heading": [sheet.unit_title, f"{say(YEAR, lang, year=sheet.year)}{title}" if lang == "zh" else f"{title}, {sheet.year}"]}
    widths = fitted(shares(heads(sheet, lang), rows), LYING_LINE)
    columns = [Column(head, width, aligned(one.kind)) for head, width, one in zip(heads(sheet, lang), widths, sheet.columns, strict=True)]
    shown = {
        **common, **listed(columns, rows), "paragraphs": [], "notes": [footer(each, lang) for each in sheet.footers], "seal": [],
        "signatures": signatures,
    }  # fmt: skip
    form = sheet.form and bool(rows)
    return Paper(
        "register", "form" if form else "notice", lang, unit, sheet.unit_title, title, sheet.year, f"{unit}/{sheet.id}/{sheet.year}/{sheet.member}",
        now(session), len(rows), "", shown, wide=not form and (len(columns) > UPRIGHT or sum(widths) > WIDE_LINE),
    )  # fmt: skip


def aligned(kind: str) -> str:
    return "left" if kind in LEFT else "right" if kind in NUMBERS and kind != "number" else "center"
