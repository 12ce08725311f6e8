"""Beginning a case: what one may begin in words of the trade, the rest explained; a member's paper entered by an official; a month's sheet."""

import io

import pytest

from procflow.models import Case

PAPER = b"%PDF-1.4 signed"


def test_a_member_may_begin_a_claim_and_is_told_who_begins_the_rest(lived):
    text = lived.as_("M01").get("/start").text
    assert text.index("您可以发起的") < text.index("加分申报") < text.index("别人可以发起的") < text.index("基础分登记")
    assert "现任：" in text


def test_what_the_rules_leave_out_is_not_offered(lived):
    """The township's rules know no exemption, no activists' accounts, no letters and no supplements (domain §3)."""
    text = lived.as_("Y01").get("/start").text
    left_out = ("补记录", "个人承诺书", "免予纳入申请", "积极分子纳入申请")
    assert "入册申请" in text
    assert [title for title in left_out if title in text] == []


def test_an_official_begins_for_a_member_with_the_signed_paper(lived):
    reader = lived.as_("Y02")
    action = reader.get("/start/bonus_claim").form("/start/bonus_claim")[0]
    form = reader.get(f"{action}?about-for=M02")
    assert "党员签字的纸质材料" in form.text
    assert "MISSING_EVIDENCE" in form.send("/check").text
    form.send("/check", files=(io.BytesIO(PAPER), "签字.pdf")).send("/begin")
    (case,) = lived.world.rows(Case)
    actor = lived.world.chain(case.no)[0].body["actor"]
    assert (case.subject, actor["id"], actor["entered_for"]) == ("M02", "Y02", "M02")


def test_an_official_may_begin_for_themselves_too(lived):
    lived.as_("Y02").get("/start/bonus_claim?about-for=").send("/check").send("/begin")
    assert [case.subject for case in lived.world.rows(Case)] == ["Y02"]


def test_a_months_sheet_comes_with_a_line_for_every_member_and_item(lived):
    """T3: nobody types thirty names; only who was missing is marked."""
    lived.world.at("2024-04-02")
    page = lived.as_("Y03").get("/start/base_registration?about-period=2024-03")
    values = page.form("/check")[1]
    people = {value for name, value in values.items() if name.endswith("-member")}
    lines = [name for name in values if name.endswith("-member")]
    assert people == {"M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06"}
    assert len(lines) == len(people) * len({value for name, value in values.items() if name.endswith("-item")})
    check = page.send("/check", source="daily_record", lines__1__mark="absent")
    assert (check.status, f"（{len(lines)} 行）" in check.text, "未完成" in check.text) == (200, True, True)
    done = check.send("/begin").follow()
    assert "已登记" in done.text
    form = lived.world.case(lived.world.rows(Case)[0].no)
    assert (form.period, form.subject) == ("2024-03", "d1")


def test_which_period_is_asked_first_where_a_case_is_about_the_unit(lived):
    lived.world.at("2024-04-02")
    page = lived.as_("Y03").get("/start/base_registration")
    assert "哪个期间" in page.text
    assert "2024年3月" in page.text


def test_posting_a_whole_sheet_is_checked_member_by_member(lived):
    lived.world.at("2024-04-02")
    lived.as_("Y03").get("/start/base_registration?about-period=2024-03").send("/check", source="daily_record").send("/begin")
    no = lived.world.rows(Case)[0].no
    lived.world.file("resolution", "JY-3", actor="Y04", body="points_group", present=["Y04", "Y05", "Y06"], title="核实三月登记")
    lived.as_("Y04").act(no, "verify", resolution="JY-3")
    check = lived.as_("Y02").get(f"/cases/{no}/do/post").send("/check")
    assert (check.status, "王甲华 基础分" in check.text) == (200, True)
    check.send("/steps")
    assert len({row.member_id for row in lived.world.entries()}) == 8


def test_the_way_back_from_the_check_keeps_the_sheet(lived):
    lived.world.at("2024-04-02")
    check = (
        lived.as_("Y03").get("/start/base_registration?about-period=2024-03").send("/check", source="daily_record", lines__1__mark="absent")
    )
    values = check.send("/begin", to="/start/base_registration").form("/check")[1]
    assert (values["lines-1-mark"], values["about-period"], values["source"]) == ("未完成", "2024-03", "daily_record")


@pytest.mark.parametrize("procedure", ["member_meeting_vote", "no_such", "quarterly_closing"])
def test_what_people_do_not_begin_has_no_page(lived, procedure):
    reader = lived.as_("Y01")
    assert reader.get(f"/start/{procedure}").status == 404
    assert reader.post(f"/start/{procedure}/begin", key="k").status == 404


def test_beginning_twice_with_one_key_begins_one_case(lived):
    check = lived.as_("M01").get("/start").send("/start/bonus_claim/check")
    first, second = check.send("/begin"), check.send("/begin")
    assert first.location == second.location
    assert len(lived.world.rows(Case)) == 1


def test_nobody_begins_a_claim_for_another_without_an_office(lived):
    page = lived.as_("M01").post("/start/bonus_claim/begin", step="create", key="k1", about__for="M02")
    assert "FORBIDDEN_ROLE" in page.text
    assert lived.world.rows(Case) == []
