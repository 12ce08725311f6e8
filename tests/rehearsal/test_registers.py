"""The registers R1–R16 of the worked year: each says what was worked out, to those who may read it, and nobody else (T1–T18, B13)."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from procflow.errors import NotFound
from procflow.reports.registers import known_years, register, titles
from procflow.reports.registers.paper import page
from procflow.reports.registers.told import as_csv, as_data, heads

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "township_2024_expected.json").read_text(encoding="utf-8"))
DAY = date(2025, 6, 1)
EMPTY = {"R7", "R11", "R13", "R14", "R15", "R16"}  # nothing of theirs happened in the worked year
pytestmark = pytest.mark.xdist_group("year")


@pytest.fixture(scope="module")
def read(played):
    """A register as this reader sees it, gathered once for all tests."""

    @cache
    def gathered(name, actor="Y01", member="", year="2024"):
        return register(played.session, actor, DAY, "lh1", name, year, member)

    return gathered


def rows(sheet):
    """Each row by the titles of its columns."""
    return [dict(zip((each.title for each in sheet.columns), row, strict=True)) for row in sheet.rows]


@pytest.mark.parametrize("name", [f"R{n}" for n in range(1, 17)])
def test_every_register_has_rows_as_wide_as_its_head_and_goes_onto_paper_and_into_a_file(read, name):
    sheet = read(name)
    assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}
    assert bool(sheet.rows) == (name not in EMPTY)
    for lang in ("zh", "en"):
        assert as_csv(sheet, lang).startswith("\ufeff" + ",".join(heads(sheet, lang)))
        assert page(sheet, lang).count("<tr>") == 1 + len(sheet.rows)
        assert len(as_data(sheet, lang)["rows"]) == len(sheet.rows)


def test_in_english_no_head_foot_or_title_stays_chinese_but_what_the_rules_name(read):
    for name in (f"R{n}" for n in range(1, 17)):
        data = as_data(read(name), "en")
        assert [each["title"] for each in data["columns"] if not each["title"].isascii()] == []


def test_a_member_s_volume_adds_up_to_the_year_that_was_worked_out(read):
    """T3 T8 T10 T11: every entry of the one book, reversals among them."""
    for member, said in EXPECTED["components"].items():
        lines = rows(read("R1", member=member))
        totals = {title: sum(each["得分"] for each in lines if each["类别"] == title) for title in ("基础分", "奖励分", "扣分")}
        found = {"base": totals["基础分"], "bonus": totals["奖励分"], "deduction": -totals["扣分"]}
        worked = {name: round(float(said[name]) * 100) for name in found}
        assert found["bonus"] == worked["bonus"], member
        assert found["deduction"] == worked["deduction"], member
        assert member == "M10" or found["base"] == worked["base"], member  # M10 joined in July: 33 of 35 earned count as 66 of 70 (A16)


def test_marks_that_earned_nothing_stand_in_the_book_too(read):
    missed = [each for each in rows(read("R1", member="M14")) if each["完成情况"] == "未完成"]
    assert missed
    assert {each["得分"] for each in missed} == {0}
    assert {(each["备注"], each["得分"]) for each in rows(read("R1", member="M05")) if each["备注"]} == {("已冲销", 1000), ("冲销", -1000)}


def test_the_daily_register_is_the_same_lines_by_day(read):
    daily, volumes = rows(read("R3")), rows(read("R1"))
    assert len(daily) == len(volumes)
    assert [each["日期"] for each in daily] == sorted(each["日期"] for each in volumes)


def test_the_roll_names_the_fourteen_and_when_each_came_onto_it(read):
    """T1 T2: thirteen in January, M10 in July (A66); X15 was voted down and is not there (A15)."""
    found = rows(read("R2"))
    assert [(each["列入名单"], each["纳入之日"]) for each in found] == [("2024-01-20", "2024-01-01")] * 13 + [("2024-07-12", "2024-07-01")]
    assert all(each["申请编号"].startswith("LH1-RC-2024-") for each in found)


def test_the_statements_are_those_that_were_posted(read):
    """T4 T13: four quarters, the second in its corrected version, and the year; the windows are those of domain 6.1."""
    found = rows(read("R4"))
    assert {(each["期间"], each["版次"], each["公示起"], each["公示止"]) for each in found} == {
        ("2024-Q1", 1, "2024-04-23", "2024-04-25"), ("2024-Q2", 2, "2024-07-27", "2024-07-29"), ("2024-Q3", 1, "2024-10-16", "2024-10-18"),
        ("2024-Q4", 1, "2025-01-16", "2025-01-18"), ("2024", 1, "2025-02-11", "2025-02-17"),
    }  # fmt: skip


def test_the_ledger_says_that_every_closed_quarter_agrees_with_its_entries(read):
    sheet = read("R5")
    assert [inputs["period"] for sentence, inputs in sheet.footers if "一致（" in sentence] == [f"2024-Q{n}" for n in (1, 2, 3, 4)]
    assert {each["文号"] for each in rows(sheet)} == {
        "柳河一支〔2024〕3号",
        "柳河一支〔2024〕6号",
        "柳河一支〔2024〕9号",
        "柳河一支〔2025〕1号",
    }


def test_the_annual_register_has_every_score_and_grade(read):
    """T12 T15–T18: the scores of the worked year, the veto's raw points beside its zero (A13)."""
    found = sorted((each["年度得分"], each["确认等次"]) for each in rows(read("R6")))
    labels = {"star5": "五星级", "star4": "四星级", "star3": "三星级", "star2": "二星级", "star1": "一星级", "no_star": "不评星",
              "talk": "教育谈话、限期整改", "unqualified": "不合格"}  # fmt: skip
    assert found == sorted((round(float(score) * 100), labels[grade]) for score, grade in EXPECTED["scores"].values())
    assert [(each["原始分"], each["年度得分"]) for each in rows(read("R6")) if each["备注"] == "一票否决"] == [(8800, 0)]


def test_minutes_tell_the_meeting_that_could_not_vote_and_the_votes_of_those_that_could(read):
    found = rows(read("R8"))
    assert [(each["应到"], each["到会"]) for each in found if each["结果"] == "到会人数不足，未表决"] == [(20, 9)]
    assert [(each["赞成"], each["结果"]) for each in found if each["事项"] == "入册申请" and each["结果"] == "未通过"] == [(10, "未通过")]
    assert {each["会议或机构"] for each in found} >= {"支委会", "积分小组"}


def test_filings_are_receipts_and_what_the_rules_say_is_filed(read):
    assert {(each["备案事项"], each["报备单位"]) for each in rows(read("R9"))} >= {
        ("吴有福长期卧床，不计入应到会", "乡镇党委"), ("异议与复议", "乡镇党委"), ("年度汇总与评定", "乡镇党委"),
    }  # fmt: skip


def test_the_three_objections_are_registered_without_saying_who_objected(read):
    found = rows(read("R10"))
    assert [(each["结论"], each["调整分值"]) for each in found] == [("成立", 300), ("部分成立", -400), ("不成立", None)]
    assert not {"异议人", "提出人"} & {each.title for each in read("R10").columns}


def test_the_rules_in_force_are_printed_with_every_item_and_parameter(read):
    found = rows(read("R12"))
    assert [sum(each["类别"] == kind for each in found) for kind in ("基础分", "奖励分", "扣分", "一票否决")] == [4, 7, 7, 4]
    assert "quota.excess" in {each["项目"] for each in found}


def test_a_member_reads_the_own_volume_and_what_was_publicised_and_nothing_else(played, read):
    own = read("R1", actor="M05")
    assert {row[0] for row in own.rows} == {"马晓东"}
    assert len(own.rows) == len(read("R1", member="M05").rows)
    assert read("R4", actor="M05").rows == read("R4").rows
    assert list(titles(played.session, "M05", DAY, "lh1", "2024")) == ["R1", "R4"]
    for name in (f"R{n}" for n in (2, 3, *range(5, 17))):
        with pytest.raises(NotFound):
            read(name, actor="M05")
    with pytest.raises(NotFound):
        read("R1", actor="M05", member="M06")


def test_a_stranger_reads_nothing_and_the_superior_and_the_auditor_read_all(played, read):
    for name in ("R1", "R4", "R6"):
        assert read(name, actor="U01").rows == read(name).rows == read(name, actor="A01").rows
        with pytest.raises(NotFound):
            read(name, actor="nobody")
    with pytest.raises(NotFound):
        read("R17")
    assert known_years(played.session, "Y01", DAY, "lh1") == ("2025", "2024")
    with pytest.raises(NotFound):
        known_years(played.session, "nobody", DAY, "lh1")


def test_a_year_without_records_is_an_empty_register(read):
    assert read("R3", year="2019").rows == read("R6", year="2019").rows == read("R12", year="2019").rows == ()
