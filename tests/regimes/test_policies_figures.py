"""Whether the approver may set a figure (T13 A20): never by default; else by entries of its own, after which the branch adds the year up again."""

from datetime import date

import pytest

from procflow.proof.check import verify
from procflow.queries import points
from tests.machines import yearend
from tests.machines.yearends import returning, setting


@pytest.fixture
def year(request, database_kind, tmp_path):
    """M01 has 84 points and the place of three stars, M02 has 82; the rating is with the township's committee."""
    with yearend.opened(database_kind, tmp_path, request.param) as world:
        world.total()
        world.confirm()
        world.step(world.rating, "submit", "Y01")
        yield world


def line(member, component, points, reason="核对原始记录后改定"):
    return {"member": member, "component": component, "points": points, "reason": reason}


def form(year, *lines):
    return {"resolution": year.resolve("party_committee"), "decisions": list(lines)}


def refused(year, *lines, by="U01"):
    """By which guards, or by its code where it never came to them."""
    found = year.refused(year.rating, "set_points", by, form(year, *lines))
    return [each.guard or each.code for each in found.refusals]


def filed(year, member):
    return next(each for each in year.filed()["lines"] if each["member"] == member)


@pytest.mark.parametrize("year", [returning], indirect=True)
def test_by_default_the_approver_approves_or_returns_and_sets_nothing_A20(year):
    assert refused(year, line("M02", "bonus", "20")) == ["may_set"]
    year.approve()


@pytest.mark.parametrize("year", [setting], indirect=True)
def test_an_approver_who_may_sets_figures_as_entries_and_the_year_is_added_up_again_T13_A20(year):
    before = year.entries()
    year.step(year.rating, "set_points", "U01", form(year, line("M02", "bonus", "16"), line("Y05", "deduction", "3")))
    assert (year.state, [task.desk for task in year.tasks(year.rating)]) == ("returned", ["points_group"])
    added = [(row.member_id, row.component, row.points, row.counts_in, row.item, row.rule) for row in year.entries() if row not in before]
    assert added == [
        ("M02", "bonus", 400, "2024", "approval", "township_star@2024-1 A20"),
        ("Y05", "deduction", -300, "2024", "approval", "township_star@2024-1 A20"),
    ]
    assert [row for row in year.entries() if row in before] == before  # what was recorded stays as it is
    year.total()
    assert (filed(year, "M02")["score"], filed(year, "M02")["computed"], filed(year, "M01")["computed"]) == (8600, "star3", "star2")
    assert (filed(year, "Y05")["deduction"], filed(year, "Y05")["score"]) == (300, 6700)
    year.confirm(*({"member": who, "grade": "star1", "reason": "研究决定"} for who in ("Y06", "Y05")))
    year.step(year.rating, "submit", "Y01")
    year.approve()
    assert verify(year.session).findings == ()


@pytest.mark.parametrize("year", [setting], indirect=True)
def test_whoever_reads_the_members_ledger_sees_who_set_the_figure_and_by_which_resolution_A20(year):
    said = form(year, line("M02", "bonus", "16"))
    year.step(year.rating, "set_points", "U01", said)
    found = points(year.session, "M02", date(2025, 1, 20), "M02", "2024").lines[-1]
    year.session.commit()
    assert (found.label, found.points, found.clause, found.case) == ("审定单位改定", 400, "A20", year.rating)
    assert (found.decided.kind, found.decided.no, found.decided.title) == ("resolution", said["resolution"], "乡镇党委")


@pytest.mark.parametrize("year", [setting], indirect=True)
def test_nothing_is_set_past_the_rules_A20(year):
    assert refused(year, line("M02", "base", "80")) == ["comes_out_as_set"]  # the base is 70 at most
    assert refused(year, line("M02", "appraisal", "5")) == ["comes_out_as_set"]  # of which the township makes no points
    assert refused(year, line("M02", "bonus", "12")) == ["another_figure"]
    assert refused(year, line("eve", "bonus", "3")) == ["all_rated"]
    assert refused(year, line("M02", "bonus", "3"), line("M02", "bonus", "4")) == ["each_set_once", "comes_out_as_set"]
    assert refused(year, line("M02", "bonus", "3"), by="Y01") == ["FORBIDDEN_ROLE"]
    assert year.state == "submitted"
