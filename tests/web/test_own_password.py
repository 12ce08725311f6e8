"""One's own password: changed by whoever knows it, out everywhere else, and a start password opens no other page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from procflow.access.passwords import hashed
from procflow.canon import stamp
from procflow.db import db
from procflow.models import Account, AuditEvent
from procflow.web import sessions
from tests.web.client import Page, Reader
from tests.web.conftest import PASSWORD

NEW = "雨后到河边走一走"


def test_the_new_password_opens_the_door_and_the_old_one_no_more(site, browser_of):
    page = changed(browser_of("wang"))
    assert (page.status, page.location) == (303, "/settings/password?changed=1")
    assert "密码已改" in page.follow().text
    assert [site.test_client().post("/login", data={"login": "wang", "password": each}).status_code for each in (PASSWORD, NEW)] == [
        401,
        302,
    ]


def test_every_other_browser_is_out_and_this_one_stays(browser_of):
    here, there = browser_of("wang"), browser_of("wang")
    changed(here)
    assert (here.get("/settings").status_code, there.get("/settings").status_code) == (200, 302)


def test_a_change_is_on_record_without_any_password(site, browser_of):
    changed(browser_of("wang"))
    with site.app_context():
        body = bytes(db.session.scalars(select(AuditEvent.body).where(AuditEvent.type == "authn_password_change")).one()).decode()
    assert NEW not in body
    assert PASSWORD not in body


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"old": "wrong"}, "现在的密码不对，还可以试 4 次"),
        ({"new": "short", "again": "short"}, "密码至少 8 个字符"),
        ({"again": "别的"}, "两次填的新密码不一样"),
        ({"new": "password1", "again": "password1"}, "这个密码太常见"),
        ({"new": "wang-wang-wang", "again": "wang-wang-wang"}, "密码里含有登录名"),
        ({"new": PASSWORD, "again": PASSWORD}, "新密码和原来的一样"),
        ({"old": "", "new": "", "again": ""}, "新密码和原来的一样"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_changed(site, browser_of, fields, told, language):
    client = browser_of("wang")
    client.set_cookie("lang", language)
    page = changed(client, **fields)
    assert page.status == 422
    assert (told in page.text) is (language == "zh")
    assert 'href="#' in page.html
    assert site.test_client().post("/login", data={"login": "wang", "password": PASSWORD}).status_code == 302


def test_whoever_sits_at_a_browser_left_open_does_not_guess_for_long(site, browser_of):
    client = browser_of("wang")
    said = [changed(client, old=f"guess {n}").text for n in range(6)]
    assert "还可以试 1 次" in said[3]
    assert ["先停一会儿" in each for each in said[4:]] == [True, True]
    assert changed(client).status == 422, "even the right one waits"
    with site.app_context():
        assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.type == "authn_password_change_fail")).all()) == 7


def test_a_start_password_leads_to_no_page_but_the_one_where_it_is_changed(site):
    started(site)
    reader = Reader(site.test_client())
    assert reader.post("/login", login="li", password="k7mq-start").status == 302
    for path in ("/", "/inbox", "/settings", "/settings/sessions"):
        assert reader.get(path).location == "/settings/password", path
    assert reader.post("/unit", unit="B1").location == "/settings/password"
    assert "别人给的起始密码" in reader.get("/settings/password").text
    assert changed(reader.client, old="k7mq-start").status == 303
    assert reader.get("/inbox").status == 200


def test_a_start_password_is_good_for_a_week(site):
    started(site, timedelta(seconds=-1))
    page = Page(site.test_client(), site.test_client().post("/login", data={"login": "li", "password": "k7mq-start"}))
    assert page.status == 401
    assert "起始密码已过期" in page.text


def test_an_account_that_was_shut_says_so_to_whoever_knows_the_password_alone(site):
    with site.app_context():
        db.session.get(Account, "li").shut = stamp(sessions.real_now())
        db.session.commit()
    right, wrong = (site.test_client().post("/login", data={"login": "li", "password": each}) for each in (PASSWORD, "wrong"))
    assert "这个账号已停用" in right.get_data(as_text=True)
    assert "还可以试 4 次" in wrong.get_data(as_text=True)


def changed(client, **fields):
    return Reader(client).post("/settings/password", **{"old": PASSWORD, "new": NEW, "again": NEW} | fields)


def started(site, left=timedelta(days=7)):
    with site.app_context():
        row = db.session.get(Account, "li")
        row.password, row.start_until = hashed("k7mq-start"), stamp(sessions.real_now() + left)
        db.session.commit()
