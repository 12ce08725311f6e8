"""The compliance report (T20, domain §7): page, PDF, workbook and data say the same figures; each finding opens its step; shut to others; on record."""

import json
import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from procflow.conformance import COUNTED, STATES
from procflow.db import db
from procflow.models import AuditEvent, IssuedPaper
from procflow.wording import say
from tests.reports.pdf.reading import plain, sheets
from tests.web import quarter

AT = "unit=lh1&period=2024-Q1"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def told(reader):
    """The report as data: what the other three are held against."""
    return json.loads(reader("Y01").post(f"/reports/compliance.json?{AT}").data)


@pytest.fixture(scope="module")
def page(reader):
    return reader("Y01").get(f"/reports/compliance?{AT}").get_data(as_text=True)


def rows(data, name):
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return book.get_sheet_by_name(name).to_python()


def figures(told):
    """Every figure of the twelve parts, as it is written."""
    return [
        (part["no"], part["title"], each["title"], each["n"], each["of"]) for part in told["parts"] for each in part["counts"]
    ]  # fmt: skip


def written(n, of):
    return str(n) if of is None else f"{n}/{of}"


def test_the_worked_quarter_has_something_to_say_and_its_states_add_up(told):
    assert len(told["parts"]) == 12
    assert set(told["tally"]) == set(STATES)
    assert sum(told["tally"].values()) == len(told["obligations"])
    assert told["tally"]["late"] > 0
    assert len(told["findings"]) > 0


def test_the_page_says_the_figures_of_the_data_T20(told, page):
    said = re.sub(
        r"\s+", "", quarter.TAG.sub("", page[page.index('id="tally"') : page.index("</dl>", page.index('id="tally"'))]).partition(">")[2]
    )
    assert re.sub(r"[^\w：]", "", said) == "".join(f"{STATES[state]}{told['tally'][state]}" for state in COUNTED)
    assert f"应办 {sum(told['tally'][state] for state in COUNTED)} 项" in page
    assert f"未到期 {told['tally']['not_due']}、不适用 {told['tally']['not_applicable']} 不计" in page
    assert len(re.findall(r'<tr role="row" id="f\d+">', page)) == len(told["findings"])
    parts = page[page.index('id="parts"') :]
    lines = [
        re.sub(r"\s+", "", quarter.TAG.sub("", each))
        for each in re.findall(r"<tr role=\"row\"><th role=\"rowheader\".*?</tr>", parts, re.DOTALL)
    ]
    assert len(lines) == 12
    for no, title, name, n, of in figures(told):
        assert f"{name}{written(n, of)}" in lines[no - 1], (title, name)


def test_the_pdf_says_the_figures_of_the_data_T20(told, reader):
    with reader("Y01").get(f"/reports/compliance.pdf?{AT}") as answer:
        said = "".join(plain(each.text) for each in sheets(answer.data))
    tally, due = told["tally"], sum(told["tally"][state] for state in COUNTED)
    assert (
        plain(
            f"应办 {due} 项：按时 {tally['on_time']} 项，迟办 {tally['late']} 项，缺失 {tally['missing']} 项，补记 {tally['backfilled']} 项"
        )
        in said
    )
    assert plain(f"未到期 {tally['not_due']} 项、不适用 {tally['not_applicable']} 项不计") in said
    assert f"发现{len(told['findings'])}条" in said
    for each in told["findings"]:
        assert plain(each["case_no"]) in said
    for _, _, name, n, of in figures(told):
        assert plain(f"{name} {written(n, of)}") in said, name


def test_the_workbook_says_the_figures_of_the_data_T20(told, reader):
    data = reader("Y01").post(f"/reports/compliance.xlsx?{AT}").data
    said = {(str(part), str(name)): (n, of) for part, name, n, of in rows(data, "概况")[1:]}
    assert said["应办事项", "应办"][0] == sum(told["tally"][state] for state in COUNTED)
    assert {state: said["应办事项", title][0] for state, title in STATES.items()} == told["tally"]
    for no, title, name, n, of in figures(told):
        assert said[f"{no}. {title}", name] == (n, "" if of is None else of)
    assert len(rows(data, "发现")) - 1 == len(told["findings"]) == said["发现", "发现"][0]
    assert len(rows(data, "应办逐项")) - 1 == len(told["obligations"])
    states = [each[6] for each in rows(data, "应办逐项")[1:]]
    assert {state: states.count(title) for state, title in STATES.items()} == told["tally"]
    sums = [sum(int(each[at]) for each in rows(data, "应办汇总")[1:]) for at in range(1, 8)]
    assert sums == [said["应办事项", "应办"][0], *(told["tally"][state] for state in STATES)]


def test_each_finding_opens_its_step_and_its_clause_T20(page, reader):
    links = re.findall(r'href="(/cases/[^"]+/steps\?show=all#e(\d+))"', page)
    assert links
    for address, seq in links[:4]:
        assert f'id="e{seq}"' in reader("Y01").get(address.partition("#")[0]).get_data(as_text=True)
    assert re.search(r'href="/rulings/[^"]*T4', page) or re.search(r'href="[^"]*clause[^"]*"', page)


def test_every_part_opens_with_its_rows(told, reader):
    for part in told["parts"]:
        found = reader("Y01").get(f"/reports/compliance/{part['key']}?{AT}")
        assert found.status_code == 200
        said = quarter.words(found)
        for table in part["tables"]:
            assert f"{table['title']} {len(table['rows'])} 行" in said
    assert reader("Y01").get(f"/reports/compliance/nothing?{AT}").status_code == 404


def test_in_english_nothing_of_the_page_stays_chinese_but_names(reader):
    page = reader("Y01", "en").get(f"/reports/compliance?{AT}").get_data(as_text=True)
    said = quarter.TAG.sub(" ", page[page.index('id="h-duties"') : page.index("</main>")])
    assert set(re.findall(r"[\u4e00-\u9fff]+", said)) <= {"柳河村第一党支部", "王志强"}


def test_a_procedure_alone_has_its_own_duties_and_findings(told, reader):
    found = json.loads(reader("Y01").post(f"/reports/compliance.json?{AT}&procedure=bonus_claim").data)
    wanted = [each for each in told["obligations"] if each["key"].startswith("bonus_claim.")]
    assert (len(found["obligations"]), sum(found["tally"].values())) == (len(wanted), len(wanted))
    assert len(found["findings"]) < len(told["findings"])


def test_as_of_an_earlier_day_it_says_so_and_what_came_later_is_not_in_it_T19(reader):
    page = reader("Y01").get(f"/reports/compliance?{AT}&asof=2024-03-31").get_data(as_text=True)
    assert "当时掌握的情况查看" in page
    parts = re.findall(r'href="(/reports/compliance/[a-z]+\?[^"]*)"', page)
    assert parts
    assert all("asof=2024-03-31" in each for each in parts)


@pytest.mark.parametrize("person", ["M01", "M13", "Y02", "Y03"])
@pytest.mark.parametrize("path", ["compliance", "compliance/rules", "compliance.pdf"])
def test_members_and_other_offices_are_turned_away(reader, person, path):
    assert reader(person).get(f"/reports/{path}?{AT}").status_code in (403, 404)
    assert reader(person).post(f"/reports/compliance.json?{AT}").status_code in (403, 404)


def test_who_took_it_is_on_record_and_the_paper_is_known_by_its_code(reader):
    with reader("Y01").get(f"/reports/compliance.pdf?{AT}") as answer:
        assert answer.mimetype == "application/pdf"
    reader("Y01").post(f"/reports/compliance.json?{AT}")
    with reader.app.app_context():
        code = db.session.scalars(select(IssuedPaper.code).where(IssuedPaper.kind == "compliance")).first()
        taken = db.session.scalars(select(AuditEvent.body).where(AuditEvent.type == "report.exported")).all()
    assert any(b'"format":"json"' in body and b'"period":"2024-Q1"' in body for body in taken)
    said = quarter.words(reader.app.test_client().get(f"/v/{code}"))
    assert say("程序合规报告") in said


def test_the_page_is_light_T14(page):
    assert len(page.encode()) <= 100_000
