"""The registers that are forms, played on small branches: notices, talks, disposals, probation, honours (R11 R13–R16; T5 T17 T20 B22 B23 B24 N1 N12)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Case
from procflow.reports.registers import paper, register
from procflow.reports.registers.told import cell, footer
from tests import servers
from tests.machines import disposed, yearend
from tests.machines.inspected import Inspected
from tests.world import built


def rows(session, actor, on, name, year):
    sheet = register(session, actor, date.fromisoformat(on), "d1", name, year)
    return [{one.title: cell(one, value, "zh") for one, value in zip(sheet.columns, row, strict=True)} for row in sheet.rows]


@pytest.fixture
def opened(tmp_path):
    engines = []

    def at(played):
        engines.append(create_engine(servers.migrated_copy("sqlite", tmp_path, played), poolclass=NullPool))
        return Session(engines[-1], expire_on_commit=False)

    yield at
    for each in engines:
        each.dispose()


def test_a_notice_tells_each_finding_that_was_kept_by_its_kind_and_its_day_T5(opened):
    with opened(built) as session:
        branch = Inspected(session)
        branch.ordered()
        (finding,) = rows(session, "Y01", branch.today, "R11", "2024")
        sheet = register(session, "Y01", date.fromisoformat(branch.today), "d1", "R11", "2024")
    assert finding == {
        "通报文号": "青督〔2024〕1号", "印发日期": "2024-03-01", "通报单位": "乡镇党委", "督查名称": "一季度督查", "问题": "1", "问题类型": "漏记",
        "涉及的事项": "D1ZB-DJ-2024-0001", "登记簿册和位置": "", "涉及的党员": "王甲华", "问题说明": "签到表有名，登记表没有", "支部的说明": "一月学习确有漏记",
        "认定理由": "核实", "整改到哪一天": "2024-03-15", "不须更正的理由": "", "销号日期": "", "事项编号": "D1ZB-DC-2024-0001",
    }  # fmt: skip
    assert [footer(each, "en") for each in sheet.footers] == ["青督〔2024〕1号: findings kept: 1 (Omission 1)"]


def test_what_was_not_announced_yet_is_no_notice_T5(opened):
    with opened(built) as session:
        branch = Inspected(session)
        branch.confirmed("keep", "keep")
        assert rows(session, "Y01", branch.today, "R11", "2024") == []


def test_a_disposal_stands_on_one_form_from_the_grounds_to_the_approval_B24_N12(opened):
    with opened(disposed.built) as session:
        forms = {each["姓名"]: each for each in rows(session, "Y01", "2024-08-12", "R14", "2024")}
        talks = rows(session, "Y01", "2024-08-12", "R13", "2024")
    assert {name: each["处置措施"] for name, each in forms.items()} == {
        "名F04": "除名", "名F05": "限期改正", "名F06": "劝其退党", "名F07": "限期改正", "王辛华": "除名"}  # fmt: skip
    whole, waiting = forms["名F07"], forms["名F04"]
    assert whole["处置依据和事实"].endswith("：半年不参加组织生活")
    assert (whole["事实与本人见面"], whole["本人陈述和申辩"], whole["谈话人"]) == ("是", "没有意见", "王丙华、王丁华")
    assert whole["上级预审意见"].startswith("结果：预审同意；理由：同意；决定机构：乡镇党委")
    assert whole["支部大会决议"] == "表决结果：通过；应到：15；到会：15；书面意见：0；赞成：10；反对：5；弃权：0；日期：2024-07-08"
    assert "帮助改正的措施：每月谈心；限期改正几个月：1" in whole["上级党组织审批意见"]
    assert [waiting[name] for name in ("上级预审意见", "支部大会决议", "上级党组织审批意见")] == ["", "", ""], "nothing before it was said"
    with_f06 = [(each["环节"], each["谈话内容"], each["批复文号"]) for each in talks if each["谈话对象"] == "名F06"]
    assert [each[0] for each in with_f06] == ["形成处置意见", "批准劝其退党"]
    assert "半年不参加组织生活" in with_f06[0][1]
    assert with_f06[1] == ("批准劝其退党", "", "青党〔2025〕8号"), "the talk after an approval is written by hand on its form"


def test_probation_is_entered_once_the_meeting_carried_it_and_not_before_B23_N1(opened):
    with opened(disposed.built) as session:
        found = rows(session, "Y01", "2024-08-12", "R15", "2024")
    assert [(each["姓名"], each["事由"], each["拟采取的措施"], each["现状"]) for each in found] == [
        ("名K18", "预备期届满", "延长预备期", "待上级审批"), ("名K22", "违反纪律", "取消预备党员资格", "待上级审批")]  # fmt: skip
    assert (found[0]["党小组意见"], found[0]["党员意见"], found[0]["群众意见"]) == ("同意", "同意", "无")
    assert found[0]["支部委员会意见"].startswith("延长几个月：6；理由：表现一般；决定机构：支委会")
    assert "赞成：10；反对：5；弃权：0" in found[1]["支部大会决议"]


def test_a_talk_after_a_low_grade_has_its_measures_its_day_and_its_outcome_T17_B22(tmp_path):
    with yearend.opened("sqlite", tmp_path, yearend.talked) as year:
        (no,) = (each.no for each in year.rows(Case, Case.procedure == "education_rectification"))
        year.step(no, "assign", "Y01", {"helper": "Y01"})
        year.step(no, "talk", "Y01", {"on": year.today, "content": "谈了缺课", "attitude": "愿意改"})
        year.step(no, "set_term", "Y01", {"measures": [{"measure": "每月到会"}, {"measure": "补学两次"}]})
        (running,) = rows(year.session, "Y01", year.today, "R13", "2024")
        year.step(no, "due", "Y01", {"report": "都做到了"})
        checked = [{"measure": str(place), "met": "met", "evidence": "签到表"} for place in (1, 2)]
        year.step(no, "pass", "Y02", {"results": checked, "resolution": year.resolve()})
        (talk,) = rows(year.session, "Y01", year.today, "R13", "2024")
    last = (date.fromisoformat(year.today) + timedelta(days=90)).isoformat()
    assert (talk["事由"], talk["环节"], talk["谈话内容"], talk["本人态度"]) == ("教育谈话与限期整改", "登记谈话", "谈了缺课", "愿意改")
    assert (talk["谈话日期"], talk["整改措施"], talk["整改到哪一天"]) == (year.today, "1. 每月到会；2. 补学两次", last), (
        "the usual ninety days (A19)"
    )
    assert (running["验收情况"], talk["验收情况"].startswith("结果：整改到位；")) == ("", True)


@pytest.mark.parametrize(("name", "pages"), [("R13", 13), ("R14", 5), ("R15", 2)])
def test_each_form_is_printed_on_a_sheet_of_its_own_with_room_to_sign(opened, page, name, pages):
    with opened(disposed.built) as session:
        sheet = register(session, "Y01", date(2024, 8, 12), "d1", name, "2024")
    assert (sheet.form, len(sheet.rows)) == (True, pages)
    page.set_content(paper.page(sheet, "zh"))
    assert page.locator(".form").count() == page.locator(".form .signed").count() == pages
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == pages
    wide, high = (float(each) for each in re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", printed)[0])
    assert high > wide, "upright"
    assert paper.page(sheet, "zh").count("<tr>") == pages * len(sheet.columns)


def test_whoever_was_honoured_stands_on_the_list_with_the_grade_T20(tmp_path):
    with yearend.opened("sqlite", tmp_path, yearend.talked) as year:
        no = min(each.no for each in year.rows(Case, Case.procedure == "award"))
        year.step(no, "vet", "Y02", {"checked": "yes", "resolution": year.resolve()})
        year.at("2025-06-20")
        year.step(no, "approve", "U01", {"document": "青党〔2025〕20号", "resolution": year.resolve("party_committee")})
        year.at("2025-07-01")
        year.step(no, "confer", "U01", {"on": year.today, "plaque": "星-1", "resolution": year.resolve("party_committee")})
        (line,) = rows(year.session, "Y01", year.today, "R16", "2024")
        assert rows(year.session, "Y01", year.today, "R16", "2025") == []
    assert (line["等次"], line["授牌日期"], line["在规定时间内"], line["牌匾或证书编号"], line["撤销日期"]) == (
        "二星级",
        "2025-07-01",
        "是",
        "星-1",
        "",
    )
