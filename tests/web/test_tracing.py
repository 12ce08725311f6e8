"""From a score down to votes, papers and clauses, and from a decision up to whose points it changed, now and as of a day (ux.md T18)."""

import re

import pytest

from tests.web import quarter

CLAIM, MOTION, SHEET = "LH1-JL-2024-0001", "LH1-DH-2024-0015", "LH1-DJ-2024-0001"
SCORE = "/audit/scores/lh1/2024/M01"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def points(said):
    """What stands behind each component's name."""
    return dict(re.findall(r"(基础分|奖励分|扣分) ([+−]?[\d.]+)", said))


def test_a_score_leads_down_to_lines_votes_papers_and_clauses_in_one_document(reader):
    page = reader("A01").get(SCORE)
    said = quarter.words(page)
    for each in ("服务群众", "提交申报", "应到会 20", "赞成", "附件 1", "依据 T9", CLAIM):
        assert each in said
    text = page.get_data(as_text=True)
    assert 'href="/entries/' in text
    assert f'href="/cases/{CLAIM}/steps' in text


def test_the_components_add_up_to_the_total_and_the_lines_to_the_components(reader):
    said = quarter.words(reader("A01").get(SCORE))
    total = float(re.search(r"([\d.]+) 分 这一年还没有评定", said)[1])
    assert sum(float(each.replace("−", "-")) for each in points(said).values()) == total


def test_as_of_a_day_only_what_was_recorded_by_then_counts(reader):
    """The claim was posted on 8 April."""
    before, after = (quarter.words(reader("A01").get(f"{SCORE}?asof=2024-04-{day}")) for day in ("07", "25"))
    assert CLAIM not in before
    assert CLAIM in after
    assert "那一天还没有评定" in before
    assert "正在按 2024年4月7日" in before


def test_the_ledger_and_the_trail_lead_there(reader):
    assert f'href="{SCORE}"' in reader("A01").get("/members/M01/points?period=2024").get_data(as_text=True)
    assert f'href="/audit/cases/{CLAIM}/points"' in reader("A01").get(f"/cases/{CLAIM}/steps").get_data(as_text=True)


@pytest.mark.parametrize("no", [CLAIM, MOTION])
def test_a_claim_and_the_vote_that_carried_it_changed_the_same_points(reader, no):
    """What the vote decided was posted by the claim's own case, later and by somebody else."""
    said = quarter.words(reader("A01").get(f"/audit/cases/{no}/points"))
    assert all(each in said for each in ("1 人，1 条积分", "张建国", "服务群众", f"{CLAIM} #5"))


def test_a_sheet_changed_the_points_of_everybody_on_it_and_says_in_which_notice_they_stand(reader):
    page = reader("A01").get(f"/audit/cases/{SHEET}/points")
    said = quarter.words(page)
    assert int(re.search(r"(\d+) 人，", said)[1]) > 5
    assert "2024年第一季度（1—3月）公示表第 1 版" in said
    assert "/audit/scores/lh1/2024/M01" in page.get_data(as_text=True)


def test_a_single_record_changed_what_it_posted_and_nothing_else(reader):
    """Handing a claim in changes nobody's points; posting it does."""
    assert "没有任何人的积分因此改变" in quarter.words(reader("A01").get(f"/audit/cases/{CLAIM}/points?record=1"))
    assert "1 人，1 条积分" in quarter.words(reader("A01").get(f"/audit/cases/{CLAIM}/points?record=5"))
    assert reader("A01").get(f"/audit/cases/{CLAIM}/points?record=99").status_code == 404


def test_before_it_was_posted_nothing_had_changed(reader):
    assert "没有任何人的积分因此改变" in quarter.words(reader("A01").get(f"/audit/cases/{CLAIM}/points?asof=2024-04-01"))


def test_a_member_sees_the_own_score_and_of_a_case_the_own_lines(reader):
    assert reader("M01").get(SCORE).status_code == 200
    assert reader("M02").get(SCORE).status_code == 404
    assert "1 人，1 条积分" in quarter.words(reader("M01").get(f"/audit/cases/{CLAIM}/points"))
    assert [reader("M02").get(f"/audit/cases/{no}/points").status_code for no in (CLAIM, SHEET)] == [404, 404]


def test_in_english_nothing_of_the_frame_is_chinese(reader):
    for path in (SCORE, f"/audit/cases/{CLAIM}/points"):
        said = quarter.words(reader("A01", "en").get(path))
        assert not {"结果", "分值", "记录", "依据"} & set(said.split())
