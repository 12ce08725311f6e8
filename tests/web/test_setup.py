"""A new installation set up by somebody who only reads the pages: the code first, then the administrator, then what is left, at any time."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db, setting
from procflow.engine import enter, founding, install
from procflow.engine.noted import Filing
from procflow.models import Account, AuditEvent, DatedFact
from procflow.proof.check import verify
from procflow.web import sessions, tasks_of_setup
from tests.web.client import Reader

FIRST = {
    "title": "柳河村党支部",
    "kind": "branch",
    "code": "LH1",
    "name": "王明",
    "login": "wangming",
    "password": "雨后到河边走一走",
    "again": "雨后到河边走一走",
}

SAID = ("✓ 已完成", "⚠ 已开始，未完", "▶ 现在可办", "还没轮到", "可以以后再办")


@pytest.fixture
def fresh(engine_url, tmp_path):
    """An installation that was started once and that nobody administers; its set-up code."""
    engine = create_engine(engine_url, poolclass=NullPool)
    with Session(engine) as session:
        install(session, "test.procflow/log")
        code = founding.offer(session)
    engine.dispose()
    app = create_app(Settings(home=tmp_path, database_url=engine_url))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app, code
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def administrator(fresh):
    app, code = fresh
    reader = Reader(app.test_client())
    reader.post("/setup/code", code=code)
    assert reader.post("/setup/first", **FIRST).location == "/setup"
    return reader


def test_whoever_opens_the_site_is_led_to_the_code_and_with_it_to_the_first_form(fresh):
    app, code = fresh
    reader = Reader(app.test_client())
    assert reader.get("/").location == "/login"
    assert reader.get("/login").location == "/setup"
    page = reader.get("/setup").send("/setup/code", code=code.upper().replace("-", " "))
    assert page.location == "/setup"
    assert "第一个单位" in page.follow().text


@pytest.mark.parametrize("code", ["", "aaaa-bbbb-cccc-dddd", "' or 1=1 --", "x" * 5000])
def test_a_wrong_code_opens_nothing_and_is_on_record(fresh, code):
    app, _ = fresh
    reader = Reader(app.test_client())
    assert reader.post("/setup/code", code=code).status == 401
    assert reader.post("/setup/first", **FIRST).location == "/setup"
    with app.app_context():
        assert db.session.scalars(select(AuditEvent.outcome)).all() == ["refused"]
        assert db.session.scalars(select(DatedFact)).all() == []


def test_a_newer_code_makes_the_older_one_void(fresh):
    app, code = fresh
    with app.app_context():
        newer = founding.offer(db.session())
    reader = Reader(app.test_client())
    assert [reader.post("/setup/code", code=each).status for each in (code, newer)] == [401, 303]


def test_the_administrator_is_made_signed_in_and_the_code_is_worth_nothing_from_then_on(fresh, administrator):
    app, code = fresh
    assert "继续：细则" in administrator.get("/setup").text
    stranger = Reader(app.test_client())
    assert stranger.get("/setup").location == "/login?back=/setup"
    assert stranger.post("/setup/code", code=code).location == "/login"
    assert stranger.post("/setup/first", **FIRST | {"login": "thief"}).location == "/login"
    with app.app_context():
        assert [each.login for each in db.session.scalars(select(Account))] == ["wangming"]
        assert founding.offer(db.session()) == ""
        assert verify(db.session()).ok
    assert stranger.post("/login", login="wangming", password=FIRST["password"]).location


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"title": ""}, "title"), ({"code": "支部"}, "code"), ({"name": " "}, "name"), ({"login": "a b"}, "login"), ({"password": "short"}, "password"),
     ({"again": "x"}, "again"), ({"password": "wangming99", "again": "wangming99"}, "password"), ({"kind": "choir"}, "kind")],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_made(fresh, fields, field):
    app, code = fresh
    reader = Reader(app.test_client())
    reader.post("/setup/code", code=code)
    page = reader.post("/setup/first", **FIRST | fields)
    assert (page.status, f'href="#{field}"' in page.html) == (422, True)
    assert 'value="雨后' not in page.html, "a password is not sent back"
    with app.app_context():
        assert db.session.scalars(select(DatedFact)).all() == []


def test_rules_are_chosen_checked_and_then_in_force(administrator):
    check = administrator.get("/setup/regime").send("/setup/regime", regime="township_star")
    assert "请核对" in check.text
    assert state(administrator, "细则") == "▶ 现在可办"
    assert check.send("/setup/regime").location == "/setup"
    assert state(administrator, "细则") == "✓ 已完成"
    assert administrator.post("/setup/regime", regime="nosuch").status == 422


def test_rules_bind_everybody_and_ask_for_the_password_again_after_a_while(administrator, monkeypatch):
    check = administrator.get("/setup/regime").send("/setup/regime", regime="township_star")
    then = sessions.real_now() + timedelta(minutes=11)
    monkeypatch.setattr(sessions, "real_now", lambda: then)
    asked = check.send("/setup/regime")
    assert (asked.status, state(administrator, "细则")) == (401, "▶ 现在可办")
    assert asked.send("/login/again", password=FIRST["password"]).send("/setup/regime").location == "/setup"
    assert state(administrator, "细则") == "✓ 已完成"


def test_a_trial_goes_from_the_claim_to_the_posting_and_leaves_nothing_behind(fresh, administrator):
    page = administrator.get("/setup/trial").send("/setup/trial")
    assert "走通了" in page.text
    assert "张建国 提交申报" in page.text
    assert state(administrator, "试办一件") == "✓ 已完成"
    with fresh[0].app_context():
        assert setting(db.session(), founding.TRIED)
        assert "张建国" not in page.client.get("/admin/accounts").get_data(as_text=True)


def test_the_list_follows_what_is_filed_and_can_be_left_and_come_back_to(fresh, administrator):
    assert [state(administrator, each) for each in ("名册", "角色与代办")] == ["▶ 现在可办", "还没轮到"]
    with fresh[0].app_context():
        for number, (kind, subject, form) in enumerate((
            ("person", "Y01", {"name": "李秀英"}), ("membership", "Y01", {"standing": "formal"}), ("role", "Y01", {"role": "branch_secretary"}),
            ("role", "Y01", {"role": "points_admin"}), ("contact", "lh1", {"person": "Y01", "phone": "0577-1234567", "place": "村委会"}),
        )):  # fmt: skip
            enter(db.session(), Filing("wangming", f"t{number}", "lh1", kind, subject, form))
    administrator.post("/logout")
    administrator.post("/login", login="wangming", password=FIRST["password"])
    assert {state(administrator, each) for each in ("名册", "角色与代办", "公示联系人", "年度日历与节假日")} == {"✓ 已完成"}


def test_nobody_but_an_administrator_has_these_pages(lived):
    reader = lived.as_("Y01")
    assert [reader.get(f"/setup{each}").status for each in ("", "/regime", "/trial")] == [403] * 3
    assert [reader.post(f"/setup{each}").status for each in ("/regime", "/trial")] == [403] * 2


def test_every_state_has_its_words():
    assert set(tasks_of_setup.STATES) == {
        tasks_of_setup.DONE,
        tasks_of_setup.PART,
        tasks_of_setup.OPEN,
        tasks_of_setup.WAIT,
        tasks_of_setup.SPARE,
    }


def state(reader, title):
    """Where a step stands, as the list says it."""
    text = reader.get("/setup").text
    return re.search("|".join(SAID), text[text.rindex(f". {title} ") :])[0]
