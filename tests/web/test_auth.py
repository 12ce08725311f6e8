"""Signing in and out: who gets in, who waits, what is on record, and that what was typed survives."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from procflow.canon import stamp
from procflow.db import db
from procflow.models import Account, AuditEvent, AuthSession
from procflow.web import sessions
from tests.web.conftest import PASSWORD


def test_nobody_sees_a_page_without_signing_in_and_comes_back_to_it(site):
    answer = site.test_client().get("/unit?x=1")
    assert answer.status_code == 405  # an address that only takes a form is no secret
    answer = site.test_client().get("/")
    assert (answer.status_code, answer.location) == (302, "/login")


def test_every_page_of_the_site_but_those_named_is_closed(site):
    open_ = {
        "static",
        "shell.show",
        "auth.form",
        "auth.sign_in",
        "auth.as_person",
        "ballots.thanks",
        "checking.index",
        "guides.accessibility",
    }
    for rule in site.url_map.iter_rules():
        page = not rule.endpoint.startswith("api.")  # programs have tests/api/test_callers.py
        if page and rule.endpoint not in open_ and not rule.arguments:
            answer = site.test_client().open(rule.rule, method="GET" if "GET" in rule.methods else "POST")
            assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/login"), rule.rule


def test_signing_in_shows_name_unit_and_title(browser_of):
    page = browser_of("wang").get("/", follow_redirects=True).get_data(as_text=True)
    assert "王志强" in page
    assert "第一党支部" in page
    assert "支部书记" in page


def test_only_the_hash_of_the_token_is_kept(site, browser_of):
    client = browser_of("wang")
    with client.session_transaction() as cookie, site.app_context():
        row = db.session.scalars(select(AuthSession)).one()
        assert row.token_hash == sessions.digest(cookie["token"])
        assert cookie["token"] not in (row.token_hash, row.person)


def test_sign_ins_failures_and_sign_outs_are_on_record(site, browser_of):
    client = browser_of("wang")
    client.post("/logout")
    client.post("/login", data={"login": "wang", "password": "wrong"})
    assert recorded(site) == [("sign_in", "wang", "done"), ("sign_out", "wang", "done"), ("sign_in", "stranger", "refused")]


def test_signing_out_ends_the_row_and_an_old_cookie_is_worth_nothing(site, browser_of):
    client = browser_of("wang")
    with client.session_transaction() as cookie:
        stolen = dict(cookie)
    client.post("/logout")
    thief = site.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert thief.get("/").location.startswith("/login")


def test_the_page_counts_down_and_then_locks_for_a_quarter_of_an_hour(site, monkeypatch):
    client = site.test_client()
    said = [tried(client, "wrong") for _ in range(4)]
    assert [f"还可以试 {left} 次" in page for left, page in zip((4, 3, 2, 1), said, strict=True)] == [True] * 4
    assert "先停一会儿" in tried(client, "wrong")
    assert "先停一会儿" in tried(client, PASSWORD), "even the right password waits"
    later = sessions.real_now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(sessions, "real_now", lambda: later)
    assert client.post("/login", data={"login": "wang", "password": PASSWORD}).status_code == 302


def test_a_right_password_forgets_the_failures(site):
    client = site.test_client()
    tried(client, "wrong")
    client.post("/login", data={"login": "wang", "password": PASSWORD})
    with site.app_context():
        assert db.session.get(Account, "wang").failures == 0


def test_a_login_that_nobody_has_sounds_like_one_that_somebody_has(site):
    known, unknown = ([tried(site.test_client(), "wrong", login) for _ in range(5)] for login in ("wang", "nobody"))
    assert [plain(page).replace("nobody", "wang") for page in unknown] == [plain(page) for page in known]


@pytest.mark.parametrize(("minutes", "inside"), [(59, True), (61, False)])
def test_somebody_who_stayed_away_for_an_hour_signs_in_again(browser_of, monkeypatch, minutes, inside):
    client = browser_of("wang")
    later = sessions.real_now() + timedelta(minutes=minutes)
    monkeypatch.setattr(sessions, "real_now", lambda: later)
    assert ("login" not in (client.get("/").location or "")) is inside


def test_what_was_typed_when_the_session_ran_out_comes_back_to_its_author_alone(site, browser_of):
    client = browser_of("wang")
    with client.session_transaction() as cookie:
        cookie["seen"] = stamp(sessions.real_now() - timedelta(hours=2))
    page = client.post("/unit", data={"unit": "B1", "opinion": "情况属实，同意"})
    assert page.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', page.get_data(as_text=True))[1]
    back = client.post("/login", data={"login": "wang", "password": PASSWORD, "kept": kept}).get_data(as_text=True)
    assert 'action="/unit"' in back
    assert "情况属实，同意" in back
    other = site.test_client().post("/login", data={"login": "li", "password": PASSWORD, "kept": kept})
    assert "情况属实" not in other.get_data(as_text=True)


@pytest.mark.parametrize(
    "target", ["//elsewhere.example/x", "/\\elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)", ""]
)
def test_signing_in_never_leads_off_the_site(site, target):
    answer = site.test_client().post("/login", data={"login": "wang", "password": PASSWORD, "back": target})
    assert answer.location == "/inbox"


def test_one_click_sign_in_exists_in_a_rehearsal(rehearsal):
    client = rehearsal.test_client()
    assert "以支部书记 王志强 登录" in client.get("/login").get_data(as_text=True)
    client.post("/login/as", data={"person": "wang"})
    assert "2024年4月12日（周五）" in client.get("/", follow_redirects=True).get_data(as_text=True)


def test_one_click_sign_in_exists_nowhere_else(site):
    client = site.test_client()
    assert "王志强" not in client.get("/login").get_data(as_text=True)
    assert client.post("/login/as", data={"person": "wang"}).status_code == 404


def tried(client, password, login="wang"):
    return client.post("/login", data={"login": login, "password": password}).get_data(as_text=True)


def plain(page):
    """The page without what differs from one minute to the next."""
    return re.sub(r'<time.*?</time>|name="csrf_token" value="[^"]*"', "", page)


def recorded(site):
    with site.app_context():
        return [(event.type, event.actor_id, event.outcome) for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
