"""The registers as pages: who finds which, on screen and for print, and a download that stands on the log."""

import csv
import io
import json
import re

import pytest
from sqlalchemy import select

from procflow.db import db
from procflow.models import AuditEvent
from tests.web import quarter

ALL = {f"R{n}" for n in range(1, 17)}


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def numbers(answer):
    return set(re.findall(r'href="/registers/lh1/2024/(R\d+)"', answer.get_data(as_text=True)))


def test_an_official_finds_all_sixteen_and_a_member_the_own_volume_and_what_was_posted(reader):
    assert numbers(reader("Y01").get("/registers")) == ALL
    assert numbers(reader("M01").get("/registers")) == {"R1", "R4"}


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_register_has_its_page_and_its_paper(reader, name):
    screen, paper = (reader("Y01").get(f"/registers/lh1/2024/{name}{part}") for part in ("", "/paper"))
    assert (screen.status_code, paper.status_code) == (200, 200)
    assert 'href="/registers/paper.css"' in paper.get_data(as_text=True)
    assert not re.findall(r"\{\w+\}", quarter.words(screen) + quarter.words(paper))


def test_the_style_of_the_paper_is_our_own_and_of_a4(reader):
    style = reader("M01").get("/registers/paper.css")
    assert (style.mimetype, "A4" in style.get_data(as_text=True)) == ("text/css", True)


def test_a_member_s_volume_holds_the_own_lines_alone(reader):
    said = reader("M01").get("/registers/lh1/2024/R1/paper").get_data(as_text=True)
    assert set(re.findall(r"<tr><td>(\w+)</td>", said)) == {"张建国"}


def test_an_official_opens_the_volume_of_one_member_from_the_ledger(reader):
    page = reader("Y01").get("/members/M01/points?period=2024-Q1").get_data(as_text=True)
    assert 'href="/registers/lh1/2024/R1?member=M01"' in page
    volume = reader("Y01").get("/registers/lh1/2024/R1?member=M01").get_data(as_text=True)
    assert 'action="/registers/lh1/2024/R1/csv?member=M01"' in volume
    rows = reader("Y01").get("/registers/lh1/2024/R1/paper?member=M01").get_data(as_text=True)
    assert set(re.findall(r"<tr><td>(\w+)</td>", rows)) == {"张建国"}


@pytest.mark.parametrize(
    "path", ["lh1/2024/R1?member=M02", "lh1/2024/R3", "lh1/2024/R8/paper", "lh1/2024/R17", "lh1/20x4/R1", "nowhere/2024/R1"]
)
def test_what_a_member_may_not_read_is_a_page_that_there_is_not(reader, path):
    assert reader("M01").get(f"/registers/{path}").status_code == 404
    address, _, asked = path.removesuffix("/paper").partition("?")
    assert reader("M01").post(f"/registers/{address}/csv?{asked}").status_code == 404


def test_a_download_is_the_whole_register_and_stands_on_the_log(reader):
    answer = reader("Y02").post("/registers/lh1/2024/R5/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    found = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert {each["期间"] for each in found} == {"2024-Q1"}
    with reader.app.app_context():
        chosen = (
            select(AuditEvent).where(AuditEvent.type == "register.exported", AuditEvent.actor_id == "Y02").order_by(AuditEvent.id.desc())
        )
        last = db.session.scalars(chosen).first()
        said = json.loads(last.body)["form"]
    assert (last.unit, said["register"], said["format"]) == ("lh1", "R5", "csv")


def test_in_english_the_page_speaks_english(reader):
    page = reader("Y01", "en").get("/registers/lh1/2024/R8").get_data(as_text=True)
    assert "Minutes" in page[page.index("<main") :]
    heads = re.findall(r'scope="col"[^>]*>([^<]+)<', page)
    assert heads
    assert [each for each in heads if not each.isascii()] == []
