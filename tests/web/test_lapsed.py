"""T12: whatever ran out while a form was filled in, the sign-in or the form's own token, nothing is lost and nothing is taken unseen."""

import io
import re
from datetime import timedelta

import pytest

from procflow.canon import stamp
from procflow.models import DatedFact
from procflow.web import sessions
from tests.web.client import Page, Reader
from tests.world import CLAIM

HERE = {"Referer": "http://localhost/inbox"}


@pytest.fixture
def claim(lived):
    return lived.world.begin("bonus_claim", "M01")


def expire(reader):
    with reader.client.session_transaction() as cookie:
        cookie["seen"] = stamp(sessions.real_now() - timedelta(hours=2))


def again(reader, late, person):
    return reader.post("/login/as", person=person, kept=re.search(r'name="kept" value="([^"]*)"', late.html)[1])


def sent_after_signing_in_anew(lived, page, ending, **headers):
    """The form of this page, sent by a browser whose token has been another since."""
    lived.app.config["WTF_CSRF_ENABLED"] = True
    action, values = page.form(ending)
    values.setlist("csrf_token", ["the one of yesterday"])
    return Page(page.client, page.client.post(action, data=values, headers=headers)), values


def test_a_form_whose_token_is_gone_comes_back_with_all_that_was_typed(lived, claim):
    check = lived.as_("M01").get(f"/cases/{claim}/do/submit").send("/check", **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf"))
    back, values = sent_after_signing_in_anew(lived, check, "/steps", **HERE)
    assert back.status == 400
    assert "您填写的内容已保留" in back.text
    found = back.form("/steps")[1]
    assert {name: found.getlist(name) for name in values if name != "csrf_token"} == {
        name: values.getlist(name) for name in values if name != "csrf_token"
    }
    assert lived.world.case(claim).state == "draft"
    assert back.send("/steps").status == 303
    assert lived.world.case(claim).state == "verifying"


def test_what_another_site_sends_is_not_made_into_a_form(lived, claim):
    check = lived.as_("M01").get(f"/cases/{claim}/do/submit").send("/check", **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf"))
    for headers in ({}, {"Origin": "http://elsewhere.example"}):
        back, _ = sent_after_signing_in_anew(lived, check, "/steps", **headers)
        assert (back.status, "您填写的内容已保留" in back.text) == (400, False)


def test_a_file_that_came_too_late_is_named_to_be_chosen_again(lived, claim):
    reader = lived.as_("M01")
    page = reader.get(f"/cases/{claim}/do/submit")
    expire(reader)
    back = again(reader, page.send("/check", **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf")), "M01")
    assert "附件没有随表单保存" in back.text
    assert "证书.pdf" in back.text
    assert back.send("/check").form("/check")[1]["description"] == CLAIM["description"]


def test_what_is_filed_in_administration_comes_back_too(lived):
    reader = lived.as_("adm").switched("d1")
    page = reader.get("/admin/people/do/take?unit=d1")
    assert page.status == 200
    expire(reader)
    filled = {name: "2024-03-10" if "since" in name else "刘新来" for name in page.form("/check")[1] if name not in ("unit", "csrf_token")}
    before = len(lived.world.rows(DatedFact))
    back = again(reader, page.send("/check", **{name.replace("-", "__"): value for name, value in filled.items()}), "adm")
    assert {name: value for name, value in back.form("/check")[1].items() if name in filled} == filled
    assert len(lived.world.rows(DatedFact)) == before


def test_a_page_says_until_when_and_any_page_prolongs_it(lived):
    reader = lived.as_("M01")
    page = reader.get("/inbox")
    assert "60 分钟没有动作就要重新登录" in page.html
    with reader.client.session_transaction() as cookie:
        cookie["seen"] = stamp(sessions.real_now() - timedelta(minutes=58))
    assert re.fullmatch(r"\d\d:\d\d", reader.client.get("/settings/alive").json["until"])
    with reader.client.session_transaction() as cookie:
        assert cookie["seen"] > stamp(sessions.real_now() - timedelta(minutes=1))


def test_a_browser_that_lost_its_cookie_loses_no_text(lived, claim):
    check = lived.as_("M01").get(f"/cases/{claim}/do/submit").send("/check", **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf"))
    action, values = check.form("/steps")
    check.client.delete_cookie("procflow")
    late = Page(check.client, check.client.post(action, data=values, headers=HERE))
    assert (late.status, lived.world.case(claim).state) == (401, "draft")
    back = again(Reader(check.client), late, "M01")
    assert CLAIM["description"] in back.text
    assert back.send("/steps").status == 303


def test_what_another_site_sends_without_a_cookie_is_not_kept(lived, claim):
    page = Page(lived.app.test_client(), lived.app.test_client().post(f"/cases/{claim}/steps", data={"step": "submit", "description": "x"}))
    assert (page.status, "kept" in page.html) == (302, False)


def test_passwords_are_never_kept(lived):
    reader = lived.as_("M01")
    page = reader.get("/settings/password")
    expire(reader)
    late = page.send("/settings/password", old="my old secret", new="my new secret", again="my new secret")
    assert late.status == 401
    assert re.search(r'name="kept" value=""', late.html) or 'name="kept"' not in late.html
    assert again(reader, late, "M01").status == 302


def test_somebody_back_goes_on_in_the_unit_in_which_they_were(lived):
    reader = lived.as_("adm").switched("d1")
    page = reader.get("/admin/people/do/take?unit=d1")
    expire(reader)
    again(reader, page.send("/check", name="刘新来"), "adm")
    assert reader.get("/admin/people").status == 200
