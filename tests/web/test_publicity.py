"""The published sheet: names, ranks, window and late days, as they were filed; no id, no other branch, no version unposted for members."""

import re

import pytest

from tests.web import quarter

SHEET = "/publicity/lh1/2024-Q1"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def member(reader):
    return reader("M13")


def test_the_list_shows_the_window_and_that_the_sheet_was_late(member):
    said = quarter.words(member.get("/publicity"))
    assert "2024年第一季度（1—3月）" in said
    assert "4月23日（周二） — 4月25日（周四）" in said
    assert "迟 7 天" in said


def test_the_sheet_names_all_thirteen_by_rank_with_their_sums(member):
    """T4: due on the 15th, posted on the 22nd, shown from the 23rd to the 25th (A34)."""
    page = member.get(SHEET).get_data(as_text=True)
    rows = re.findall(r'<tr><td>(\d+)</td><th scope="row" class="pf-name">(.+?)</th>.*?<td>([\d.]+)</td></tr>', page)
    assert len(rows) == 13
    assert [row[0] for row in rows] == ["1", "1", "3", "4", "4", "6", "7", "8", "8", "8", "11", "11", "13"]
    assert ("1", "刘桂兰", "27.5") in rows
    said = quarter.words(member.get(SHEET))
    for each in ("每人合计平衡", "公示 3 天", "迟 7 天张贴", "村务公开栏", "计到的最后一条记录", "（盖章）"):
        assert each in said


def test_the_sheet_says_until_when_where_and_with_which_code_it_can_be_checked(member):
    said = quarter.words(member.get(SHEET))
    for each in (
        "如有异议，请在 2024年4月25日（周四） 24:00 前向本支部反映",
        "公示方式：党务公开栏，地点：村务公开栏",
        "第 1 版 · 记录码 ",
    ):
        assert each in said
    assert "更正" not in said


def test_no_id_of_a_person_stands_on_the_sheet(member):
    article = member.get(SHEET).get_data(as_text=True).partition("<article")[2].partition("</article>")[0]
    assert re.findall(r"\b[MXY]\d\d\b", article) == []


def test_a_stranger_to_the_branch_finds_no_sheet(reader):
    """Whoever has no part in the branch sees nothing of it."""
    assert reader("admin").get(SHEET).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/publicity/lh1/2024-Q3", "/publicity/lh1/x", "/publicity/nowhere/2024-Q1", "/publicity/%00/2024-Q1", f"{SHEET}?version=9", f"{SHEET}?version=0",
     f"{SHEET}?version=²", f"{SHEET}?version=99999999999999999999"],
)  # fmt: skip
def test_an_address_that_names_no_sheet_is_a_page_that_there_is_not(member, path):
    assert member.get(path).status_code == 404


def test_the_version_can_be_named(member):
    assert member.get(f"{SHEET}?version=1").status_code == 200
