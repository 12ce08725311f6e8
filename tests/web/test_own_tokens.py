"""One's own tokens: shown once, listed without their secret, gone when withdrawn; one that acts asks for the password."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from procflow.access import tokens
from procflow.db import db
from procflow.models import ApiToken
from procflow.web import sessions
from tests.web.client import Reader
from tests.web.conftest import PASSWORD

SECRET = re.compile(r"pf_[\w-]{43}")


@pytest.fixture
def reader(browser_of):
    return Reader(browser_of("wang"))


def test_a_token_is_shown_once_and_works(reader):
    page = made(reader, scope="read")
    secret = SECRET.search(page.text)[0]
    assert not SECRET.search(reader.get("/settings/tokens").html)
    assert "台账程序" in reader.get("/settings/tokens").text
    stranger = reader.client.application.test_client()
    assert stranger.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json["person"] == "wang"
    assert "最近用过的一天 2" in reader.get("/settings/tokens").text


def test_a_withdrawn_token_is_gone_at_once(reader):
    secret = SECRET.search(made(reader, scope="read").text)[0]
    assert reader.get("/settings/tokens").send("/tokens/end", token=held(reader)[0].token_id).status == 303
    stranger = reader.client.application.test_client()
    assert stranger.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert "已经作废的 台账程序" in reader.get("/settings/tokens").text


def test_one_that_acts_asks_for_the_password_when_it_was_given_long_ago(reader, monkeypatch):
    assert SECRET.search(made(reader, scope="act").text)
    then = sessions.real_now() + timedelta(minutes=11)
    monkeypatch.setattr(sessions, "real_now", lambda: then)
    asked = made(reader, scope="act")
    assert (asked.status, len(held(reader))) == (401, 1)
    done = asked.send("/login/again", password=PASSWORD).send("/settings/tokens")
    assert SECRET.search(done.text)


@pytest.mark.parametrize("fields", [{"scope": "admin"}, {"days": "5000"}, {"scope": ""}, {"days": "-1"}])
def test_nothing_but_what_the_page_offers_is_taken(reader, fields):
    assert made(reader, **fields).status == 400
    assert held(reader) == []


def test_it_says_which_program_it_is_for(reader):
    page = made(reader, title="  ")
    assert (page.status, "请写明哪个程序用" in page.text) == (422, True)


def test_nobody_withdraws_a_token_of_somebody_else(reader, browser_of):
    made(reader)
    other = Reader(browser_of("li"))
    assert other.post("/settings/tokens/end", token=held(reader)[0].token_id).status == 404
    assert held(reader)[0].ended is None
    assert "台账程序" not in other.get("/settings/tokens").text


def test_pressed_twice_it_is_made_once_and_its_secret_told_once(reader):
    """T13: the second click is told so, and finds no secret."""
    first, second = made(reader, key="one"), made(reader, key="one")
    assert SECRET.search(first.text)
    assert (second.status, "没有再做一个" in second.text, SECRET.search(second.text)) == (409, True, None)
    assert len(held(reader)) == 1
    assert made(reader, key="").status == 400


def made(reader, **fields):
    return reader.post("/settings/tokens", **{"title": "台账程序", "scope": "read", "days": "30", "key": str(uuid4())} | fields)


def held(reader):
    with reader.client.application.app_context():
        assert all(each.token_hash != tokens.PREFIX for each in db.session.scalars(select(ApiToken)))
        return list(db.session.scalars(select(ApiToken)))
