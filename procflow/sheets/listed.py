"""A list as a workbook: one table, as the screen shows it, with true dates and numbers, and a page that says what it is. The same list gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from procflow.sheets.cells import day
from procflow.sheets.written import ABOUT, QUIET, RISKY, WIDEST
from procflow.wording import say

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(
    tzinfo=None
)  # a fixed day in the file's own properties, so that equal lists are equal files
A4 = 9
FORMATS = {"text": "@", "day": "yyyy-mm-dd", "points": "0.00", "signed": "+0.00;-0.00;0", "number": "0", "tenths": "0.0", "share": "0.0%"}

SCALES = {"tenths": 10, "share": 10_000}


@dataclass(frozen=True)
class Column:
    """A column: its title in the reader's language and what its cells hold.

    text as it stands, day ISO text, points and signed hundredths, tenths tenths, share basis points, number an integer; None is an empty cell.
    """

    title: str
    kind: str = "text"


@dataclass(frozen=True)
class List:
    """A table with its title; `about` are pairs of what it is and how (scope, as of when), for the page beside it."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    about: Sequence[tuple[str, str]] = ()


def workbook(given: List, lang: str) -> bytes:
    """The bytes of the .xlsx: head in view and on every printed page, filter, A4 lying; nothing in it is a formula."""
    return bound(given.title, [given], given.about, lang)


def bound(title: str, lists: Iterable[List], about: Iterable[tuple[str, str]], lang: str) -> bytes:
    """Several lists in one workbook, a sheet for each, and behind them the page that says what it is."""
    import xlsxwriter  # type: ignore[import-untyped]  # it has no hints

    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, QUIET)
    book.set_properties({"title": title, "created": MADE})
    head = book.add_format({"bold": True, "bg_color": "#E3E7EC", "border": 1, "text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in FORMATS.items()}
    formats["risky"] = book.add_format({"num_format": "@", "quote_prefix": True, "valign": "top"})
    for each in lists:
        laid(book.add_worksheet(name(each.title)), each, head, formats)
    told(book, about, lang)
    book.close()
    return kept.getvalue()


def laid(made: Any, given: List, head: Any, formats: dict[str, Any]) -> None:
    made.write_row(0, 0, [each.title for each in given.columns], head)
    widths = [2 * len(each.title) for each in given.columns]
    for at, row in enumerate(given.rows, 1):
        for place, (column, value) in enumerate(zip(given.columns, row, strict=True)):
            write(made, at, place, column.kind, value, formats)
            widths[place] = max(widths[place], broad(value))
    for place, width in enumerate(widths):
        made.set_column(place, place, min(WIDEST, width + 2))
    made.freeze_panes(1, 1)
    made.autofilter(0, 0, max(1, len(given.rows)), max(0, len(given.columns) - 1))
    made.set_landscape()
    made.set_paper(A4)
    made.fit_to_pages(1, 0)
    made.repeat_rows(0)
    made.set_footer("&C&P / &N")


def write(made: Any, at: int, place: int, kind: str, value: Any, formats: dict[str, Any]) -> None:
    """One cell. A zero is 0, never minus nothing; what could be taken for a formula is text and says so."""
    if value is None or value == "":
        made.write_blank(at, place, None, formats["text"])
    elif kind in ("points", "signed"):
        made.write_number(at, place, int(value) / 100 + 0.0, formats[kind])
    elif kind in SCALES:
        made.write_number(at, place, int(value) / SCALES[kind], formats[kind])
    elif kind == "number":
        made.write_number(at, place, int(value), formats["number"])
    elif kind == "day" and (real := dated(str(value))):
        made.write_datetime(at, place, real, formats["day"])
    else:
        said = str(value)
        made.write_string(at, place, said, formats["risky" if said.startswith(RISKY) else "text"])


def dated(written: str) -> datetime | None:
    try:
        found = date.fromisoformat(day(written))
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day)  # noqa: DTZ001 - a day of a sheet has no zone


def told(book: Any, about: Iterable[tuple[str, str]], lang: str) -> None:
    made = book.add_worksheet(say(ABOUT, lang))
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for at, (title, value) in enumerate(about):
        made.write_string(at, 0, title, bold)
        made.write_string(at, 1, value, wrap)
    made.set_column(0, 0, 24)
    made.set_column(1, 1, 80)


def name(title: str) -> str:
    """What Excel lets a sheet be called."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")[:31] or "1"


def broad(value: Any) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(value if value is not None else "").split("\n")[0])
