"""Files that are not what they say, or too much: wrong types, two types at once, archives that swell, names that lead elsewhere, what a browser might run."""

import io
import zipfile

import pytest

from procflow import evidence
from procflow.errors import Invalid
from tests.world import CLAIM

PDF, PNG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<html><script>alert(1)</script></html>"


def archive(*names, size=0):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            out.writestr(name, b"\0" * size or "<x/>")
    return made.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")
REFUSED = {
    "a program": b"MZ\x90\x00",
    "an ELF": b"\x7fELF\x02",
    "a script with NUL": b"#!/bin/sh\x00",
    "an archive": archive("a.exe"),
    "a 7z": b"7z\xbc\xaf\x27\x1c",
    "a rar": b"Rar!\x1a\x07",
    "a gzip": b"\x1f\x8b\x08\x00\x00",
    "an old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "macros": archive(*WORD, "word/vbaProject.bin"),
    "a gif": b"GIF89a\x01\x00\x01\x00",
    "a bitmap": b"BM\x00\x00\x00\x00",
    "a film": b"\x00\x00\x00\x18ftypmp42",
    "bytes": bytes(range(256)),
    "a broken archive": b"PK\x03\x04" + b"\xff" * 40,
    "nothing": b"",
    "a bomb": archive(*WORD, "word/media/a", "word/media/b", size=160 * 1024 * 1024),
    "a bomb of sheets": archive("[Content_Types].xml", "xl/workbook.xml", size=300 * 1024 * 1024),
    "too large": PDF + b"x" * evidence.MOST,
}
BOTH = {
    "a page in a PDF": PDF + SCRIPT,
    "a page in a picture": PNG + SCRIPT,
    "a JPEG with PHP": b"\xff\xd8\xff<?php system($_GET[0]);",
    "an archive behind a PDF": PDF + archive("x.js"),
    "a page as text": SCRIPT,
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a script as text": b"alert(1)",
}
NAMES = (
    "../../etc/cron.d/x",
    "..\\..\\x.pdf",
    "/etc/passwd",
    "a\r\nX-Evil: 1.pdf",
    'x".pdf; filename="y.exe',
    "\u202efdp.exe",
    "x" * 5000 + ".pdf",
    "con",
    "a\x00b.pdf",
    ".htaccess",
)
CLAIMED = ("text/html", "image/svg+xml", "application/javascript", "application/x-msdownload", "image/png", "*/*", "x" * 300)
TRIED = (*(f"file: {each}" for each in REFUSED), *(f"two at once: {each}" for each in BOTH), *(f"name: {each[:20]!r}" for each in NAMES),
         *(f"said to be {each[:30]}" for each in CLAIMED), "more files than allowed", "a request longer than allowed")  # fmt: skip


@pytest.fixture(scope="module")
def draft(siege):
    return siege.world.begin("bonus_claim", "M01")


def sent(siege, draft, data, name="p.pdf", media="application/octet-stream"):
    fields = {**CLAIM, "deed_on": siege.world.today, "store": "1", "files": (io.BytesIO(data), name, media)}
    return siege.post("M01", f"/cases/{draft}/do/submit/check", **fields)


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_not_taken(tmp_path, what):
    with pytest.raises(Invalid):
        evidence.store(tmp_path, REFUSED[what])
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize("what", BOTH)
def test_what_is_two_things_at_once_is_handed_out_as_one_that_nothing_runs(siege, draft, what):
    program = siege.program("M01")
    stored = program.client.post(
        "/api/v1/evidence", data=BOTH[what], headers={**program.headers, "Content-Type": "application/octet-stream"}
    ).get_json()
    no = siege.world.begin("bonus_claim", "M01", files=(stored["sha256"],))
    for answer in (
        siege.browser("Y01").get(f"/cases/{no}/files/{stored['sha256']}"),
        siege.program("Y01").get(f"/cases/{no}/evidence/{stored['sha256']}"),
    ):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype in ("application/pdf", "image/png", "image/jpeg", "text/plain", "application/octet-stream")
        saved = answer.headers.get("Content-Disposition", "").startswith("attachment")
        assert saved or answer.mimetype in ("application/pdf", "image/png", "image/jpeg")
        assert saved or "sandbox" in answer.headers["Content-Security-Policy"]
        answer.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(siege, draft, name):
    before = sorted(path for path in siege.app.config["EVIDENCE"].parent.rglob("*") if "evidence" not in path.parts)
    answer = sent(siege, draft, PDF + name.encode("utf-8", "replace")[:40], name)
    assert answer.status_code in (200, 400, 422)
    assert "X-Evil" not in answer.headers
    assert sorted(path for path in siege.app.config["EVIDENCE"].parent.rglob("*") if "evidence" not in path.parts) == before


@pytest.mark.parametrize("media", CLAIMED)
def test_what_a_browser_says_it_is_counts_for_nothing(siege, draft, media):
    answer = sent(siege, draft, PDF + media.encode()[:30], "x.pdf", media)
    assert answer.status_code in (200, 422)
    hashes = {each.name for each in siege.app.config["EVIDENCE"].rglob("*") if each.is_file()}
    assert all(evidence.sniffed(evidence.path(siege.app.config["EVIDENCE"], each).read_bytes()) in evidence.SUFFIXES for each in hashes)


def test_more_than_is_allowed_is_not_read(siege, draft):
    client, most = siege.browser("M01"), siege.app.config["MAX_CONTENT_LENGTH"]
    assert client.post(f"/cases/{draft}/do/submit/check", data=b"x", headers={"Content-Length": str(most + 1)}).status_code in (400, 413)
    many = [(io.BytesIO(PDF + str(number).encode()), f"{number}.pdf") for number in range(25)]
    answer = siege.post("M01", f"/cases/{draft}/do/submit/check", **{**CLAIM, "store": "1", "files": many})
    assert answer.status_code == 422
