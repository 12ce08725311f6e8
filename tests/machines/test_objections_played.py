"""Objections played through the write door (domain §6.1 O1-O3): upheld, partly, dismissed, late; what holds the quarter and what lets it go."""

import pytest

from tests.machines.posted import POSTING, Posted


@pytest.fixture
def played(world):
    return Posted(world)


def final(played):
    """The committee closes the quarter."""
    played.world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})


def test_an_omission_is_upheld_corrected_and_posted_again_for_the_full_window_O1(played):
    world, no = played.world, played.omission()
    assert world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()}).code == "TOO_EARLY"
    played.admit(no, "Y01")
    assert (played.state(no), played.state()) == ("investigating", "objection_hold")
    played.decide(no, "upheld", "3")
    played.tell(no)
    world.step(no, "accept", "M01")
    assert (played.state(no), played.state()) == ("closed_upheld", "publicised")
    world.at("2024-04-08")
    refused = world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    assert [each.guard for each in refused.refusals] == ["corrections_posted"]
    played.correct(no)
    assert played.booked("M01", "base")[-2:] == [("correction", 150), ("correction", 150)]
    stale = world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    assert [each.guard for each in stale.refusals] == ["as_published"]
    world.step(played.closing, "publicise", "Y03", POSTING)
    world.at("2024-04-11")
    assert world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()}).code == "TOO_EARLY"
    world.at("2024-04-12")
    final(played)
    assert played.state() == "finalized"


def test_a_villager_s_objection_takes_four_of_ten_by_itself_O2(played):
    world, no = played.world, played.overstated()
    played.told(no, "partly", "-4")
    world.step(no, "acknowledge", "M02", {"answer": "accepted"})
    world.step(no, "accept_part", "Y03")
    assert (played.state(no), played.state(played.claim)) == ("closed_partly", "reversed")
    assert played.booked("M02", "bonus") == [("original", 1000), ("reversal", -1000), ("original", 600)]
    world.step(played.closing, "publicise", "Y03", POSTING)
    world.at("2024-04-06")
    final(played)


def test_a_dismissed_one_changes_nothing_and_lets_the_window_run_on_O3(played):
    world, no = played.world, played.overstated()
    before = len(world.entries())
    played.told(no, "dismissed")
    assert played.state() == "objection_hold"
    world.step(no, "accept_dismissal", "Y03")
    assert (played.state(no), played.state(), len(world.entries())) == ("closed_dismissed", "publicised", before)
    world.at("2024-04-06")
    final(played)


def test_one_filed_on_the_day_of_posting_is_in_time_A34(played):
    assert played.world.today == "2024-04-02"
    no = played.omission()
    played.admit(no, kind="publicity")
    assert played.state() == "objection_hold"


def test_one_filed_after_the_window_is_late_and_holds_nothing_A49(played):
    world = played.world
    world.at("2024-04-06")
    no = played.omission()
    said = {"handler": "Y01", "resolution": played.resolve()}
    assert world.refused(no, "admit", "Y02", {**said, "kind": "publicity"}).code == "GUARD_FAILED"
    final(played)
    world.step(no, "admit", "Y02", {**said, "kind": "late"})
    assert (played.state(no), played.state()) == ("investigating", "finalized")


def test_a_late_one_that_is_upheld_is_corrected_by_restating_A51(played):
    world, no = played.world, ""
    world.at("2024-04-06")
    no = played.overstated()
    final(played)
    world.step(played.closing, "issue", "Y01", {"number": "〔2024〕1号"})
    played.told(no, "upheld", "-4", kind="late")
    world.at("2024-04-10")
    played.sweep()
    assert (played.state(no), played.state(played.claim)) == ("closed_upheld", "posted")
    order = {"order": no, "keep": "6"}
    assert world.refused(played.claim, "reverse", "Y02", order).code == "PERIOD_CLOSED"
    world.step(played.closing, "restate", "Y02", {"resolution": played.resolve(), "order": no, "members": ["M02"]})
    assert [each.guard for each in world.refused(played.claim, "reverse", "Y02", {**order, "keep": "8"}).refusals] == ["kept_as_decided"]
    world.step(played.claim, "reverse", "Y02", order)
    assert sum(points for _, points in played.booked("M02", "bonus")) == 600


def test_a_filed_objection_keeps_the_quarter_open_A50(played):
    played.omission()
    played.world.at("2024-04-06")
    refused = played.world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    assert refused.code == "OPEN_OBJECTION"


def test_withdrawing_lifts_the_hold(played):
    no = played.omission()
    played.admit(no)
    played.world.step(no, "withdraw", "M01")
    assert (played.state(no), played.state()) == ("withdrawn", "publicised")


def test_one_that_is_not_admitted_holds_no_longer_and_its_filer_hears_why(played):
    no = played.omission()
    played.world.step(no, "refuse_admission", "Y02", {"reason": "没有新的事实", "resolution": played.resolve()})
    played.world.at("2024-04-06")
    final(played)


@pytest.mark.parametrize(
    ("result", "points", "end"),
    [("upheld", "3", "closed_upheld"), ("partly", "1.5", "closed_partly"), ("dismissed", "", "closed_dismissed")],
)
def test_silence_of_three_days_accepts_by_the_clock_A49(played, result, points, end):
    world, no = played.world, played.omission()
    played.told(no, result, points)
    world.at("2024-04-05")
    played.sweep()
    assert played.state(no) == "feedback_given"
    world.at("2024-04-06")
    played.sweep()
    assert played.state(no) == end


def test_whoever_objects_accepts_once_the_member_concerned_has(played):
    world, no = played.world, played.overstated()
    played.told(no, "upheld", "-10")
    assert world.refused(no, "accept", "Y03").code == "TOO_EARLY"
    world.step(no, "acknowledge", "M02", {"answer": "disagrees"})
    assert world.refused(no, "acknowledge", "M02", {"answer": "accepted"}).code == "DUPLICATE"
    assert world.refused(no, "accept", "Y03").code == "TOO_EARLY"
    assert world.refused(no, "accept", "M02").code == "FORBIDDEN_ROLE"
    world.at("2024-04-06")
    world.step(no, "accept", "Y03")
    assert played.booked("M02", "bonus")[-1] == ("reversal", -1000)


def again(played, no, handler="Y05", **more):
    """The second decision."""
    form = {
        "result": "partly",
        "points": "-2",
        "handler": handler,
        "resolution": played.resolve(),
        "reason": "再查",
        "evidence": "签到表",
        "heard": "heard",
    }
    return played.world.command("reconsider_decide", "Y02", {**form, **more}, case=no)


def test_another_look_is_had_once_by_another_handler_and_then_the_superior_decides_A49(played):
    from procflow.engine import advance

    world, no = played.world, played.overstated()
    played.told(no, "upheld", "-4")
    world.step(no, "request_reconsideration", "M02", {"reason": "做了十分的事"})
    assert world.refused(no, "reconsider_decide", "Y02", dict(again(played, no, "Y01").form)).code == "SELF_DEALING"
    advance(world.session, again(played, no))
    assert (played.state(no), played.state(played.claim)) == ("reconsidered", "posted")
    assert world.refused(no, "request_reconsideration", "M02", {"reason": "还是不同意"}).code == "ILLEGAL_STATE"
    world.step(no, "appeal", "M02", {"reason": "请上级认定"})
    assert (played.state(no), played.state()) == ("appealed", "publicised")
    world.file("body", "party_committee", unit="xz", members=["adm"], keepers=["adm"])
    world.file("resolution", "XZ-1", actor="adm", unit="xz", body="party_committee", present=["adm"], title="申诉")
    world.step(no, "superior_partly", "adm", {"points": "-3", "reason": "以实际用工计", "resolution": "XZ-1"})
    assert played.state(no) == "closed_partly"
    assert played.booked("M02", "bonus")[1:] == [("reversal", -1000), ("original", 700)]


def test_the_superior_may_dismiss_it(played):
    from procflow.engine import advance

    world, no = played.world, played.overstated()
    played.told(no, "upheld", "-4")
    world.step(no, "request_reconsideration", "Y03", {"reason": "村民认为还是太高"})
    advance(world.session, again(played, no))
    world.step(no, "appeal", "Y03", {"reason": "请上级认定"})
    world.file("body", "party_committee", unit="xz", members=["adm"], keepers=["adm"])
    world.file("resolution", "XZ-1", actor="adm", unit="xz", body="party_committee", present=["adm"], title="申诉")
    world.step(no, "superior_dismiss", "adm", {"reason": "查无实据", "resolution": "XZ-1"})
    assert (played.state(no), played.booked("M02", "bonus")) == ("closed_dismissed", [("original", 1000)])


def test_a_second_look_at_the_same_item_is_refused_in_a_new_case_too(played):
    """Domain §6.3, 11."""
    from procflow.engine import advance

    world, first = played.world, played.overstated()
    played.told(first, "dismissed")
    world.step(first, "request_reconsideration", "Y03", {"reason": "仍不同意"})
    advance(world.session, again(played, first, result="dismissed", points=""))
    world.step(first, "accept_dismissal", "Y03")
    second = played.file("M01", "M02", targets=[played.claim], claim="确实偏高")
    played.told(second, "dismissed")
    assert world.refused(second, "request_reconsideration", "M01", {"reason": "仍不同意"}).code == "DUPLICATE"


def test_a_second_look_is_asked_for_within_three_days(played):
    world, no = played.world, played.omission()
    played.told(no, "dismissed")
    world.at("2024-04-05")
    assert world.preview(no, "request_reconsideration", "M01", {"reason": "漏记属实"}).refused is False
    world.at("2024-04-06")
    assert world.refused(no, "request_reconsideration", "M01", {"reason": "漏记属实"}).code == "OUT_OF_WINDOW"
