"""The page of a case: what to do, why not yet, whose turn, what happened; a word for everything and a way on."""

import re

import pytest

from procflow.grammar import AUTO, TIMER
from procflow.machines import tables

CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def filed(lived):
    return lived.world.claim()


def test_what_is_to_be_done_stands_first_with_what_each_choice_leads_to(lived, filed):
    page = lived.as_("Y04").case(filed)
    text = page.text
    assert (
        text.index("现在要做什么")
        < text.index("核实同意，提交大会表决 转到“待大会表决”，由支部书记接着办")
        < text.index("退回补正")
        < text.index("不同意，办结 办到“不予加分”为止")
    )
    order = ("现在要做什么", "暂时还没轮到的事", "如果办成，积分会怎样", "流程", "办理经过", "附件")
    assert [text.index(f"{words} ") for words in order] == sorted(text.index(f"{words} ") for words in order)


def test_a_case_is_named_by_number_state_day_desk_and_points(lived, filed):
    text = lived.as_("Y04").case(filed).text
    for words in ("加分申报 · 王甲华 +8 分", filed, "现在 核实中", "到期 3月15日（周五） 余 5 天", "现在在 积分小组", "发起 王甲华"):
        assert words in text


def test_the_member_is_told_whom_it_waits_for_and_what_may_still_be_done(lived, filed):
    text = lived.as_("M01").case(filed).text
    assert "正在等谁 现在不用您办，等积分小组办理。" in text
    assert "您还可以办" in text
    assert "撤回申报" in text
    assert "由积分小组办。 现任：王己华。" in text


def test_where_one_thing_is_to_be_done_its_form_stands_there_at_once(lived, filed):
    """T06: the most urgent one, check, confirm: three presses."""
    motion = lived.world.verify(filed)
    lived.world.file(
        "meeting", "HY-7", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02"
    )
    lived.world.step(motion, "schedule", "Y01", {"meeting": "HY-7"})
    page = lived.as_("Y03").get("/inbox")
    urgent = page.html.partition('">办理最急的一件')[0].rpartition('href="')[2]
    done = lived.as_("Y03").get(urgent).send("/record_attendance/check", present=["Y01", "Y02", "Y03", "Y04", "Y05"]).send("/steps")
    assert done.status == 303


def test_somebody_recused_is_told_who_acts_instead(lived):
    own = lived.world.claim("Y04")
    text = lived.as_("Y04").case(own).text
    assert "回避" in text
    assert "现在不用您办" in text


def test_not_yet_names_the_day(lived, filed):
    motion = lived.world.verify(filed)
    lived.world.file(
        "meeting", "HY-7", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02"
    )
    lived.world.step(motion, "schedule", "Y01", {"meeting": "HY-7"})
    text = lived.as_("Y01").case(motion).text
    assert "开始讨论 没到时间" in text
    assert "会议在 2024年3月12日（周二） 举行" in text


def test_every_way_out_of_a_state_is_offered_or_explained(lived, filed):
    """T10: no silent block, for each role. (On the township's path nobody passes a claim on: one group verifies.)"""
    ways = [row for row in tables()["bonus_claim"].leaving("verifying") if row.by not in (AUTO, TIMER) and row.name != "pass_on"]
    for person in ("M01", "Y01", "Y02", "Y04"):
        text = lived.as_(person).case(filed).text
        assert [row.title for row in ways if row.title not in text] == []


def test_decisions_are_shown_first_and_all_records_on_request(lived, filed):
    lived.world.step(filed, "comment", "M01", {"remark": "请尽快"})
    lived.world.refused(filed, "reject", "M01", {"reason": "不行"})
    reader = lived.as_("Y04")
    short, whole = reader.case(filed).text, reader.get(f"/cases/{filed}?all=1").text
    assert "请尽快" not in short
    assert "留言：请尽快" in whole
    assert "未办成" in whole
    assert "冒雨帮李大娘收谷子" in short


def test_what_a_case_has_booked_stands_on_its_page(lived):
    no = lived.world.posted()
    text = lived.as_("M01").case(no).text
    assert "已经计入的积分 积分变化 服务群众" in text
    assert "+8" in text


def test_the_secretary_sees_what_the_claim_would_do_to_the_points(lived, filed):
    text = lived.as_("Y01").case(filed).text
    assert "如果办成，积分会怎样" in text
    assert "0 → 变为 8" in text


def test_linked_cases_lead_to_each_other(lived, filed):
    motion = lived.world.verify(filed)
    assert f'href="/cases/{motion}"' in lived.as_("Y01").case(filed).html
    assert f'href="/cases/{filed}"' in lived.as_("Y01").case(motion).html


def test_the_procedure_is_drawn_with_the_present_state_and_told_as_a_list(lived, filed):
    page = lived.as_("Y04").case(filed)
    assert page.html.count("pf-node--now") == 1
    assert "▶ 核实中 （在积分小组处）" in page.text


def test_in_english_only_names_and_texts_of_people_are_chinese(lived, filed):
    reader = lived.as_("Y04")
    reader.client.set_cookie("lang", "en")
    allowed = {"王甲华", "王己华", "冒雨帮李大娘收谷子", "党支部"}
    for path in (f"/cases/{filed}", f"/cases/{filed}?all=1", "/inbox", "/start", f"/cases/{filed}/do/return", f"/cases/{filed}/do/post"):
        said = {
            word for word in CHINESE.findall(reader.get(path).text) if not any(word in each or each in word for each in (*allowed, "王"))
        }
        assert said == set(), path
