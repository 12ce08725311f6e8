"""Workbooks given out: a head that stays in view, everything as text that Excel leaves alone, a page that explains; it knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from procflow.sheets.cells import Fault, letter
from procflow.sheets.columns import Column
from procflow.sheets.opened import Table
from procflow.wording import say

QUIET = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ABOUT, FAULTS = "说明", "错误说明"
RISKY = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 40


class Book:
    """One workbook being written. What could be taken for a formula is text, and says so to Excel."""

    def __init__(self) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # it has no hints

        self._bytes = BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, QUIET)
        self.head = self.book.add_format({"bold": True, "bg_color": "#E3E7EC", "border": 1, "text_wrap": True, "valign": "top"})
        self.text = self.book.add_format({"num_format": "@"})
        self.safe = self.book.add_format({"num_format": "@", "quote_prefix": True})
        self.red = self.book.add_format({"num_format": "@", "bg_color": "#F9D6D5", "font_color": "#8A1C1C", "border": 1})
        self.wrap = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})

    def sheet(self, title: str, head: Sequence[str], rows: Iterable[Sequence[str]], red: Mapping[tuple[int, int], str] | None = None,
              head_at: int = 0) -> Any:  # fmt: skip
        """A sheet with a head; `red` are the cells (row and column from 0, counted below the head) with what is wrong with each."""
        made = self.book.add_worksheet(title[:31])
        widths = [len(each) for each in head]
        made.write_row(head_at, 0, head, self.head)
        count = 0
        for at, row in enumerate(rows):
            count += 1
            for place, cell in enumerate(row):
                wrong = (red or {}).get((at, place))
                made.write_string(
                    head_at + at + 1, place, cell, self.red if wrong is not None else self.safe if cell.startswith(RISKY) else self.text
                )
                if wrong:
                    made.write_comment(head_at + at + 1, place, wrong)
                if place < len(widths):
                    widths[place] = max(widths[place], len(cell))
        for place, width in enumerate(widths):
            made.set_column(place, place, min(WIDEST, 2 * width + 2), self.text)
        made.freeze_panes(head_at + 1, 0)
        made.autofilter(head_at, 0, head_at + max(1, count), max(0, len(head) - 1))
        made.set_landscape()
        made.set_paper(9)
        made.repeat_rows(head_at)
        return made

    def about(self, lines: Iterable[Sequence[str]], lang: str) -> None:
        """What a reader should know, on a sheet of its own."""
        made = self.book.add_worksheet(say(ABOUT, lang))
        for at, row in enumerate(lines):
            for place, cell in enumerate(row):
                made.write_string(at, place, cell, self.wrap)
        made.set_column(0, 0, 24)
        made.set_column(1, 1, 80)

    def bytes(self) -> bytes:
        self.book.close()
        return self._bytes.getvalue()


def template(columns: Sequence[Column], title: str, choices: Mapping[str, Sequence[str]], lang: str, rows: Iterable[Sequence[str]] = (),
             notes: Iterable[Sequence[str]] = ()) -> bytes:  # fmt: skip
    """An empty sheet, or one with these rows; lists to choose from where there is a choice, and what each column wants."""
    book, head = Book(), [say(each.title, lang) for each in columns]
    given = [list(row) for row in rows]
    made = book.sheet(say(title, lang), head, given)
    for place, each in enumerate(columns):
        if each.key in choices:
            made.data_validation(
                1,
                place,
                50_000,
                place,
                {"validate": "list", "source": list(choices[each.key]), "ignore_blank": True, "error_type": "warning"},
            )
    needed = say("必填", lang)
    told = [(say(each.title, lang), f"{needed + say('：', lang) if each.required else ''}{say(each.hint, lang)}") for each in columns]
    book.about([*told, *notes], lang)
    return book.bytes()


def marked(table: Table, faults: Sequence[Fault], title: str, lang: str, told: Mapping[int, Sequence[str]]) -> bytes:
    """The sheet as it came, row by row where it was, faulty cells red, and a last column that says what is wrong with each row.

    `told` are the sentences by row, in the reader's language.
    """
    width = max([len(table.head), *(len(cells) for _, cells in table.rows)])
    places, below = {letter(at): at for at in range(width)}, table.head_row + 1
    filled = [[""] * width for _ in range(table.rows[-1][0] - table.head_row)]
    for number, cells in table.rows:
        filled[number - below] = [*cells, *[""] * (width - len(cells)), "\n".join(told.get(number, ()))]
    red: dict[tuple[int, int], str] = {}
    words = {number: iter(each) for number, each in told.items()}
    for fault in faults:
        red[fault.row - below, places[fault.letter]] = next(words[fault.row])
    book = Book()
    book.sheet(say(title, lang), [*table.head, *[""] * (width - len(table.head)), say(FAULTS, lang)], filled, red, table.head_row - 1)
    return book.bytes()
