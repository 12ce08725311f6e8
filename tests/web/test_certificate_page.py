"""The certificate of a case (features 5.6): page and paper from the same findings, known by its code, shut to whoever may not see the case."""

import pytest
from sqlalchemy import select

from procflow.conformance import certificate
from procflow.db import db
from procflow.models import IssuedPaper
from tests.reports.pdf.reading import plain, sheets
from tests.web import quarter

NO = "LH1-JL-2024-0001"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def found(reader):
    with reader.app.app_context():
        return certificate(db.session(), "Y01", NO)


def test_the_page_has_a_row_for_each_record_and_every_finding(reader, found):
    page = reader("Y01").get(f"/reports/certificate/{NO}")
    text = page.get_data(as_text=True)
    assert all(f"#e{each.seq}" in text for each in found.steps)
    assert f"共 {len(found.steps)} 条记录" in quarter.words(page)
    assert f"发现 {len(found.findings)} 条" in quarter.words(page)


def test_the_paper_says_the_same_and_is_known_by_its_code(reader, found):
    with reader("Y01").get(f"/reports/certificate/{NO}.pdf") as answer:
        said = "".join(plain(each.text) for each in sheets(answer.data))
    assert f"共{len(found.steps)}条记录" in said
    assert f"发现{len(found.findings)}条" in said
    assert plain(NO) in said
    with reader.app.app_context():
        code = db.session.scalars(select(IssuedPaper.code).where(IssuedPaper.kind == "certificate")).first()
    assert "程序合规证明" in quarter.words(reader.app.test_client().get(f"/v/{code}"))


def test_the_case_and_its_trail_lead_there(reader):
    for path in (f"/cases/{NO}", f"/cases/{NO}/steps"):
        assert f'href="/reports/certificate/{NO}"' in reader("Y01").get(path).get_data(as_text=True)


def test_another_member_may_not_have_it(reader):
    for path in (f"/reports/certificate/{NO}", f"/reports/certificate/{NO}.pdf", "/reports/certificate/LH1-JL-2024-9999"):
        assert reader("M13").get(path).status_code in (403, 404)
