"""Erasing what is held about somebody who has left, in the browser: two people, each after a check, and what is refused is told and on record."""

import pytest
from sqlalchemy import func, select

from procflow.engine import erasing
from procflow.models import Account, AuditEvent, Vaulted
from procflow.proof.check import verify
from tests.world import NAMES


@pytest.fixture
def town(lived):
    """M02 has left; U01 keeps the minutes of the party committee."""
    world = lived.world
    world.file("person", "U01", unit="xz", name="何立新")
    world.file("body", "party_committee", unit="xz", members=["U01"], keepers=["U01"])
    world.file("membership", "M02", standing="gone")
    world.session.add(Account(login="U01", person="U01", password="-", failures=0, locked_until=None))
    world.session.commit()
    return lived


@pytest.fixture
def admin(town):
    reader = town.as_("adm")
    reader.post("/unit", unit="d1")
    return reader


def held(town, person="M02"):
    found = town.world.session.scalar(select(func.count()).select_from(Vaulted).where(Vaulted.subject_id == person))
    town.world.session.commit()  # nobody writes while this looks
    return found


def asked(admin, basis="period_over"):
    page = admin.get("/admin/erasure").send("/check", subject="M02", basis=basis)
    return page, page.send("/do")


def test_one_asks_another_approves_and_every_proof_stays(town, admin):
    before = held(town)
    page, done = asked(admin)
    assert f"现有 {before} 处姓名和文字" in page.text
    assert "等上级党组织" in done.text
    assert held(town) == before
    check = town.as_("U01").get("/admin/erasure").send("/check")
    assert NAMES["M02"] in check.text
    told = check.send("/do")
    assert "已删除个人信息" in told.text
    assert NAMES["M02"] not in told.text
    assert held(town) == 0
    assert "已删除" in admin.get("/admin/erasure").text
    assert verify(town.world.session).ok


def test_whoever_asked_is_not_offered_the_approval_and_is_refused_on_record(town, admin):
    asked(admin)
    assert "核对后批准" not in admin.get("/admin/erasure").text
    (event,) = town.world.rows(AuditEvent, AuditEvent.type == erasing.ASKED)
    page = admin.post("/admin/erasure/do", event=event.event_id)
    assert (page.status, "申请和批准不能是同一个人" in page.text) == (403, True)
    (refused,) = town.world.rows(AuditEvent, AuditEvent.type == erasing.ERASED)
    assert refused.outcome == "refused"
    assert held(town) > 0


def test_only_who_has_left_is_offered_and_a_second_click_finds_it_done(town, admin):
    page = admin.get("/admin/erasure")
    assert NAMES["M02"] in page.text
    assert NAMES["M01"] not in page.text
    assert admin.post("/admin/erasure/check", subject="M01", basis="period_over").status == 422
    assert admin.post("/admin/erasure/check", subject="M02", basis="because").status == 422
    asked(admin)
    approver = town.as_("U01")
    check = approver.get("/admin/erasure").send("/check")
    check.send("/do")
    again = check.send("/do")
    assert (again.status, "刚刚已经办过" in again.text) == (422, True)


@pytest.mark.parametrize("who", ["Y01", "M01"])
def test_nobody_else_has_the_page(town, who):
    assert town.as_(who).get("/admin/erasure").status == 403
