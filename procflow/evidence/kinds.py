"""What a file is, by its own bytes: the types that are taken, and the words for those that are not."""

from __future__ import annotations

import zipfile
from io import BytesIO

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
SUFFIXES = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", WORD: "docx", SHEET: "xlsx", "text/plain": "txt",
}  # fmt: skip
MOST_UNPACKED = 256 * 1024 * 1024  # nothing is unpacked here, but somebody will open it
UNKNOWN = "只收 PDF、图片（PNG、JPEG、WebP）、Word（docx）、Excel（xlsx）和文本文件"
OTHER = "文件内容与文件类型不符，请重新保存后上传"
EMPTY = "文件是空的，请重新选择"
TOO_LARGE = "文件 {size} MB，须小于 {most} MB；可以用手机拍照上传"


def sniffed(data: bytes) -> str:
    """The type by the bytes themselves; "" for one that is not taken. A document with macros is not."""
    for start, media in STARTS:
        if data.startswith(start):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:4] == b"PK\x03\x04":
        return office(data)
    try:
        return "" if any(letter < " " and letter not in "\t\r\n\f" for letter in data.decode()) else "text/plain"
    except UnicodeDecodeError:
        return ""


def office(data: bytes) -> str:
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    names = {each.filename for each in parts}
    if sum(each.file_size for each in parts) > MOST_UNPACKED:
        return ""
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return WORD if "word/document.xml" in names else SHEET if "xl/workbook.xml" in names else ""


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")
