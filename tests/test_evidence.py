"""Evidence: a file is what its bytes show, lies under its hash, and is never half there."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import evidence
from procflow.errors import Invalid, NotFound

PNG = b"\x89PNG\r\n\x1a\n...."
FORMS = {
    "application/pdf": b"%PDF-1.7\n%...", "image/png": PNG, "image/jpeg": b"\xff\xd8\xff\xe0....", "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "text/plain": "会议记录\n第一项".encode(),
}  # fmt: skip


def office(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize("media", FORMS)
def test_a_file_is_stored_once_under_its_hash_and_found_again(tmp_path, media):
    first, second = evidence.store(tmp_path, FORMS[media]), evidence.store(tmp_path, FORMS[media], media)
    assert first == second
    assert (first.media, first.size) == (media, len(FORMS[media]))
    assert evidence.path(tmp_path, first.sha256).read_bytes() == FORMS[media]
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


@pytest.mark.parametrize(("part", "media"), [("word/document.xml", evidence.WORD), ("xl/workbook.xml", evidence.SHEET)])
def test_office_documents_are_told_by_what_is_in_them(tmp_path, part, media):
    assert evidence.store(tmp_path, office("[Content_Types].xml", part)).media == media


REFUSED = {
    "empty": b"", "program": b"\x7fELF\x02\x01\x01\x00", "archive": office("a.txt"), "macros": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "broken archive": b"PK\x03\x04broken", "control characters": b"abc\x00def", "other encoding": "会议".encode("gbk"), "page": b"\x1b[2Jx",
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_none_of_these_is_not_taken(tmp_path, what):
    with pytest.raises(Invalid):
        evidence.store(tmp_path, REFUSED[what])
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_calls_itself_a_document_is_not_taken(tmp_path):
    with pytest.raises(Invalid):
        evidence.store(tmp_path, PNG, "application/pdf")
    assert evidence.store(tmp_path, PNG, "application/octet-stream").media == "image/png"


def test_a_file_may_be_as_large_as_allowed_and_no_larger(tmp_path):
    assert evidence.store(tmp_path, b"a" * 1024, max_bytes=1024).size == 1024
    with pytest.raises(Invalid) as large:
        evidence.store(tmp_path, b"a" * 1_572_864, max_bytes=1024 * 1024)
    assert large.value.errors["files"][0].inputs == {"size": "1.5", "most": "1"}


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64, "/" * 64])
def test_only_the_hash_of_a_stored_file_leads_anywhere(tmp_path, name):
    with pytest.raises(NotFound):
        evidence.path(tmp_path, name)


def test_a_byte_changed_on_the_disk_is_noticed(tmp_path):
    stored = evidence.store(tmp_path, PNG)
    assert evidence.intact(tmp_path, stored.sha256)
    evidence.path(tmp_path, stored.sha256).write_bytes(PNG + b"!")
    assert not evidence.intact(tmp_path, stored.sha256)
    assert not evidence.intact(tmp_path, "0" * 64)


@given(st.binary(max_size=200))
def test_sniffing_never_fails_and_knows_only_what_is_taken(data):
    assert evidence.sniffed(data) in {"", *evidence.SUFFIXES}


def test_the_row_keeps_who_sent_it_first_and_a_name_cut_to_its_end(session, tmp_path):
    name = "很长的文件名" * 20 + "证明.png"
    for person in ("M01", "M02"):
        stored = evidence.keep(session, tmp_path, PNG, name, person, "2024-03-10T01:00:00.000000Z")
    row = evidence.KNOWN.one(session, of=stored.sha256)
    assert (row.uploaded_by, row.media, row.name[-6:], len(row.name)) == ("M01", "image/png", "证明.png", 64)
