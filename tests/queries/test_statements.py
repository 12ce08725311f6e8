"""Statements: who reads which version, and every figure of it found again in the ledger."""

from datetime import date

import pytest
from sqlalchemy import text

from procflow import queries
from procflow.clock import sweep
from procflow.errors import NotFound
from tests.queries.world import VOTED, WAITING

DAY, QUARTER = date(2024, 4, 10), "2024-Q1"
CLOSING = "D1ZB-JZ-2024-0001"


@pytest.fixture
def compiled(session, world):
    """The quarter's closing, compiled on 8 April."""
    world.at("2024-04-01")
    sweep(session)
    world.at("2024-04-08")
    sweep(session)
    world.step(CLOSING, "compile", "Y02", {"pending": [WAITING]})


def test_the_posted_contact_stands_in_the_form_before_anybody_types_it(session, world, compiled):
    asked = ("Y03", DAY, "publicise")
    assert "contact" not in queries.act_form(session, *asked, no=CLOSING).defaults
    world.file("contact", "xz", "xz", person="SUP", phone="0577-7654321", place="党群服务中心")
    assert queries.act_form(session, *asked, no=CLOSING).defaults["contact"] == "某督查，0577-7654321，党群服务中心"
    world.file("contact", "d1", person="Y03", phone="0577-1234567", place="村委会")
    assert queries.act_form(session, *asked, no=CLOSING).defaults["contact"] == "某Y03，0577-1234567，村委会"
    assert queries.act_form(session, "Y01", DAY, "clear", no=CLOSING).defaults.get("contact") is None


@pytest.fixture
def posted(session, world, compiled):
    world.step(CLOSING, "clear", "Y01", {"screened": "yes", "read": "yes"})
    world.at("2024-04-09")
    world.step(CLOSING, "publicise", "Y03", {"place": "村务公开栏", "form": "noticeboard"})


def test_a_statement_says_how_it_was_posted_and_whether_its_window_runs(session, posted):
    (shown,) = queries.statements(session, "M01", DAY, "d1")
    assert (shown.period, shown.version, shown.state, shown.case, shown.posted_on) == (QUARTER, 1, "open", CLOSING, "2024-04-09")
    assert (shown.first, shown.last, shown.due, shown.days_late, shown.place) == ("2024-04-10", "2024-04-12", "2024-04-15", 0, "村务公开栏")
    assert queries.statements(session, "M01", date(2024, 4, 13), "d1")[0].state == "over"


def test_every_line_of_it_adds_up_from_the_ledger_of_its_member(session, posted):
    shown = queries.statement(session, "M02", DAY, "d1", QUARTER)
    assert [(line.member.name, line.bonus, line.total, line.place) for line in shown.lines if line.total] == [("某M01", 800, 800, 1)]
    for line in shown.lines:
        assert queries.points(session, line.member.id, DAY, line.member.id, QUARTER).total == line.total


def test_it_names_the_last_ledger_line_that_it_counts(session, posted):
    shown = queries.statement(session, "M02", DAY, "d1", QUARTER)
    assert queries.entry(session, "Y01", DAY, shown.counts_to.entry).case == VOTED
    assert shown.counts_to.at == session.execute(text("SELECT max(recorded_at) FROM ledger_entry")).scalar_one()


def test_a_version_that_was_never_posted_is_seen_in_office_alone(session, compiled):
    assert queries.statements(session, "M01", DAY, "d1") == ()
    with pytest.raises(NotFound):
        queries.statement(session, "M01", DAY, "d1", QUARTER)
    assert [(each.version, each.state) for each in queries.statements(session, "Y01", DAY, "d1")] == [(1, "compiled")]


def test_what_is_not_there_or_not_ours_is_not_told(session, posted):
    for reader, period, version in (
        ("N01", QUARTER, None),
        ("nobody", QUARTER, None),
        ("M01", "2024-Q2", None),
        ("M01", QUARTER, 2),
        ("Y01", QUARTER, -1),
    ):
        with pytest.raises(NotFound):
            queries.statement(session, reader, DAY, "d1", period, version)
    with pytest.raises(NotFound):
        queries.statements(session, "N01", DAY, "d1")
