"""The registers of the bureau's worked year: letters, filings, the annual register with its quarters, probation (B2 B15 B23 B29 B32 B36)."""

from datetime import date
from functools import cache

import pytest

from procflow.reports.registers import register
from procflow.reports.registers.told import as_data, cell

DAY = date(2025, 5, 1)
pytestmark = pytest.mark.xdist_group("bureau")


@pytest.fixture(scope="module")
def read(bureau):
    @cache
    def gathered(name, actor="K01", member=""):
        return register(bureau.session, actor, DAY, "qx1", name, "2024", member)

    return gathered


def rows(sheet):
    """Each row by the titles of its columns, its cells as they are printed."""
    return [{one.title: cell(one, value, "zh") for one, value in zip(sheet.columns, row, strict=True)} for row in sheet.rows]


def test_the_annual_register_shows_the_four_quarters_the_mean_and_the_appraisal_B15_B36(read):
    best = rows(read("R6"))[0]
    assert [best[name] for name in ("一季度", "二季度", "三季度", "四季度")] == ["88", "89", "86", "88"]
    assert (best["评议分"], best["年度得分"], best["确认等次"]) == ("9.51", "97.26", "优秀")
    assert len(read("R6").rows) == 14  # the exempt and the activist are not rated


def test_the_registers_are_called_as_the_bureau_s_rules_call_them(read):
    assert (read("R6").title, read("R4").title) == ("《党员积分制管理年度综合积分登记表》", "季度积分明细表")


def test_every_letter_is_one_form_with_its_promises_its_signatures_and_its_assessment_B29_B35(read):
    sheet, found = read("R7"), rows(read("R7"))
    assert (sheet.form, sheet.signatures) == (True, ("承诺人", "部门负责人", "支部书记（副书记）"))
    (own,) = [each for each in found if each["姓名"] == "程立新"]
    assert own["岗位职责承诺"]
    assert own["年度目标"]
    assert own["部门负责人审核意见"] == "审核意见：结合岗位实际，同意；办理人：钱志刚；日期：2024-01-18"
    assert "办理人：陆明远；日期：" in own["支部书记（副书记）审签意见"]
    assert "决定机构：支委会" in own["践诺评定"]
    assert {each["承诺书状态"] for each in found} <= {"践诺已评定", "作废", "已归档"}
    assert len({each["事项编号"] for each in found}) == len(found) >= 15


def test_filings_go_to_whom_the_rules_name_B2_B32_B36(read):
    found = {(each["备案事项"], each["报备单位"]) for each in rows(read("R9"))}
    assert {("季度结账与公示", "党建办"), ("年度汇总与评定", "上级党组织"), ("免予纳入申请", "上级党组织")} <= found


def test_an_objection_that_came_late_is_registered_as_late(read):
    assert [(each["受理"], each["结论"]) for each in rows(read("R10"))].count(("逾期提出", "不成立")) == 1


def test_probation_is_entered_with_the_opinions_the_vote_and_the_approval_B23(read):
    (entered,) = rows(read("R15"))
    assert (entered["姓名"], entered["事由"], entered["拟采取的措施"], entered["现状"]) == ("叶子涵", "年度评定", "延长预备期", "延长期内")
    assert "赞成：9；反对：2；弃权：1" in entered["支部大会决议"]
    assert entered["上级党组织审批意见"].startswith("结果：批准延长；批复文号：市直工委〔2025〕31号")
    assert entered["延长后的预备期至"] > entered["预备期至"] > entered["预备期自"]
    talks = [each for each in rows(read("R13")) if each["谈话对象"] == "叶子涵"]
    assert [each["环节"] for each in talks] == ["形成审查意见", "批准延长"]
    assert talks[0]["谈话内容"].startswith("二月十八日程立新、苏文与本人谈话")


def test_members_taken_in_by_the_rules_are_the_roll(read):
    sheet = read("R2")
    assert len(sheet.rows) == sheet.footers[0][1]["n"] == 15
    assert "自动纳入" in sheet.footers[0][0]


def test_in_english_the_answers_are_titled_in_english(read):
    data = as_data(read("R15"), "en")
    form = dict(zip((each["title"] for each in data["columns"]), data["rows"][0], strict=True))
    assert form["Resolution of the meeting"].startswith("Vote: ")
    assert "In favour: 9; Against: 2; Abstained: 1" in form["Resolution of the meeting"]
    assert "Number of the approval: 市直工委〔2025〕31号; Decided by: " in form["Approval by the superior"]


def test_a_member_finds_the_own_lines_among_thirteen_hundred(read):
    own = rows(read("R1", actor="K12"))
    assert 0 < len(own) < len(read("R1").rows) > 1000
    assert {each["姓名"] for each in own} == {"叶子涵"}
