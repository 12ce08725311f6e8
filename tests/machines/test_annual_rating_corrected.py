"""A year's rating that turns out wrong: an objection while it is posted, a veto before and after, a correction on the superior's order."""

import pytest

from tests.machines import yearend
from tests.machines.yearend import POSTING


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.built) as world:
        yield world


def line(year, member):
    return next(each for each in year.filed()["lines"] if each["member"] == member)


# An objection while the result is posted


def test_an_objection_filed_keeps_the_rating_open_and_once_admitted_holds_it_A50(year):
    year.publicised()
    no = year.objected()
    assert year.state == "objection_hold"
    year.later(8)
    assert year.refused(year.rating, "finalize", "Y01", {}).code == "ILLEGAL_STATE"
    year.told(no, "dismissed")
    year.step(no, "accept_dismissal", "Y06")
    assert year.state == "publicised"
    year.finalize()
    assert (year.state, year.filed()["version"]) == ("final", 1)


def test_one_that_is_filed_and_not_admitted_yet_keeps_it_from_being_final_A50(year):
    year.publicised()
    year.doubted()
    year.later(8)
    assert year.refused(year.rating, "finalize", "Y01", {"reported_on": year.today, "reported": "yes"}).code == "OPEN_OBJECTION"


def test_one_that_is_upheld_leads_back_to_the_inputs_and_to_a_second_version_A51(year):
    year.publicised()
    no = year.objected()
    year.upheld(no, points="3")
    assert year.state == "awaiting_inputs"
    said = {"resolution": year.resolve("points_group")}
    assert [each.guard for each in year.refused(year.rating, "total", "Y04", said).refusals] == ["corrections_posted"]
    correct(year, no)
    year.step(year.rating, "total", "Y04", said)
    assert (year.state, year.filed()["version"]) == ("proposed", 2)  # the run-off of the first version stands
    assert (line(year, "Y06")["score"], line(year, "Y06")["computed"], line(year, "M02")["computed"]) == (7000, "star1", "star3")
    year.step(year.rating, "confirm", "Y02", {"resolution": year.resolve()})
    year.step(year.rating, "submit", "Y01")
    year.approve()
    year.step(year.rating, "publicise", "U01", POSTING)
    assert year.state == "publicised"
    year.later(8)
    year.finalize()
    assert year.state == "final"


def correct(year, order):
    """The quarter restated for Y06's line, posted for its whole window and issued anew."""
    closing = year.restated(order)
    waiting = year.refused(year.rating, "total", "Y04", {"resolution": year.resolve("points_group")})
    assert (waiting.code, waiting.refusals[0].inputs["periods"]) == ("TOO_EARLY", "2024-Q1")
    year.step(closing, "publicise", "Y03", POSTING)
    year.later(4)
    year.step(closing, "reissue", "Y01", {"number": "更正1号"})


# A veto


def test_a_veto_counts_in_the_year_while_it_is_open_and_the_total_waits_for_it_A13_A21(year):
    no, motion = year.veto()
    refused = year.refused(year.rating, "total", "Y04", {"resolution": year.resolve("points_group")})
    assert (refused.code, refused.refusals[0].inputs["no"]) == ("TOO_EARLY", no)
    year.carry(motion)
    year.step(no, "post", "Y02")
    flags = [(each.member_id, each.counts_in, each.points) for each in year.entries() if each.component == "veto"]
    assert flags == [("M02", "2024", 0)]
    year.total()
    assert year.state == "proposed"  # no tie is left: the vetoed member's score is nought
    found = line(year, "M02")
    assert (found["raw"], found["score"], found["veto"], found["computed"]) == (8400, 0, True, "unqualified")


def test_once_the_year_is_added_up_a_veto_waits_for_the_superior_to_order_a_correction_A51(year):
    year.final()
    no, motion = year.veto()
    order = {"resolution": year.resolve("party_committee"), "order": no}
    assert year.refused(year.rating, "restate", "U01", order).code == "GUARD_FAILED"
    year.carry(motion)
    assert year.refused(no, "post", "Y02").code == "PERIOD_CLOSED"
    assert year.refused(year.rating, "restate", "Y02", order).code == "FORBIDDEN_ROLE"
    year.step(year.rating, "restate", "U01", order)
    assert (year.state, [task.desk for task in year.tasks(year.rating)]) == ("awaiting_inputs", ["points_group"])
    year.step(no, "post", "Y02")
    year.total()
    assert (year.filed()["version"], line(year, "M02")["computed"], line(year, "M01")["computed"]) == (2, "unqualified", "star3")


def test_a_veto_that_opens_after_the_total_is_posted_again_once_it_was_returned(year):
    year.submitted()
    no, motion = year.veto()
    year.carry(motion)
    assert year.refused(no, "post", "Y02").code == "PERIOD_CLOSED"
    year.step(year.rating, "return", "U01", {"resolution": year.resolve("party_committee"), "reason": "待一票否决记入"})
    year.step(no, "post", "Y02")
    year.total()
    assert line(year, "M02")["veto"] is True


def test_what_the_superior_approves_is_what_the_ledger_says_A20(year):
    year.submitted()
    year.line_moved()
    approval = {"resolution": year.resolve("party_committee"), "receipt": "青党〔2025〕3号"}
    refused = year.refused(year.rating, "approve", "U01", approval)
    assert [(each.guard, each.inputs["members"]) for each in refused.refusals] == [("as_totalled", "Y06")]
