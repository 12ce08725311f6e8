"""Rows of the inbox as a workbook for Excel: numbers as text, days as days, nothing that could be a formula. It reads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from procflow.grammar import SYSTEM
from procflow.queries import Row
from procflow.web.filters import say

COLUMNS = (("编号", 22), ("事项", 24), ("关于", 16), ("分值", 8), ("步骤", 18), ("到期", 12), ("来自", 16), ("来的日期", 12))


def workbook(rows: Sequence[Row]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no hints; a tenth of a second: only where one is written

    made = BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, day, head = book.add_worksheet(say("待办")), book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, say(title), head)
        for place, row in enumerate(rows, 1):
            texts = {0: row.no, 1: say(row.title), 2: row.subject.name, 4: say(row.state_title), 6: giver(row)}
            for column, text in texts.items():
                sheet.write_string(place, column, text)
            if row.points is not None:
                sheet.write_number(place, 3, row.points / 100)
            for column, on in ((5, row.due), (7, row.from_on)):
                if on:
                    sheet.write_datetime(place, column, date.fromisoformat(on), day)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
    return made.getvalue()


def giver(row: Row) -> str:
    """Whoever took the last step by name; the system in the reader's language."""
    return say(row.from_whom.name) if row.from_whom.id == SYSTEM else row.from_whom.name
