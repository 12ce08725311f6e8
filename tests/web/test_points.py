"""A member's points: every number is a link to its lines, every line to where it comes from, and nobody reads another's."""

import re

import pytest

from tests.web import quarter

POINTS = re.compile(r'href="(/members/M01/points\?[^"]+)"')
ENTRY = re.compile(r'href="(/entries/[^"]+)"')


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def member(reader):
    return reader("M01")


def test_a_member_begins_with_the_own_points_of_the_last_quarter_that_has_any(member):
    assert member.get("/").location == "/me"
    said = quarter.words(member.get("/me"))
    assert "我的积分 2024年第一季度" in said
    assert "25.5 分" in said
    assert "基础分 17.5 ＋ 奖励分 8" in said


def test_the_drawing_the_table_beside_it_and_the_ledger_say_the_same_figures(member):
    for path in ("/me", "/members/M01/points?period=2024-Q1"):
        page = member.get(path).get_data(as_text=True)
        drawn = re.search(r'<desc id="trend-d">([^<]+)</desc>', page)[1]
        table = page.partition('class="pf-table pf-trend"')[2].partition("</table>")[0]
        rows = re.findall(r">([^<>]+)</a>.*?<td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>", table, re.DOTALL)
        assert drawn == "2024年第一季度 25.5; 2024年第二季度 0"
        assert rows == [("2024年第一季度", "25.5", "—"), ("2024年第二季度", "0", "进行中")]


def test_every_item_is_shown_with_what_is_earned_and_what_is_open_T8_T9(member):
    said = quarter.words(member.get("/me"))
    for each in (
        "2024年已得 17.5 分，最多计 70 分。 从今天起还可得 52.5 分。",
        "政治学习 每月 1.5 3 4.5 13.5",
        "服务群众 每件 1—10 1 8 不限次数",
    ):
        assert each in said
    assert "无故缺席组织生活 每件 1—3 0 0 T11 A5 A14" in said


def test_every_number_leads_to_its_lines(member):
    for url in POINTS.findall(member.get("/me").get_data(as_text=True)):
        assert member.get(url.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("query", "said"), [("", "11 条，合计 25.5 分"), ("&component=bonus", "1 条，合计 8 分"), ("&component=task", "这一期没有记录")]
)
def test_the_shown_lines_add_up_to_the_shown_sum(member, query, said):
    assert said in quarter.words(member.get(f"/members/M01/points?period=2024-Q1{query}"))


def test_a_bonus_point_is_told_from_evidence_to_entry_with_the_vote_over_those_due(member):
    """T10 A46: fourteen of sixteen present, eleven of twenty due were needed."""
    page = member.get("/members/M01/points?period=2024-Q1&component=bonus").get_data(as_text=True)
    told = member.get(ENTRY.search(page)[1]).get_data(as_text=True)
    few, _, whole = told.partition("<details")
    assert few.count("moj-timeline__item") == 4
    assert whole.count("moj-timeline__item") == 15
    said = " ".join(quarter.TAG.sub(" ", few).split())
    for each in (
        "提交申报",
        "核实同意，提交大会表决",
        "宣布通过",
        "计入台账",
        "组织义诊和家电维修",
        "应到会 20，到会 16（至少 10）；赞成 14（至少 11）",
        "T10",
    ):
        assert each in said


def test_all_entries_of_a_ledger_can_be_opened(member):
    page = member.get("/members/M01/points?period=2024").get_data(as_text=True)
    found = set(ENTRY.findall(page))
    assert len(found) == 11
    assert {member.get(url).status_code for url in found} == {200}


def test_another_members_ledger_is_not_there(reader, member):
    """Domain T8: of others only the published sheet."""
    theirs = ENTRY.search(reader("M02").get("/members/M02/points?period=2024-Q1").get_data(as_text=True))[1]
    assert [member.get(url).status_code for url in ("/members/M02", "/members/M02/points", theirs)] == [404] * 3


def test_an_official_reads_the_members_of_the_own_branch(reader):
    said = quarter.words(reader("Y01").get("/members/M02"))
    assert "刘桂兰 的积分" in said
    assert "27.5 分" in said


def test_somebody_on_no_roll_is_told_so(reader):
    assert "您不在任何支部的名册上" in quarter.words(reader("admin").get("/me"))


@pytest.mark.parametrize(
    "path",
    [
        "/members/M01/points?period=2024-Q9", "/members/M01/points?period=x%00", "/me?period=%27", "/members/%00", "/members/nobody/points",
        "/entries/x%00y", "/entries/'%20or%201=1", "/entries/" + "9" * 300, "/members/M01/points?period=0000",
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_is_a_page_that_there_is_not(member, path):
    assert member.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/me", "/members/M01/points?period=2024-Q1"])
def test_in_english_nothing_of_the_page_stays_chinese_but_names(reader, path):
    page = reader("M01", "en").get(path).get_data(as_text=True)
    main = page[page.index("<main") : page.index("</main>")]
    assert set(re.findall(r"[\u4e00-\u9fff]+", quarter.TAG.sub(" ", main))) <= {"张建国", "柳河村第一党支部", "第一党小组"}


def test_what_waits_for_a_member_stands_above_the_points(lived):
    no = lived.world.claim("M01")
    assert "等您办" not in lived.as_("M01").get("/me").text
    lived.world.file("resolution", "JY-9", actor="Y04", body="points_group", present=["Y04", "Y05"], title="退回")
    lived.world.step(no, "return", "Y04", {"reason": "照片看不清", "resolution": "JY-9"})
    page = lived.as_("M01").get("/me")
    assert "有 1 件事等您办 加分申报" in page.text
    assert f'href="/cases/{no}">去办理' in page.html
