"""Workbooks for the tests: good ones, and such as nobody should open."""

from __future__ import annotations

import zipfile
from io import BytesIO

import xlsxwriter

HEAD = ("人员编号", "姓名", "支部", "身份", "党小组", "加入本支部日期", "预备期截止日期", "已退休", "纳入积分管理日期", "职务")


def book(*rows, head=HEAD):
    """A sheet with a head; a cell is written as Excel would hold it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}) as written:
        sheet = written.add_worksheet("名册")
        for at, row in enumerate((head, *rows) if head else rows):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell)
    return made.getvalue()


def with_part(data, name, content):
    """The same archive with one part replaced or added."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return made.getvalue()


def sheet_with(cells):
    """A workbook whose sheet says what no spreadsheet would write."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    return with_part(book(("P1", "张三")), "xl/worksheets/sheet1.xml", xml)
