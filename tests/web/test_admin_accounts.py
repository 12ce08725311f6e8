"""Accounts in the hands of an administrator: those of one's own units alone, and every deed takes effect at once."""

import re

import pytest
from sqlalchemy import select

from procflow.access import tokens
from procflow.models import Account, ApiToken, AuditEvent
from procflow.web import sessions
from tests.web.client import Reader
from tests.world import NAMES


@pytest.fixture
def admin(lived):
    reader = lived.as_("adm")
    reader.post("/unit", unit="d1")
    return reader


def test_everybody_of_the_unit_is_listed_with_their_account(admin, lived):
    shut = account(lived, "M02")
    lived.world.session.delete(shut)
    lived.world.session.commit()
    page = admin.get("/admin/accounts")
    assert f"{NAMES['Y01']} Y01 支部书记 Y01 ✓ 可以登录" in page.text
    assert f"{NAMES['M02']} M02 — — 没有账号" in page.text
    assert "外来人" not in page.text
    assert NAMES["Y01"] not in admin.get("/admin/accounts?q=M01").text


def test_a_new_account_has_a_start_password_that_is_shown_once(admin, lived):
    lived.world.session.delete(account(lived, "M02"))
    lived.world.session.commit()
    done = admin.get("/admin/accounts/M02").send("/check", act="new", login="zhang.san").send("/do")
    secret = re.search(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", done.text)[0]
    assert "只显示这一次" in done.text
    assert secret not in admin.get("/admin/accounts/M02").html
    reader = Reader(lived.app.test_client())
    assert reader.post("/login", login="zhang.san", password=secret).status == 302
    assert reader.get("/").location == "/settings/password"
    (event,) = lived.world.rows(AuditEvent, AuditEvent.type == "account.create")
    assert secret not in bytes(event.body).decode()


def test_a_reset_ends_what_was_open_and_the_old_password(admin, lived):
    there = lived.as_("M01")
    done = admin.get("/admin/accounts/M01").send("/check", act="reset").send("/do")
    assert "起始密码" in done.text
    assert there.get("/settings").location.startswith("/login")
    assert account(lived, "M01").start_until


def test_a_second_click_resets_nothing_anew(admin, lived):
    """T13: the password that was shown is the one that holds."""
    check = admin.get("/admin/accounts/M01").send("/check", act="reset")
    check.send("/do")
    kept = account(lived, "M01").password
    again = check.send("/do")
    assert (again.status, "没有再办一次" in again.text) == (409, True)
    assert account(lived, "M01").password == kept


def test_a_shut_account_is_out_at_once_its_programs_too_and_comes_back_when_it_is_opened(admin, lived):
    there = lived.as_("M01")
    tokens.issue(lived.world.session, "M01", "", "read", 5, sessions.real_now())
    lived.world.session.commit()
    page = admin.get("/admin/accounts/M01").send("/check", act="shut")
    assert there.get("/settings").status == 200, "nothing takes effect before it is confirmed"
    page.send("/do")
    assert there.get("/settings").location.startswith("/login")
    assert lived.world.rows(ApiToken)[0].ended
    assert "已停用" in admin.get("/admin/accounts/M01").text
    admin.get("/admin/accounts/M01").send("/check", act="reopen").send("/do")
    assert account(lived, "M01").shut is None


def test_browsers_are_ended_and_the_password_stays(admin, lived):
    there = lived.as_("M01")
    admin.get("/admin/accounts/M01").send("/check", act="end").send("/do")
    assert there.get("/settings").location.startswith("/login")
    assert account(lived, "M01").password == "-"


def test_a_second_click_does_nothing_more(admin, lived):
    page = admin.get("/admin/accounts/M01").send("/check", act="shut")
    page.send("/do")
    assert page.send("/do").status == 409


@pytest.mark.parametrize(
    ("login", "told"),
    [("a b", "编号写法不对"), ("", "编号写法不对"), ("Y01", "已经有人用"), ("x" * 200, "编号写法不对"), ("<b>", "编号写法不对")],
)
def test_a_login_that_cannot_be_is_told_and_nothing_is_made(admin, lived, login, told):
    lived.world.session.delete(account(lived, "M02"))
    lived.world.session.commit()
    page = admin.get("/admin/accounts/M02").send("/check", act="new", login=login).send("/do")
    assert page.status == 422
    assert told in page.text
    assert account(lived, "M02") is None


def test_an_administrator_does_not_shut_out_himself(admin, lived):
    page = admin.get("/admin/accounts/adm").send("/check", act="shut").send("/do")
    assert (page.status, "另一位系统管理员" in page.text) == (422, True)
    assert account(lived, "adm").shut is None


@pytest.mark.parametrize("person", ["Y01", "M01", "eve"])
def test_nobody_else_comes_near(lived, person):
    reader = lived.as_(person)
    for method, path in (("get", ""), ("get", "/M02"), ("post", "/M02/check"), ("post", "/M02/do")):
        assert getattr(reader, method)(f"/admin/accounts{path}", **({"act": "reset"} if method == "post" else {})).status == 403


def test_who_administers_a_branch_does_not_reach_whoever_holds_an_office_above_or_elsewhere(lived):
    world = lived.world
    world.file("role", "M02", role="sysadmin")
    world.file("role", "Y05", role="auditor", unit="xz")
    world.file("membership", "Y06", standing="formal", unit="d2")
    reader = lived.as_("M02")
    found = {person: reader.get(f"/admin/accounts/{person}").status for person in ("M01", "Y05", "Y06", "adm", "eve", "nobody")}
    assert found == {"M01": 200, "Y05": 404, "Y06": 404, "adm": 404, "eve": 404, "nobody": 404}
    assert reader.post("/admin/accounts/Y05/do", act="reset").status == 404
    assert account(lived, "Y05").password == "-"


def test_whoever_is_locked_out_is_told_whom_to_ask_and_a_stranger_the_same(lived):
    said = []
    for login in ("M01", "nobody"):
        client = lived.app.test_client()
        for _ in range(5):
            page = Reader(client).post("/login", login=login, password="wrong")
        said.append(re.sub(r"\d\d:\d\d", "", page.text).replace(login, ""))
    assert "请系统管理员 管建国 解锁" in said[0]
    assert said[0] == said[1]


def account(lived, person):
    lived.world.session.expire_all()
    found = lived.world.session.scalar(select(Account).where(Account.person == person))
    lived.world.session.commit()
    return found
