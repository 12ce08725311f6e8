"""A table out of a workbook or out of what was pasted: its head and its rows as text, with the numbers the sheet gives them; it judges no cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from procflow.errors import Invalid
from procflow.forms import Sentence
from procflow.sheets.archive import BROKEN, LONG, MOST_COLUMNS, MOST_ROWS, SPARE_ROWS, WIDE, guarded
from procflow.sheets.cells import text

EMPTY = "表里没有内容；请按模板填写后再上传"
HEAD_WITHIN = 10


@dataclass(frozen=True)
class Table:
    """`head` are the titles; `rows` are (number in the sheet, cells), empty rows left out."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    head_row: int = 1


def opened(data: bytes, titles: Iterable[str]) -> Table:
    """The first sheet that can be seen; its head is the row that says most of these titles. Raises Invalid."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(guarded(data))) as book:
            shown = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
            cells = book.get_sheet_by_name(shown[0]).to_python(skip_empty_area=False) if shown else []
    except (CalamineError, OSError, ValueError):
        raise Invalid({"file": [BROKEN]}) from None
    return table(cells, titles)


def pasted(written: str, titles: Iterable[str]) -> Table:
    """What a spreadsheet puts on the clipboard: lines with tabs. Raises Invalid."""
    lines = [line.split("\t") for line in written.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if (widest := max(len(line) for line in lines)) > MOST_COLUMNS:
        raise Invalid({"file": [Sentence(WIDE, columns=widest, most=MOST_COLUMNS)]})
    return table(lines, titles)


def table(cells: Sequence[Sequence[Any]], titles: Iterable[str]) -> Table:
    wanted = {plain(each) for each in titles}
    first = [[text(cell) for cell in row] for row in cells[:HEAD_WITHIN]]
    said = [sum(plain(cell) in wanted for cell in row) for row in first]
    place = said.index(max(said)) if any(said) else next((at for at, row in enumerate(first) if any(row)), 0)
    rows = tuple((number, row) for number, each in enumerate(cells[place + 1 :], place + 2) if any(row := tuple(map(text, each))))
    if not rows:
        raise Invalid({"file": [EMPTY]})
    if len(rows) > MOST_ROWS or rows[-1][0] > MOST_ROWS + SPARE_ROWS:
        raise Invalid({"file": [Sentence(LONG, row=rows[-1][0], most=MOST_ROWS)]})
    return Table(tuple(first[place]), rows, place + 1)


def plain(title: str) -> str:
    """A title without what people add to it: spaces, stars, brackets with a remark."""
    return "".join(title.split()).strip("*＊:：").partition("（")[0].partition("(")[0].casefold()
