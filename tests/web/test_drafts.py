"""Drafts: what was typed is found again by its author alone, in the form where it was typed, until the step is taken."""

import io

import pytest
from sqlalchemy import update

from procflow.canon import stamp
from procflow.engine import drafts as keeping
from procflow.models import AuditEvent, Draft
from procflow.web import sessions
from tests.web.client import Forms
from tests.world import CLAIM


@pytest.fixture
def claim(lived):
    return lived.world.begin("bonus_claim", "M01")


def form(no):
    return f"/cases/{no}/do/submit"


def save(reader, path, **fields):
    page = reader.get(path)
    address = next(button for _, _, buttons in Forms(page.html).forms for button in buttons if button.endswith("/draft"))
    return page.send("/check", to=address, **fields)


def test_a_draft_is_there_again_with_its_files_until_the_step_is_taken(lived, claim):
    reader, before = lived.as_("M01"), len(lived.world.rows(AuditEvent))
    saved = save(reader, form(claim), **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf"))
    assert "草稿已存" in saved.text
    again = reader.get(form(claim))
    assert "继续上次填的" in again.text
    assert {name: again.form("/check")[1][name] for name in CLAIM} == CLAIM
    assert "证书.pdf" in again.text
    assert [row.type for row in lived.world.rows(AuditEvent)[before:]] == ["evidence.stored"]
    again.send("/check").send("/steps")
    assert lived.world.rows(Draft) == []


def test_a_draft_waits_on_the_first_pages_and_can_be_thrown_away(lived, claim):
    reader = lived.as_("M01")
    save(reader, form(claim), description="冒雨帮忙")
    for page in (reader.get("/inbox"), reader.get("/start")):
        assert "继续上次的草稿" in page.text
        assert form(claim) in page.html
    gone = reader.get(form(claim)).send("/check", to=f"{form(claim)}/undraft").follow()
    assert "冒雨帮忙" not in gone.text
    assert "继续上次的草稿" not in reader.get("/inbox").text


def test_a_draft_of_what_would_begin_is_kept_for_its_very_subject_and_period(lived):
    lived.world.at("2024-04-02")
    reader, month = lived.as_("Y03"), "/start/base_registration?about-period=2024-{}"
    save(reader, month.format("03"), source="daily_record", lines__0__on="2024-13-01")
    assert "2024-13-01" in reader.get(month.format("03")).html
    assert "2024-13-01" not in reader.get(month.format("02")).html
    assert "about-period=2024-03" in reader.get("/start").html


def test_a_script_is_told_when_it_was_saved(lived, claim):
    reader = lived.as_("M01")
    answer = reader.client.post(f"{form(claim)}/draft", data={"description": "半句"}, headers={"X-Part": "1"})
    assert answer.json["said"].startswith("草稿已存 ")


def test_nobody_else_finds_a_draft_and_nothing_that_was_typed_lies_open(lived, claim):
    """T12: neither another reader of the same form, nor whoever reads the database, nor a row moved to somebody else."""
    save(lived.as_("M01"), form(claim), **CLAIM)
    (row,) = lived.world.rows(Draft)
    assert CLAIM["description"] not in row.sealed
    assert CLAIM["description"] not in lived.as_("Y02").get(form(claim)).html
    lived.world.session.execute(update(Draft).values(person="Y02"))
    lived.world.session.commit()
    assert "继续上次的草稿" not in lived.as_("Y02").get("/inbox").text


def test_a_draft_that_fits_no_more_does_not_stand_in_the_way(lived, claim):
    reader = lived.as_("M01")
    save(reader, form(claim), **CLAIM)
    with lived.app.app_context():
        lived.app.secret_key = lived.app.config["SECRET_KEY"] = "another secret, since the old one was lost"
    assert "继续上次填的" not in lived.as_("M01").get(form(claim)).text


def test_drafts_age_out_and_the_oldest_make_room(session):
    for number in range(keeping.MOST + 3):
        keeping.keep(session, "M01", f"p{number:03d}", "sealed", f"2024-03-{1 + number // 24:02d}T{number % 24:02d}:00:00.000000Z")
    keeping.keep(session, "M02", "p", "sealed", stamp(sessions.real_now()))
    mine = sorted(row.place for row in session.query(Draft).filter(Draft.person == "M01"))
    assert mine[0] == "p003"
    assert keeping.sweep(session, "2024-03-02T00:00:00.000000Z") == 21
    assert session.query(Draft).count() == keeping.MOST + 1 - 21
