"""The year's roll at a browser: every page on the way from the first application to the fixed list, in words and names alone."""

import io
import re

import pytest

from procflow.models import Case
from tests.machines.roll import Roll

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
NUMBER = re.compile(r"\b(D1ZB-[A-Z]{2}-\d{4}-\d{4}|ZW\d+|HY\d+)\b")
KNOWN = {"PDF", "Word", "Excel", "MB", "ZB", "png"}  # kinds of files, the code in the name of the branch


@pytest.fixture
def roll(lived):
    lived.world.at("2024-01-08")
    return Roll(lived.world)


def clean(page):
    """The page, which shows numbers of cases and resolutions, and otherwise neither codes nor English."""
    assert page.status == 200, (page.status, page.text)
    assert set(re.findall(r"[A-Za-z]{2,}", NUMBER.sub("", page.text))) - KNOWN == set(), page.text
    assert re.search(r"\b[MY]0\d\b", page.text) is None, page.text
    return page


def act(reader, no, step, **fields):
    """Form, check, done: each of them clean."""
    checked = clean(clean(reader.get(f"/cases/{no}/do/{step}")).send("/check", **fields))
    clean(reader.case(no))
    done = clean(checked.send("/steps").follow())
    clean(reader.case(no))
    return done


def begin(reader, procedure, asked="", **fields):
    """The number of the case that the pages began."""
    checked = clean(clean(reader.get(f"/start/{procedure}{asked}")).send("/check", **fields))
    return NUMBER.search(clean(checked.send("/begin").follow()).text)[0]


def test_from_the_first_application_to_the_fixed_list(lived, roll):
    world, member, recorder, committee, secretary = lived.world, *(lived.as_(each) for each in ("M01", "Y03", "Y02", "Y01"))
    assert "申请纳入积分管理" in clean(member.get("/start")).text
    no = begin(member, "enrollment_application")
    paper = (io.BytesIO(PNG), "申请书.png")
    assert "支委会" in act(member, no, "submit", form_date="2024-01-08", statement="自愿参加", files=paper).text
    assert "受理一批入册申请" in clean(recorder.get("/start")).text
    batch = begin(recorder, "branch_review", "?about-period=2024", title="第一批", intake_until="2024-01-08")
    act(recorder, batch, "close_intake")  # the list comes ticked
    act(committee, batch, "start_review", resolution=roll.resolve())
    decided = act(committee, batch, "decide_item", item=no, result="approve", resolution=roll.resolve())
    assert "王甲华" in decided.text or "王甲华" in committee.case(batch).text
    concluded = roll.resolve()
    assert f'value="{concluded}"' in secretary.get(f"/cases/{batch}/do/conclude").html  # another body's minutes, offered all the same
    act(secretary, batch, "conclude", resolution=concluded)
    act(secretary, batch, "put_to_meeting")
    (motion,) = (row.no for row in world.rows(Case, Case.procedure == "member_meeting_vote"))
    world.call(motion)
    world.vote(motion)
    assert "已入册" in clean(member.case(no)).text
    assert "参与纪实党员名单" in clean(recorder.get(f"/cases/{batch}/do/fix_list").send("/check")).text
    act(recorder, batch, "fix_list")
    assert world.case(batch).state == "listed"


def test_the_recorders_list_comes_ticked_and_offers_nothing_else(lived, roll):
    first, second, draft = roll.apply("M01"), roll.apply("M02"), roll.draft("Y04")
    batch = roll.batch(until="2024-01-08")
    page = lived.as_("Y03").get(f"/cases/{batch}/do/close_intake")
    assert page.form("/check")[1].getlist("items") == [first, second]
    assert (f"入册申请 · 王甲华 · {first}" in page.text, draft in page.text) == (True, False)
    refused = page.send("/check", items=[first])
    assert (refused.status, f"未列：{second}" in refused.text) == (422, True)


def test_a_decision_offers_only_what_is_still_under_review_in_this_batch(lived, roll):
    first, second = roll.apply("M01"), roll.apply("M02")
    batch = roll.reviewing(first, second)
    roll.apply("Y04")
    roll.decide(batch, first)
    options = re.findall(r'<option value="(D1ZB[^"]+)"', lived.as_("Y02").get(f"/cases/{batch}/do/decide_item").html)
    assert options == [second]
    roll.decide(batch, second)
    assert "没有等待审核的申请" in lived.as_("Y02").case(batch).text


def test_the_member_reads_why_the_application_was_returned_and_nothing_of_others(lived, roll):
    mine, other = roll.apply("M01"), roll.apply("M02")
    batch = roll.reviewing(mine, other)
    roll.decide(batch, other, "reject", "组织关系不在本支部")
    roll.decide(batch, mine, "return", "申请书没有签名")
    shown = clean(lived.as_("M01").case(mine)).text
    assert ("审核结果：退回补正" in shown, "理由：申请书没有签名" in shown, "组织关系" in shown, other in shown) == (
        True,
        True,
        False,
        False,
    )
    assert lived.as_("M01").case(batch).status == 404
    act(lived.as_("M01"), mine, "resubmit", change="补签了名")
    assert lived.world.case(mine).state == "under_review"


def test_a_batch_names_whose_application_each_is(lived, roll):
    no = roll.apply("M01")
    batch = roll.reviewing(no)
    shown = clean(lived.as_("Y03").case(batch)).text
    assert (f"入册申请 · 王甲华 {no}" in shown, f"列入本批次的申请：王甲华 {no}" in shown) == (True, True)


def test_the_written_application_is_asked_for_not_offered(lived, roll):
    no = roll.draft("M01")
    page = lived.as_("M01").get(f"/cases/{no}/do/submit")
    assert ("附件" in page.text, "（可不填）" in page.text) == (True, False)
    refused = page.send("/check", form_date="2024-01-08", statement="自愿参加")
    assert (refused.status, "至少要 1 件" in refused.text) == (422, True)


def test_ones_own_application_is_refused_in_words(lived, roll):
    batch = roll.reviewing(no := roll.apply("Y02"))
    form = lived.as_("Y02").get(f"/cases/{batch}/do/decide_item")
    refused = form.send("/check", item=no, result="approve", resolution=roll.resolve())
    assert "本人的申请由其他人办理" in refused.text
