"""Every list as a workbook: the rows of the page, on record who took them, known again by its code, shut to whoever may not see the page."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from procflow.canon import sha256
from procflow.db import db
from procflow.models import AuditEvent, IssuedPaper
from tests.web import quarter

BOOKS = {
    "/inbox.xlsx": 0, "/members/M03/points.xlsx?period=2024-Q1": 11, "/publicity/lh1/2024-Q1.xlsx": 13, "/registers/lh1/2024/R4.xlsx": 13,
    "/meetings/LH1-0419.xlsx": 23, "/cases/LH1-JL-2024-0001/steps.xlsx": 6, "/coverage.xlsx": 60, "/admin/people.xlsx": 20,
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def opened(data):
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [book.get_sheet_by_name(each).to_python() for each in book.sheet_names]


@pytest.mark.parametrize("path", BOOKS)
def test_a_list_is_a_workbook_with_its_rows_and_a_page_about_it(reader, path):
    answer = reader("Y01").post(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    rows, about = opened(answer.data)
    assert len(rows) - 1 >= BOOKS[path]
    told = dict(each[:2] for each in about)
    assert told["单位"] == "柳河村第一党支部"
    assert float(told["行数"]) == len(rows) - 1
    assert told["数据截至"] == "2024年4月26日 15:00"


def test_who_took_it_is_on_record_and_the_file_is_known_by_its_code(reader):
    data = reader("Y01").post("/publicity/lh1/2024-Q1.xlsx").data
    code = dict(each[:2] for each in opened(data)[1])["核验码"]
    with reader.app.app_context():
        assert db.session.scalars(select(IssuedPaper).where(IssuedPaper.code == code)).one().file == sha256(data)
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.type == "paper.issued")).all()
        assert any(code.encode() in each.body for each in found)
    page = reader.app.test_client().post(f"/v/{code}", data={"file": (BytesIO(data), "x.xlsx")})
    assert "文件一字不差" in quarter.words(page)


def test_the_sums_of_the_workbook_are_those_of_the_page(reader):
    rows = opened(reader("Y01").post("/publicity/lh1/2024-Q1.xlsx").data)[0]
    assert [each[2] for each in rows[1:3]] == ["刘桂兰", "孙立强"]
    assert rows[1][-1] == 27.5


@pytest.mark.parametrize(
    "path", ["/members/M03/points.xlsx", "/cases/LH1-JL-2024-0001/steps.xlsx", "/admin/people.xlsx", "/registers/lh1/2024/R8.xlsx"]
)
def test_who_may_not_see_the_page_has_no_workbook_of_it(reader, path):
    assert reader("M13").post(path).status_code in (403, 404)


def test_a_link_alone_exports_nothing(reader):
    assert reader("Y01").get("/inbox.xlsx").status_code == 405
