"""A PDF as somebody with a ruler reads it: texts, sizes of signs, lines of tables in millimetres, the square on it."""

from ctypes import c_float
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from pypdfium2 import raw

POINT = 25.4 / 72


@dataclass(frozen=True)
class Sheet:
    """One page: `ruled` is the frame around all lines of tables, from the left and the top; `smallest` is in points."""

    width: float
    height: float
    text: str
    smallest: float
    ruled: tuple[float, float, float, float] | None


def sheets(data):
    with pypdfium2.PdfDocument(data) as document:
        return [sheet(page) for page in document]


def sheet(page):
    width, height = page.get_size()
    words = page.get_textpage()
    sizes = [
        raw.FPDFText_GetFontSize(words.raw, at) * scale(words, at)
        for at in range(words.count_chars())
        if words.get_text_range(at, 1).strip()
    ]
    lines = [each.get_bounds() for each in page.get_objects() if each.type == raw.FPDF_PAGEOBJ_PATH]
    ruled = None
    if lines:
        left, bottom, right, top = (
            min(each[0] for each in lines),
            min(each[1] for each in lines),
            max(each[2] for each in lines),
            max(each[3] for each in lines),
        )
        ruled = (left * POINT, (height - top) * POINT, (width - right) * POINT, bottom * POINT)
    return Sheet(width * POINT, height * POINT, words.get_text_bounded(), min(sizes), ruled)


def scale(words, at):
    matrix = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(words.raw, at, matrix)
    return abs(matrix.d) or c_float(1).value


def square(data):
    """What the square on the last page says, and its width in millimetres."""
    with pypdfium2.PdfDocument(data) as document:
        scale_ = 4
        picture = document[len(document) - 1].render(scale=scale_).to_pil()
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    at = found[0].position
    return found[0].text, (at.top_right.x - at.top_left.x) / scale_ * POINT


def plain(text):
    return "".join(text.split())
