"""Every document as PDF (T16): A4, its square leads to its public page, digest and file are on record, no id of a person, once for each file."""

import re

import pytest
from sqlalchemy import func, select

from procflow.canon import sha256
from procflow.db import db
from procflow.models import AuditEvent, IssuedPaper
from procflow.reports.pdf.codes import typed
from tests.reports.pdf.reading import plain, sheets, square
from tests.web import quarter

DOCUMENTS = {
    "notice": "/publicity/lh1/2024-Q1.pdf", "approval": "/cases/LH1-JL-2024-0001.pdf", "minutes": "/meetings/LH1-0419.pdf",
    "statement": "/members/M03/points.pdf?period=2024-Q1", "register": "/registers/lh1/2024/R4.pdf", "form": "/registers/lh1/2024/R8.pdf",
}  # fmt: skip
PERSON, TELEPHONE = re.compile(r"\b[MXY]\d\d\b"), re.compile(r"(?<![0-9a-f])1\d{10}(?![0-9a-f])")


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def printed(reader):
    return {name: reader("Y01").get(path) for name, path in DOCUMENTS.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_a_pdf_on_a4_whose_square_leads_to_its_page(reader, printed, name):
    answer = printed[name]
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    found = sheets(answer.data)
    assert {tuple(sorted((round(each.width), round(each.height)))) for each in found} == {(210, 297)}
    assert min(each.smallest for each in found) >= 11.99
    address, width = square(answer.data)
    assert re.fullmatch(r"http://localhost/v/[0-9A-Z]{4}-[0-9A-Z]{4}", address)
    assert width >= 22
    assert reader.app.test_client().get(address).status_code == 200


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_digest_and_its_file_are_on_record_under_its_code(reader, printed, name):
    code = square(printed[name].data)[0][-9:]
    with reader.app.app_context():
        row = db.session.scalars(select(IssuedPaper).where(IssuedPaper.code == code)).one()
        assert row.file == sha256(printed[name].data)
        assert row.digest in plain(sheets(printed[name].data)[-1].text)
        record = db.session.scalars(select(AuditEvent).where(AuditEvent.type == "paper.issued", AuditEvent.actor_id == "Y01")).all()
        assert sum(row.digest.encode() in each.body for each in record) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_id_of_a_person_and_no_telephone_stands_on_it(printed, name):
    said = "\n".join(each.text for each in sheets(printed[name].data))
    assert PERSON.findall(said) == []
    assert TELEPHONE.findall(said) == []


def test_the_same_sheet_again_is_the_same_file_and_no_second_record(reader, printed):
    count = lambda: db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.type == "paper.issued"))
    with reader.app.app_context():
        before = count()
    assert reader("Y01").get(DOCUMENTS["notice"]).data == printed["notice"].data
    with reader.app.app_context():
        assert count() == before


def test_a_member_prints_the_posted_sheet_under_the_same_code(reader, printed):
    assert reader("M13").get(DOCUMENTS["notice"]).data == printed["notice"].data


def test_for_the_board_it_is_a3_under_the_same_code(reader, printed):
    large = reader("Y01").get(DOCUMENTS["notice"] + "?size=A3").data
    assert {round(each.height) for each in sheets(large)} == {419}
    assert square(large)[0] == square(printed["notice"].data)[0]


def test_in_english_it_is_another_sheet(reader, printed):
    found = reader("Y01", "en").get(DOCUMENTS["notice"]).data
    reader("Y01", "zh")
    assert "Page1of" in plain(sheets(found)[0].text)
    assert square(found)[0] != square(printed["notice"].data)[0]


@pytest.mark.parametrize("name", ["approval", "statement", "form"])
def test_what_somebody_may_not_see_they_may_not_print(reader, name):
    assert reader("M13").get(DOCUMENTS[name]).status_code == 404


def test_the_form_of_a_case_has_a_box_for_each_step_with_name_and_day(reader, printed):
    said = plain("".join(each.text for each in sheets(printed["approval"].data)))
    for each in (
        "加分申报审批单",
        "LH1-JL-2024-0001",
        "服务群众",
        "核实同意，提交大会表决",
        "杨丽华",
        "2024年4月8日",
        "赞成14，反对1，弃权1",
    ):
        assert each in said
    page = reader("Y01").get("/cases/LH1-JL-2024-0001/print").get_data(as_text=True)
    for each in ("加分申报审批单", "杨丽华", "核实同意，提交大会表决"):
        assert each in page


def test_the_minutes_tell_each_vote_and_who_came(printed):
    said = plain("".join(each.text for each in sheets(printed["minutes"].data)))
    for each in ("应到会有表决权20人，实到16人", "LH1-DH-20240015".replace("2024", "2024-"), "签到表", "主持人签名"):
        assert each in said


def test_pages_offer_paper_and_excel_and_a_refused_one_does_not(reader):
    page = reader("Y01").get("/publicity/lh1/2024-Q1").get_data(as_text=True)
    assert "/publicity/lh1/2024-Q1.pdf" in page
    assert "/publicity/lh1/2024-Q1.xlsx" in page
    assert ".pdf" not in reader("Y01").get("/publicity/lh1/2031-Q1").get_data(as_text=True)


def test_a_code_is_read_as_people_type_it():
    assert typed(" 7k3f 92qd ") == typed("7K3F-92QD") == "7K3F-92QD"
    assert typed("OI3F92QD") == "013F-92QD"
    assert typed("7K3F-92Q") == typed("") == typed("7" * 500) == typed("７Ｋ３Ｆ９２ＱＤ") == ""
