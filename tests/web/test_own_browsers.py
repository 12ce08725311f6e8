"""The browsers in which somebody is signed in: listed, ended, and over at the very next request; what one may do is read at each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from procflow.canon import loads
from procflow.db import db
from procflow.models import AuditEvent, AuthSession
from procflow.web import sessions
from procflow.web.browsers import rough
from tests.web.client import Page
from tests.web.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.47"


def test_ones_own_browsers_are_listed_and_the_present_one_is_marked(site):
    here, _ = browser(site, FIREFOX), browser(site, WECHAT)
    page = Page(here, here.get("/settings/sessions"))
    assert "登录着 2 个浏览器" in page.text
    assert "Firefox · Windows ▶ 正在用的这个" in page.text
    assert "微信 · Android 登录" in page.text
    assert "128" not in page.text, "no version: it is to be known again, not told apart from every other"


def test_a_browser_that_was_ended_is_out_at_its_next_request(site):
    here, there = browser(site, FIREFOX), browser(site, WECHAT)
    assert there.get("/settings/sessions").status_code == 200
    here.post("/settings/sessions/end", data={"session": named(site, WECHAT)})
    assert there.get("/settings/sessions").location.startswith("/login")
    assert there.post("/unit", data={"unit": "B1"}).status_code == 401
    assert here.get("/settings/sessions").status_code == 200


def test_all_the_others_are_ended_at_once_and_on_record(site):
    here, *others = (browser(site, FIREFOX) for _ in range(3))
    here.post("/settings/sessions/end")
    assert [each.get("/settings").status_code for each in (here, *others)] == [200, 302, 302]
    with site.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.type == "session_expired")).one()
        assert (event.actor_id, len(loads(bytes(event.body))["form"]["sessions"])) == ("wang", 2)


def test_ending_the_present_one_signs_out(site):
    here = browser(site, FIREFOX)
    answer = here.post("/settings/sessions/end", data={"session": named(site, FIREFOX)})
    assert answer.location == "/login"
    assert here.get("/").location == "/login"


def test_nobody_ends_a_browser_of_somebody_else(site):
    here, other = browser(site, FIREFOX), browser(site, WECHAT, "li")
    here.post("/settings/sessions/end", data={"session": named(site, WECHAT)})
    assert other.get("/settings").status_code == 200


@pytest.mark.parametrize(("hours", "inside"), [(11.9, True), (12.1, False)])
def test_after_twelve_hours_everybody_signs_in_again_however_busy_they_were(site, monkeypatch, hours, inside):
    here, began = browser(site, FIREFOX), sessions.real_now()
    for step in range(1, 24):
        later = began + timedelta(hours=step / 2)
        monkeypatch.setattr(sessions, "real_now", lambda later=later: later)
        assert here.get("/settings").status_code == 200
    later = began + timedelta(hours=hours)
    monkeypatch.setattr(sessions, "real_now", lambda: later)
    assert (here.get("/settings").status_code == 200) is inside


def test_when_somebody_was_last_there_is_noted_now_and_then_and_not_with_every_page(site, monkeypatch):
    here, began = browser(site, FIREFOX), sessions.real_now()
    for minutes, noted in ((9, 0), (11, 11), (20, 11), (22, 22)):
        later = began + timedelta(minutes=minutes)
        monkeypatch.setattr(sessions, "real_now", lambda later=later: later)
        here.get("/settings")
        with site.app_context():
            seen = sessions.unstamp(db.session.scalars(select(AuthSession.seen)).one())
        assert abs(seen - began - timedelta(minutes=noted)) < timedelta(minutes=1)


def test_a_role_that_ended_is_gone_at_the_next_request_of_a_browser_that_was_signed_in_before(lived):
    reader, called = (
        lived.as_("Y01"),
        {"title": "党员大会", "on": "2024-03-20", "notified_on": "2024-03-10", "chair": "Y01", "teller": "Y02"},
    )
    assert reader.get("/meetings").send("/meetings", **called).status == 303
    lived.world.file("role", "M02", role="branch_secretary")
    lived.world.file("role", "Y01", role="branch_secretary", since="2024-01-01", until="2024-03-09")
    assert reader.post("/meetings", key="k-2", **called).status == 404


@pytest.mark.parametrize(
    ("agent", "told"),
    [(FIREFOX, "Firefox · Windows"), (WECHAT, "微信 · Android"), ("", ""), ("curl/8", ""), ("X" * 5000 + "Chrome", "Chrome"),
     ("<script>alert(1)</script> Edg/1 (Mac OS X)", "Edge · macOS")],
)  # fmt: skip
def test_a_browser_is_called_by_a_name_of_ours_whatever_it_says_of_itself(agent, told):
    assert rough(agent) == told


def browser(site, agent, person="wang"):
    client = site.test_client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    client.post("/login", data={"login": person, "password": PASSWORD})
    return client


def named(site, agent):
    with site.app_context():
        return db.session.scalars(select(AuthSession.token_hash).where(AuthSession.browser == rough(agent))).first()[:12]
