"""The search of the trail: every condition narrows, the day looked back to is carried along, and what finds nothing says why (ux.md T18 T19)."""

import re

import pytest
from python_calamine import CalamineWorkbook

from tests.web import quarter

CLAIM, MOTION = "LH1-JL-2024-0001", "LH1-DH-2024-0015"
COUNT = re.compile(r"(\d+) (?:件|条记录) .*?编号、姓名或事项")
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]  # each reads bodies in a way of its own
BEFORE = "2024-03-10"  # the claim was handed in, not voted on


@pytest.fixture(scope="module", params=KINDS)
def reader(request, tmp_path_factory):
    with quarter.readers(request.param, tmp_path_factory.mktemp("site")) as found:
        yield found


def found(client, **asked):
    said = quarter.words(client.get("/audit", query_string=asked))
    return int(COUNT.search(said)[1]), said


@pytest.mark.parametrize(
    "asked",
    [
        {"procedure": "bonus_claim"},
        {"period": "2024-Q1"},
        {"person": "杨丽华"},
        {"role": "points_group"},
        {"step": "bonus_claim.submit"},
        {"clause": "T10"},
        {"result": "refused"},
        {"result": "over"},
        {"first": "2024-04-08", "last": "2024-04-08"},
    ],
    ids=str,
)
@pytest.mark.parametrize("view", ["cases", "records"])
def test_every_condition_narrows_and_leaves_something(reader, asked, view):
    everything = found(reader("A01"), view=view)[0]
    assert 0 < found(reader("A01"), view=view, **asked)[0] < everything


def test_open_and_over_are_all_cases(reader):
    parts = [found(reader("A01"), result=each)[0] for each in ("open", "over")]
    assert sum(parts) == found(reader("A01"))[0]


def test_conditions_hold_together_for_one_and_the_same_record(reader):
    """Who handed in a claim did not verify it: both happened in the case, never in one record."""
    assert found(reader("A01"), person="M01", step="bonus_claim.verify_to_vote")[0] == 0
    assert found(reader("A01"), person="M01", step="bonus_claim.submit")[0] > 0


def test_a_record_is_told_with_who_what_clause_and_a_link_to_its_place(reader):
    page = reader("A01").get("/audit?view=records&step=bonus_claim.submit&person=M01")
    assert f"/cases/{CLAIM}/steps?show=all#e1" in page.get_data(as_text=True).replace("&amp;", "&")
    said = quarter.words(page)
    assert all(each in said for each in ("提交申报", "张建国（党员）", "T9", "2024年3月8日（周五）"))


def test_each_condition_can_be_taken_away_and_what_finds_nothing_names_the_one_that_hides_it(reader):
    page = reader("A01").get("/audit?procedure=bonus_claim&period=1999").get_data(as_text=True)
    assert 'href="/audit?procedure=bonus_claim"' in page
    said = quarter.words(reader("A01").get("/audit?procedure=bonus_claim&period=1999"))
    assert "去掉“期间”，有 7 个" in said
    assert "去掉“程序”" not in said


def test_pages_follow_each_other_until_all_were_shown_once(reader):
    seen, path = [], "/audit?view=records"
    while path:
        text = reader("A01").get(path).get_data(as_text=True).replace("&amp;", "&")
        seen += re.findall(r'href="(/cases/[^"]+#e\d+)"', text)
        path = next(iter(re.findall(r'href="(/audit\?[^"]*after=[^"]*)">下一页', text)), "")
    assert len(seen) == len(set(seen)) == found(reader("A01"), view="records")[0]
    assert len(seen) > 100


def test_the_workbook_holds_every_page_of_what_was_found(reader, tmp_path):
    total = found(reader("A01"), view="records")[0]
    with reader("A01").post("/audit.xlsx?view=records") as answer:
        (tmp_path / "found.xlsx").write_bytes(answer.data)
    rows = CalamineWorkbook.from_path(tmp_path / "found.xlsx").get_sheet_by_index(0).to_python()
    assert sum(bool(re.fullmatch(r"LH\d-[A-Z]+-2024-\d{4}", str(row[0]))) for row in rows) == total


def test_on_a_day_only_what_was_recorded_by_then_is_there_in_the_state_of_then(reader):
    assert found(reader("A01"), asof=BEFORE)[0] < found(reader("A01"))[0]
    count, said = found(reader("A01"), q=CLAIM, asof=BEFORE)
    assert count == 1
    assert "正在按 2024年3月10日（周日） 结束时已经记录的情况查看" in said
    assert "已记分" not in said
    assert "已记分" in found(reader("A01"), q=CLAIM)[1]
    assert found(reader("A01"), q=CLAIM, asof="2024-03-01")[0] == 0
    assert found(reader("A01"), q=CLAIM, asof=BEFORE, view="records")[0] == 3 < found(reader("A01"), q=CLAIM, view="records")[0]


@pytest.mark.parametrize("asof", [BEFORE, "2024-04-12"])
@pytest.mark.parametrize("view", ["cases", "records"])
def test_open_and_over_on_a_day_are_all_cases_of_that_day(reader, asof, view):
    parts = [found(reader("A01"), result=each, asof=asof, view=view)[0] for each in ("open", "over")]
    assert sum(parts) == found(reader("A01"), asof=asof, view=view)[0]
    assert all(parts)


def test_the_day_goes_along_with_every_link_of_the_trail_and_the_trail_ends_there(reader):
    page = reader("A01").get(f"/audit?q={CLAIM}&asof={BEFORE}").get_data(as_text=True).replace("&amp;", "&")
    assert f'href="/cases/{CLAIM}/steps?asof={BEFORE}"' in page
    then = quarter.words(reader("A01").get(f"/cases/{CLAIM}/steps?asof={BEFORE}"))
    assert "正在按" in then
    assert "提交申报" in then
    assert "大会通过" not in then
    assert reader("A01").get(f"/cases/{CLAIM}/steps?asof=2024-03-01").status_code == 404


def test_a_day_that_is_none_or_lies_ahead_is_now(reader):
    for asof in ("x", "2999-01-01"):
        assert "正在按" not in quarter.words(reader("A01").get(f"/audit?asof={asof}"))


def test_the_trail_has_an_address_of_its_own_under_the_audit(reader):
    assert "经过：" in quarter.words(reader("A01").get(f"/audit/cases/{CLAIM}"))


def test_whoever_may_not_search_takes_no_workbook(reader):
    assert reader("M01").post("/audit.xlsx").status_code == 404
