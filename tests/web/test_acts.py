"""A step through its pages: form, check, confirmation; what the check shows is what happens, once, and nothing is lost on the way."""

import io

import pytest

from procflow.models import AuditEvent, Case
from tests.world import CLAIM, MEMBERS

TEXT = "冒雨帮李大娘收谷子"
PAPER = b"%PDF-1.4 a certificate"


@pytest.fixture
def draft(lived):
    """A claim that M01 has begun."""
    return lived.world.begin("bonus_claim", "M01")


@pytest.fixture
def filed(lived):
    """A claim before the points group, with a resolution at hand."""
    no = lived.world.claim()
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    return no


def records(lived):
    return len(lived.world.rows(AuditEvent))


def test_a_claim_goes_from_the_first_page_to_the_ledger_through_pages_alone(lived):
    """T9 T10 B31: what a member, the points group, the meeting and the administrator do, each at a browser."""
    member, group, secretary, recorder, teller = (lived.as_(name) for name in ("M01", "Y04", "Y01", "Y03", "Y02"))
    begun = member.get("/start").send("/start/bonus_claim/check").send("/begin").follow()
    assert "草拟" in begun.text
    no = lived.world.rows(Case)[0].no
    sent = member.act(no, "submit", **CLAIM, files=(io.BytesIO(PAPER), "证书.pdf")).follow()
    assert "核实中" in sent.text
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    assert "待大会表决" in group.act(no, "verify_to_vote", verified="7.5", resolution="JY-1", opinion="情况属实").follow().text
    motion = next(row.no for row in lived.world.rows(Case) if row.procedure == "member_meeting_vote")
    lived.world.file(
        "meeting", "HY-1", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02"
    )
    secretary.act(motion, "schedule", meeting="HY-1")
    lived.world.at("2024-03-12")
    recorder.act(motion, "record_attendance", present=list(MEMBERS))
    secretary.act(motion, "open_discussion")
    secretary.act(motion, "open_vote", discussion="没有不同意见", heard="not_needed", issued="8")
    passed = teller.act(motion, "pass", in_favour="7", against="1", abstained="0", returned="8").follow()
    assert "通过" in passed.text
    check = teller.case(no).send("/post/check")
    assert "0 → 变为 7.5" in check.text
    done = check.send("/steps").follow()
    assert "已记分" in done.text
    assert "+7.5" in done.text
    assert [(row.member_id, row.points) for row in lived.world.entries()] == [("M01", 750)]


def test_a_check_changes_nothing_but_the_attachments_that_it_keeps(lived, draft):
    reader = lived.as_("M01")
    before = lived.world.everything()
    page = reader.get(f"/cases/{draft}/do/submit").send("/check", **CLAIM, files__kept=[lived.world.paper()])
    after = lived.world.everything()
    assert page.status == 200
    assert {name for name in after if after[name] != before[name]} == {"evidence_file"}


def test_what_the_check_showed_is_stored_with_the_decision(lived, filed):
    page = lived.as_("Y04").get(f"/cases/{filed}/do/verify_to_vote").send("/check", verified="8", resolution="JY-1")
    digest = page.form("/steps")[1]["preview"]
    page.send("/steps")
    done = next(each for each in lived.world.chain(filed) if each.body["transition"] == "verify_to_vote")
    assert done.body["preview"] == digest


def test_the_check_names_states_the_next_desk_the_new_case_and_the_basis(lived, filed):
    text = lived.as_("Y04").get(f"/cases/{filed}/do/verify_to_vote").send("/check", verified="8", resolution="JY-1").text
    for words in ("核实中 → 待大会表决", "下一步 支部书记", "另立一件 党员大会表决", "无须回避", "依据 T10", "核实加分"):
        assert words in text


def test_pressing_twice_acts_once(lived, draft):
    page = lived.as_("M01").get(f"/cases/{draft}/do/withdraw").send("/check")
    first, count = page.send("/steps"), records(lived)
    second = page.send("/steps")
    assert (first.status, second.status, second.location) == (303, 303, first.location)
    assert records(lived) == count


def test_the_same_key_for_something_else_is_refused_and_keeps_the_text(lived, filed):
    reader = lived.as_("Y04")
    key = reader.get(f"/cases/{filed}/do/comment").send("/check", remark="一").form("/steps")[1]["key"]
    reader.post(f"/cases/{filed}/steps", step="comment", key=key, remark="一")
    again = reader.post(f"/cases/{filed}/steps", step="comment", key=key, remark="二")
    assert again.status == 409
    assert "KEY_REUSED" in again.text
    assert "二" in again.text


def test_somebody_else_was_quicker(lived, filed):
    """T13: the second of two gets a conflict with everything that was typed, and can go on from it."""
    slow, quick = lived.as_("Y04"), lived.as_("Y04")
    check = slow.get(f"/cases/{filed}/do/return").send("/check", reason="照片看不清楚")
    quick.act(filed, "return", reason="缺证明")
    late = check.send("/steps")
    assert late.status == 409
    assert "照片看不清楚" in late.text
    assert lived.world.case(filed).version == 4
    back = late.send("/do/return")
    assert back.form("/check")[1]["reason"] == "照片看不清楚"


def test_a_check_made_on_an_older_version_says_so(lived, filed):
    reader = lived.as_("Y04")
    form = reader.get(f"/cases/{filed}/do/reject")
    reader.act(filed, "return", reason="缺证明")
    late = form.send("/check", reason="与记录不符")
    assert late.status == 409
    assert "与记录不符" in late.html


def test_an_effect_that_changed_since_the_check_is_not_taken(lived, draft):
    """T09: the digest of the check no longer fits, because the last day has moved on with the clock."""
    check = lived.as_("M01").get(f"/cases/{draft}/do/submit").send("/check", **CLAIM, files__kept=[lived.world.paper()])
    lived.world.at("2024-03-14")
    late = check.send("/steps")
    assert (late.status, "STALE_VERSION" in late.text, TEXT in late.text) == (409, True, True)
    assert lived.world.case(draft).state == "draft"


def test_the_way_back_from_the_check_keeps_everything(lived, draft):
    check = lived.as_("M01").get(f"/cases/{draft}/do/submit").send("/check", **CLAIM, files__kept=[lived.world.paper()])
    values = check.send("/steps", to=f"/cases/{draft}/do/submit").form("/check")[1]
    assert {name: values[name] for name in CLAIM} == CLAIM
    assert values["files-kept"]


def test_a_step_without_a_form_is_checked_at_once(lived, draft):
    reader = lived.as_("M01")
    page = reader.case(draft).send(f"/cases/{draft}/do", step="withdraw")
    assert (page.status, "请核对：撤回申报" in page.text) == (200, True)


def test_choosing_nothing_is_told_where_to_choose(lived, draft):
    page = lived.as_("M01").case(draft).send(f"/cases/{draft}/do").follow()
    assert "请先选一项" in page.text
    assert 'href="#f-step"' in page.html


def test_the_success_page_reads_the_new_state_from_the_store_and_leads_on(lived, filed):
    second = lived.world.claim("M02")
    done = lived.as_("Y04").act(filed, "reject", reason="与登记记录不一致").follow()
    assert lived.world.case(filed).state == "rejected"
    assert "状态 不予加分" in done.text
    assert f'href="/cases/{second}"' in done.html


def test_an_official_enters_a_members_step_with_the_signed_paper(lived, draft):
    reader = lived.as_("Y01")
    without = reader.get(f"/cases/{draft}/do/submit?about-for=M01").send("/check", **CLAIM)
    assert (without.status, "MISSING_EVIDENCE" in without.text) == (422, True)
    check = without.send("/check", files=(io.BytesIO(PAPER), "签字.pdf"), **CLAIM)
    check.send("/steps")
    done = next(each for each in lived.world.chain(draft) if each.body["transition"] == "submit")
    assert (done.body["actor"]["id"], done.body["actor"]["entered_for"]) == ("Y01", "M01")
