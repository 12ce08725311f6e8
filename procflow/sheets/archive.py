"""An uploaded workbook before anybody opens it: what is too large, too dense or no workbook is turned away; it reads no cell."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from procflow.errors import Invalid
from procflow.forms import Sentence

MOST_ROWS = 50_000
SPARE_ROWS = 100  # a title, a note, the head: rows that hold nobody
MOST_COLUMNS = 100
UNPACKED = 192 * 1024 * 1024
MOST_PARTS = 400
TEXT = 384 * 1024 * 1024

OLD = "这是旧格式的 .xls 文件，请在 Excel 里“另存为”.xlsx 再上传"
COMMA = "这是文本文件（.csv），会丢掉编号前面的零；请存为 .xlsx 再上传，或者从 Excel 里复制、粘贴到下面的框里"
OTHER = "这不是 Excel 工作簿（.xlsx），请选择 .xlsx 文件"
MACROS = "工作簿里有宏；请另存为不带宏的 .xlsx 再上传"
BROKEN = "文件打不开，可能没有保存完整；请在 Excel 里重新另存为 .xlsx 再上传"
LOCKED = "工作簿加了密码；请去掉密码再上传"
SWOLLEN = "文件展开后太大（超过 {most} MB）；请只留名册这一张表，去掉图片，再上传"
LONG = "表格用到了第 {row} 行，一次最多 {most} 行；请删除多余的空行，或者分几次导入"
WIDE = "表格用到了 {columns} 列，最多 {most} 列；请删除多余的列再上传"
HEAVY = "单元格里的文字太长；请只留名册的内容再上传"

CELL = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]*)\s*([^"']{0,8})""")
STRING = re.compile(rb"<(?:[A-Za-z0-9]+:)?si[\s>]")


def guarded(data: bytes) -> bytes:
    """The same workbook, unpacked under our own eyes and packed again: a size that the archive only claims is no size. Raises Invalid."""
    refuse_kind(data)
    try:
        parts = unpacked(data)
    # All that zipfile says of bytes that are no sound archive; NotImplementedError is its word for a compression that it does not know.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise Invalid({"file": [BROKEN]}) from None
    except RuntimeError:  # what zipfile says of a part that needs a password
        raise Invalid({"file": [LOCKED]}) from None
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise Invalid({"file": [OTHER]})
    longest = max((len(each) for each in STRING.split(parts.get("xl/sharedStrings.xml", b""))), default=0)
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            measure(content, longest)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def refuse_kind(data: bytes) -> None:
    """By its first bytes, whatever it is called."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid({"file": [LOCKED if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d" in data else OLD]})
    if not data.startswith(b"PK\x03\x04"):
        raise Invalid({"file": [OTHER if b"\x00" in data[:4096] or data.startswith((b"%PDF", b"<", b"\x89", b"\xff\xd8")) else COMMA]})


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts that hold cells, words and formats; together no larger than is allowed, whatever the archive claims."""
    found: dict[str, bytes] = {}
    left = UNPACKED
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(each.filename.lower().endswith(".bin") for each in parts):
            raise Invalid({"file": [MACROS]})
        if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > UNPACKED:
            raise Invalid({"file": [Sentence(SWOLLEN, most=UNPACKED // 1024 // 1024)]})
        for each in parts:
            if each.filename.endswith((".xml", ".rels")):
                with archive.open(each) as part:
                    found[each.filename] = part.read(left + 1)
                left -= len(found[each.filename])
                if left < 0:
                    raise Invalid({"file": [Sentence(SWOLLEN, most=UNPACKED // 1024 // 1024)]})
    return found


def measure(sheet: bytes, longest: int) -> None:
    """How far a sheet reaches, before a table of that size is made of it. Raises Invalid."""
    if b"\x00" in sheet or b"<!DOCTYPE" in sheet or b"<!ENTITY" in sheet:
        raise Invalid({"file": [BROKEN]})
    cells = CELL.findall(sheet)
    if any(rest for *_, rest in cells):
        raise Invalid({"file": [BROKEN]})
    names = {letters for letters, *_ in cells}
    rows = {int(digits[:9]) for digits in {digits for _, digits, _ in cells} if digits}
    if (row := max(rows, default=0)) > MOST_ROWS + SPARE_ROWS:
        raise Invalid({"file": [Sentence(LONG, row=row, most=MOST_ROWS)]})
    if (columns := max((number(each) for each in names if each), default=0)) > MOST_COLUMNS:
        raise Invalid({"file": [Sentence(WIDE, columns=columns, most=MOST_COLUMNS)]})
    if sheet.count(b"<c ") + sheet.count(b":c ") > (MOST_ROWS + SPARE_ROWS) * MOST_COLUMNS or sheet.count(b't="s"') * longest > TEXT:
        raise Invalid({"file": [HEAVY]})


def number(letters: bytes) -> int:
    """A is 1, XFD is 16384."""
    found = 0
    for letter in letters.upper()[:6]:
        found = found * 26 + letter - 64
    return found
