"""A line disputed in the members' check (B33): an objection of its own begins, holds the closing, and lets it go on; and the last windows of it."""

import pytest

from tests.machines.posted import Posted
from tests.regimes.examples import changed

OFFICE = changed(("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n"))
DISPUTE = {"member": "M02", "component": "bonus", "claim": "少记两分"}


@pytest.fixture
def checking(world):
    """The office has given its opinion on 8 April; members check until the 11th."""
    played = Posted(world, OFFICE)
    world.file("body", "party_building_office", unit="xz", members=["adm"], keepers=["adm"])
    world.file("resolution", "DJB-1", actor="adm", unit="xz", body="party_building_office", present=["adm"], title="初步意见")
    world.at("2024-04-06")
    world.step(played.closing, "report", "Y01")
    world.at("2024-04-08")
    opinions = [{"member": name, "opinion": "agreed"} for name in ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")]
    world.step(
        played.closing, "office_opinion", "adm", {"resolution": "DJB-1", "members_asked": "yes", "masses_asked": "yes", "lines": opinions}
    )
    return played


def test_a_disputed_line_becomes_an_objection_that_holds_the_closing_B33(checking):
    world = checking.world
    record = world.step(checking.closing, "dispute", "M02", DISPUTE)
    no = world.number(record.caused[0].case_id)
    assert (checking.state(no), checking.state()) == ("filed", "objection_hold")
    assert (world.case(no).subject, world.case(no).period) == ("M02", "2024-Q1")
    checking.told(no, "dismissed", kind="verification")
    assert {(each.desk, each.person) for each in world.tasks(no)} == {("member", "M02")}
    world.step(no, "accept_dismissal", "M02")
    assert (checking.state(no), checking.state()) == ("closed_dismissed", "member_check")


def test_the_office_looks_again_and_not_the_committee_B33(checking):
    world = checking.world
    no = world.number(world.step(checking.closing, "dispute", "M02", DISPUTE).caused[0].case_id)
    checking.told(no, "dismissed", kind="verification")
    world.step(no, "request_reconsideration", "M02", {"reason": "仍有异议"})
    form = {
        "result": "dismissed",
        "handler": "Y05",
        "evidence": "签到表",
        "heard": "heard",
        "reason": "属实",
        "resolution": checking.resolve(),
    }
    assert world.refused(no, "reconsider_decide", "Y02", form).code == "FORBIDDEN_ROLE"
    world.step(no, "reconsider_decide", "adm", {**form, "resolution": "DJB-1"})
    assert checking.state(no) == "reconsidered"


def test_an_objection_filed_in_the_members_check_is_of_its_kind_until_the_third_day(checking):
    world = checking.world
    world.at("2024-04-11")
    first = checking.omission()
    checking.admit(first, kind="verification")
    world.at("2024-04-12")
    second = checking.overstated()
    said = {"kind": "verification", "handler": "Y01", "resolution": checking.resolve()}
    assert [each.guard for each in world.refused(second, "admit", "Y02", said).refusals] == ["kind_as_dated"]
    assert world.refused(checking.closing, "finalize_office", "Y02", {"resolution": checking.resolve()}).code == "OPEN_OBJECTION"
