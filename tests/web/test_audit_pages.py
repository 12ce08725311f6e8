"""The trail of a case, the search for cases, and the check of the whole log, as auditors, officials, members and strangers see them."""

import re

import pytest

from tests.proof.tamper import behind
from tests.web import quarter

HASH = re.compile(r"\b[0-9a-f]{64}\b")
CLAIM, MOTION, CLOSING = "LH1-JL-2024-0001", "LH1-DH-2024-0015", "LH1-JZ-2024-0001"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def test_the_trail_shows_each_decision_with_who_when_clause_and_hash(reader):
    page = reader("Y01").get(f"/cases/{CLAIM}/steps")
    said = quarter.words(page)
    for each in (
        "填写申报",
        "提交申报",
        "核实同意，提交大会表决",
        "大会通过",
        "计入台账",
        "杨丽华（积分小组）",
        "2024年4月8日（周一）",
        "T10",
        "6 条记录首尾相接",
    ):
        assert each in said
    assert len(set(HASH.findall(said))) == 7, "six records and the zero before the first"


def test_a_refused_attempt_is_in_the_whole_trail_and_not_among_the_decisions(reader):
    """T11 A45: nine of twenty, the discussion did not begin."""
    refusal = "应到会 20 人，实到 9 人"
    assert refusal not in quarter.words(reader("Y01").get(f"/cases/{MOTION}/steps"))
    assert refusal in quarter.words(reader("Y01").get(f"/cases/{MOTION}/steps?show=all"))


def test_every_record_of_a_sheet_names_people_and_items_and_no_code(reader):
    said = quarter.words(reader("Y01").get("/cases/LH1-DJ-2024-0001/steps?show=all"))
    assert "政治学习" in said
    assert re.findall(r"\bM\d\d\b|\borg_life\b|\bpoints_group\b", said) == []


@pytest.mark.parametrize("no", [MOTION, CLOSING, "LH1-DJ-2024-0001"])
def test_in_english_the_frame_of_a_trail_is_english(reader, no):
    said = quarter.words(reader("Y01", "en").get(f"/cases/{no}/steps?show=all"))
    assert not {"发生", "经办", "依据条款", "状态", "条件", "计入台账"} & set(said.split())


def test_a_member_follows_the_own_case_and_no_other(reader):
    assert reader("M01").get(f"/cases/{CLAIM}/steps").status_code == 200
    assert [reader("M02").get(f"/cases/{no}/steps").status_code for no in (CLAIM, CLOSING)] == [404, 404]


@pytest.mark.parametrize(
    ("words", "found"), [("张建国", True), ("LH1-JZ", True), ("加分申报", True), ("查无此人", False), ("%", False), ("\x00'--", False)]
)
def test_cases_are_found_by_name_number_and_title(reader, words, found):
    said = quarter.words(reader("Y01").get("/audit", query_string={"q": words}))
    assert ("没有找到" in said) is not found


def test_the_search_can_be_narrowed_and_an_odd_condition_finds_nothing(reader):
    client = reader("Y01")
    assert "加分申报 · 张建国" not in quarter.words(client.get("/audit?procedure=quarterly_closing"))
    assert "没有找到" in quarter.words(client.get("/audit?procedure=x'"))
    assert [client.get(f"/audit?unit={unit}").status_code for unit in ("nowhere", "%00")] == [404, 404]


def test_who_oversees_the_branches_begins_with_the_search_and_finds_their_cases(reader):
    assert reader("A01").get("/").location == "/audit"
    assert CLAIM in quarter.words(reader("A01").get("/audit"))


def test_a_mere_member_searches_nothing_and_checks_nothing(reader):
    client = reader("M01")
    assert [client.get("/audit").status_code, client.get("/audit/integrity").status_code, client.post("/audit/integrity").status_code] == [
        404,
        403,
        403,
    ]


@pytest.mark.parametrize("path", ["/cases/none/steps", "/cases/%00/steps", "/cases/LH1-JL-2024-9999/steps?show=all"])
def test_a_number_that_is_no_case_is_a_page_that_there_is_not(reader, path):
    assert reader("Y01").get(path).status_code == 404


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.whole) as app:
        yield app


def test_the_log_is_checked_on_demand_and_found_whole(site):
    overseer = quarter.signed_in(site, "A01")
    assert "还没有核验" in quarter.words(overseer.get("/audit/integrity"))
    said = quarter.words(overseer.post("/audit/integrity"))
    assert "核验通过" in said
    assert "台账条目 130" in said


def test_a_changed_line_is_named(site):
    with behind(site.config["SQLALCHEMY_DATABASE_URI"]) as owner:
        owner.run("UPDATE ledger_entry SET points = points + 100 WHERE component = 'bonus' AND member_id = 'M01'")
    said = quarter.words(quarter.signed_in(site, "A01").post("/audit/integrity"))
    assert "对不上" in said
    assert "第一处不符" in said
    assert "ledger_entry" in said
