"""The password once more for what is not undone: asked at the right moment, without losing a word, and never twice within ten minutes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from procflow.access.passwords import hashed
from procflow.grammar import AUTO, TIMER
from procflow.machines import tables
from procflow.models import Account, AuthSession, Case
from procflow.web import proving, sessions
from tests.web.client import Reader
from tests.world import CLAIM

SECRET = "correct horse"
PROVEN = ["adopt", "file", "approve", "finalize"]


@pytest.fixture
def member(lived, monkeypatch):
    """M01, signed in with a password, with a claim that is ready to be handed in; handing it in asks for the password again."""
    monkeypatch.setitem(proving.STEPS, "bonus_claim", frozenset({"submit"}))
    session = lived.world.session
    session.scalar(select(Account).where(Account.person == "M01")).password = hashed(SECRET)
    session.commit()
    reader = Reader(lived.app.test_client())
    assert reader.post("/login", login="M01", password=SECRET).status == 302
    reader.no, reader.world = lived.world.begin("bonus_claim", "M01"), lived.world
    reader.paper = lived.world.paper()
    return reader


def test_the_steps_that_ask_are_steps_that_people_take():
    known = {(table.key, step.name): step for table in tables().values() for step in table.steps}
    found = [known[procedure, step] for procedure, steps in proving.STEPS.items() for step in sorted(steps)]
    assert sorted(each.name for each in found) == sorted(PROVEN)
    assert [each.name for each in found if each.by in (AUTO, TIMER)] == []


def test_whoever_signed_in_a_moment_ago_is_not_asked(member):
    assert handed_in(member).status == 303
    assert state(member) == "verifying"


def test_after_ten_minutes_the_password_is_asked_and_what_was_typed_comes_back(member, monkeypatch):
    later(monkeypatch, 11)
    asked = handed_in(member)
    assert (asked.status, state(member)) == (401, "draft")
    assert "要再填一次密码" in asked.text
    kept = asked.send("/login/again", password=SECRET)
    assert "您填写的内容已保留" in kept.text
    assert CLAIM["description"] in kept.text
    assert kept.send("/steps").status == 303
    assert state(member) == "verifying"


def test_a_wrong_password_counts_and_locks_and_the_text_is_still_there(member, monkeypatch):
    later(monkeypatch, 11)
    page = handed_in(member)
    for left in (4, 3, 2, 1):
        page = page.send("/login/again", password="wrong")
        assert f"还可以试 {left} 次" in page.text
    page = page.send("/login/again", password="wrong")
    assert "先停一会儿" in page.text
    assert page.send("/login/again", password=SECRET).status == 401
    assert "您填写的内容" in page.text
    assert state(member) == "draft"


def test_what_was_proved_in_one_browser_proves_nothing_in_another(member, monkeypatch):
    later(monkeypatch, 11)
    other = Reader(member.client.application.test_client())
    other.post("/login", login="M01", password=SECRET)
    assert handed_in(member).status == 401
    member.world.session.expire_all()
    proved = sorted(member.world.session.scalars(select(AuthSession.proved)))
    assert proved[0] < proved[1]


def test_what_was_kept_for_one_person_is_not_given_to_another(member, monkeypatch):
    later(monkeypatch, 11)
    _, values = handed_in(member).form("/login/again")
    member.world.session.scalar(select(Account).where(Account.person == "M02")).password = hashed(SECRET)
    member.world.session.commit()
    other = Reader(member.client.application.test_client())
    other.post("/login", login="M02", password=SECRET)
    answer = other.post("/login/again", password=SECRET, kept=values["kept"])
    assert (answer.status, answer.location) == (303, "/")


def test_nobody_is_asked_in_a_rehearsal_whose_people_are_invented(lived, monkeypatch):
    monkeypatch.setitem(proving.STEPS, "bonus_claim", frozenset({"submit"}))
    reader = lived.as_("M01")
    reader.no, reader.paper = lived.world.begin("bonus_claim", "M01"), lived.world.paper()
    later(monkeypatch, 30)
    assert handed_in(reader).status == 303


def handed_in(reader):
    return reader.post(f"/cases/{reader.no}/steps", **{"step": "submit", "key": "k-1", "files-kept": reader.paper} | CLAIM)


def state(member):
    return member.world.rows(Case, Case.no == member.no)[0].state


def later(monkeypatch, minutes):
    then = sessions.real_now() + timedelta(minutes=minutes)
    monkeypatch.setattr(sessions, "real_now", lambda: then)
