"""What is turned away before any cell is read: other kinds of files, bombs, and sheets that only claim to be small."""

import zipfile
from io import BytesIO

import pytest

from procflow.errors import Invalid
from procflow.sheets import archive
from procflow.sheets.archive import BROKEN, COMMA, HEAVY, LONG, MACROS, OLD, OTHER, SWOLLEN, WIDE, guarded, number
from tests.sheets.books import book, sheet_with, with_part


def fault(data):
    with pytest.raises(Invalid) as caught:
        guarded(data)
    return caught.value.errors["file"][0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", OLD),
        ("编号,姓名\n1,张三".encode(), COMMA),
        (b"", COMMA),
        (b"%PDF-1.7", OTHER),
        (b"\x89PNG\r\n\x1a\n", OTHER),
        (b"PK\x03\x04 and nothing more", BROKEN),
    ],
)
def test_another_kind_of_file_is_told_what_to_do_instead(data, sentence):
    assert fault(data) == sentence


def test_an_archive_that_is_no_workbook_is_turned_away():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        new.writestr("[Content_Types].xml", "<Types/>")
    assert fault(made.getvalue()) == OTHER


def test_a_workbook_with_macros_is_turned_away():
    assert fault(with_part(book(("P1", "张三")), "xl/vbaProject.bin", b"x")) == MACROS


def test_a_bomb_is_turned_away_by_what_it_says_of_itself(monkeypatch):
    monkeypatch.setattr(archive, "UNPACKED", 1024 * 1024)
    assert fault(with_part(book(("P1", "张三")), "xl/media/image1.xml", b"0" * 2_000_000)) == SWOLLEN


def test_a_bomb_that_lies_about_its_size_is_never_handed_on(monkeypatch):
    """The sizes in the directory are set to one byte; what is handed on is what was read, not what the archive holds."""
    data = bytearray(with_part(book(("P1", "张三")), "xl/sharedStrings.xml", b"<sst>" + b" " * 3_000_000 + b"</sst>"))
    at = data.rfind(b"xl/sharedStrings.xml") - 46
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    assert fault(bytes(data)) == BROKEN


def test_a_cell_far_away_is_told_before_a_table_of_that_size_is_made():
    assert fault(sheet_with('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')) == LONG
    assert fault(sheet_with('<row r="1"><c r="XFD1"><v>1</v></c></row>')) == WIDE
    assert fault(sheet_with("<row r = '999999999999'><c><v>1</v></c></row>")) == LONG


def test_an_address_in_disguise_and_a_document_type_are_turned_away():
    assert fault(sheet_with('<row><c r="&#88;FD1"><v>1</v></c></row>')) == BROKEN
    assert fault(with_part(book(("P1", "x")), "xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')) == BROKEN
    assert fault(with_part(book(("P1", "x")), "xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16"))) == BROKEN


def test_one_long_text_named_by_very_many_cells_is_turned_away(monkeypatch):
    monkeypatch.setattr(archive, "TEXT", 10_000)
    strings = "<sst><si><t>" + "x" * 500 + "</t></si></sst>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40))
    assert fault(with_part(sheet_with(cells), "xl/sharedStrings.xml", strings)) == HEAVY


def test_letters_count_as_spreadsheets_count_them():
    assert [number(each) for each in (b"A", b"Z", b"AA", b"XFD")] == [1, 26, 27, 16384]


def test_a_good_workbook_goes_through():
    assert guarded(book(("P1", "张三"))).startswith(b"PK")
