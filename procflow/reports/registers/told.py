"""A register for other programs and for paper: cells as text of one language, CSV, plain data. It adds no row and leaves none out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from procflow.reports.registers.answers import Answer
from procflow.reports.registers.sheet import Column, Footer, Sheet
from procflow.wording import day, points, say

ANSWER = "{title}：{value}"
COMMA, SEMICOLON = {"zh": "，", "en": ", "}, {"zh": "；", "en": "; "}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins so


def cell(column: Column, value: Any, lang: str) -> str:
    if value is None or value == "":
        return ""
    match column.kind:
        case "points":
            return points(value)
        case "signed":
            return points(value, signed=True)
        case "word":
            return say(value, lang)
        case "answers":
            return filled(value, lang)
    return str(value)


def filled(given: Iterable[Answer], lang: str) -> str:
    return SEMICOLON[lang].join(say(ANSWER, lang, title=say(each.title, lang), value=answered(each, lang)) for each in given)


def answered(one: Answer, lang: str) -> str:
    match one.kind:
        case "points":
            return points(one.value)
        case "word":
            return say(one.value, lang)
        case "day":
            return day(date.fromisoformat(one.value), lang)
        case "lines":
            return " / ".join(filled(each, lang) for each in one.value)
    return str(one.value)


def footer(of: Footer, lang: str) -> str:
    sentence, inputs = of
    return say(sentence, lang, **{name: named(value, lang) for name, value in inputs.items()})


def named(value: Any, lang: str) -> Any:
    """A message id in the language; pairs of a title and a figure in a row."""
    if isinstance(value, tuple):
        return COMMA[lang].join(f"{say(title, lang)} {figure}" for title, figure in value)
    return say(value, lang) if isinstance(value, str) else value


def heads(sheet: Sheet, lang: str) -> list[str]:
    return [say(each.title, lang) for each in sheet.columns]


def as_csv(sheet: Sheet, lang: str) -> str:
    """With a mark of its encoding, for the spreadsheets that guess otherwise; a text is never a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads(sheet, lang))
    writer.writerows([harmless(one, cell(one, value, lang)) for one, value in zip(sheet.columns, row, strict=True)] for row in sheet.rows)
    return "\ufeff" + out.getvalue()


def harmless(column: Column, text: str) -> str:
    return f"'{text}" if column.kind in ("text", "word", "answers") and text.startswith(FORMULA) else text


def as_data(sheet: Sheet, lang: str) -> dict[str, Any]:
    """Points as text with two decimals at most, everything else as it stands."""
    columns = [{"title": say(each.title, lang), "kind": each.kind} for each in sheet.columns]
    rows = [[plain(one, value, lang) for one, value in zip(sheet.columns, row, strict=True)] for row in sheet.rows]
    return {
        "register": sheet.id, "title": say(sheet.title, lang), "unit": sheet.unit, "unit_title": sheet.unit_title, "year": sheet.year,
        "member": sheet.member, "columns": columns, "rows": rows, "footers": [footer(each, lang) for each in sheet.footers],
    }  # fmt: skip


def plain(column: Column, value: Any, lang: str) -> Any:
    return value if column.kind == "number" else cell(column, value, lang)
