"""Objections tried wrongly: filed, admitted, decided, answered, looked into once more (T4 B14 A49 A51 A62)."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Case
from tests.machines.posted import COMMITTEE, EVIDENCE, Posted
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed
from tests.world import World, built

OBJECTION = "objection_review"
STRICT = changed(
    ("late: {is: late, by: A49}", "late: {is: refuse, by: A49}"), ("anonymous: {is: yes, by: A49}", "anonymous: {is: no, by: A49}")
)
ABOUT = {"begins": OBJECTION, "subject": "M02", "period": "2024-Q1"}
OMITTED = {**ABOUT, "subject": "M01"}
BOOKED = {"sheet": "$closing", "about": "line", "component": "bonus", "targets": ["$claim"], "claim": "分值偏高", "source": "member"}
SECOND = {"result": "partly", "points": "-2", "handler": "Y05", "resolution": "ZW-OK", **EVIDENCE}


def quarter(url):
    """The posted quarter, made once and copied for each scene."""
    built(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        played = Posted(World(session))
        for no, actor, body, present in (("ZW-OK", "Y02", "branch_committee", COMMITTEE), ("JF-1", "Y04", "points_group", ["Y04", "Y05"])):
            played.world.file("resolution", no, actor=actor, body=body, present=present, title="处理异议")
    engine.dispose()


def posted(world):
    """That quarter, found again in its copy."""
    played = Posted.__new__(Posted)
    played.world, played.closing = world, played_case(world, "quarterly_closing")[0]
    played.sheets, played.claim = played_case(world, "base_registration"), played_case(world, "bonus_claim")[0]
    return played


def played_case(world, procedure):
    return sorted(each.no for each in world.rows(Case, Case.procedure == procedure))


def names(played, no="", **more):
    return {"case": no, "closing": played.closing, "claim": played.claim, "sheet": played.sheets[0], **more}


@scene(quarter)
def open_for_objections(world):
    """M01 has objected to M02's bonus already; the next quarter is not posted."""
    played = posted(world)
    world.join("N10")
    world.file("scope", "N10", since="2024-01-01", until="2024-01-01")
    no = played.file("M01", "M02", targets=[played.claim])
    return names(played, no, other=world.claim("M01"))


@scene()
def strict(world):
    played = Posted(world, STRICT)
    world.at("2024-04-06")
    return names(played)


@scene(quarter)
def not_posted_yet(world):
    played = posted(world)
    world.at("2024-07-01")
    played.sweep()
    return names(played, next=played.find("quarterly_closing", "2024-Q2"))


@scene(quarter)
def lodged(world):
    """By M01 about M02's bonus; and by M01 about Y02, who keeps the committee's minutes."""
    played = posted(world)
    own = played.file("M01", "Y02", about="omission", component="base", targets=[])
    return names(played, played.file("M01", "M02", targets=[played.claim]), own=own)


@scene(quarter)
def three_of_them(world):
    """The committee has three members, and one of them objects."""
    played = posted(world)
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y05"], keepers=["Y02", "Y05"])
    world.file("resolution", "ZW-TWO", actor="Y02", body="branch_committee", present=["Y02", "Y05"], title="受理异议")
    return names(played, played.file("Y05", "M02", targets=[played.claim]))


@scene(quarter)
def investigated(world):
    """Two about the same bonus; one is decided."""
    played = posted(world)
    first, second = played.overstated(), played.file("M01", "M02", targets=[played.claim])
    played.admit(first)
    played.admit(second)
    played.decide(first, "partly", "-4")
    alone = played.omission()
    played.admit(alone)
    return names(played, second, decided=first, alone=alone)


@scene(quarter)
def told_both(world):
    """M02's bonus was halved on a villager's word; M01's own omission was made good in part, Y03's was dismissed."""
    played = posted(world)
    first, own = played.overstated(), played.omission()
    played.told(first, "upheld", "-4")
    played.told(own, "partly", "1.5")
    world.step(first, "acknowledge", "M02", {"answer": "disagrees"}, key="spent")
    return names(played, first, own=own)


@scene(quarter)
def three_days_on(world):
    played = posted(world)
    no = played.told(played.omission(), "dismissed")
    world.at("2024-04-06")
    return names(played, no)


@scene(quarter)
def once_before(world):
    """The same bonus was looked into twice already, for somebody else."""
    played = posted(world)
    first = played.overstated()
    played.told(first, "dismissed")
    world.step(first, "request_reconsideration", "Y03", {"reason": "仍不同意"})
    world.step(first, "reconsider_decide", "Y02", {**SECOND, "result": "dismissed", "points": ""})
    world.step(first, "accept_dismissal", "Y03")
    return names(played, played.told(played.file("M01", "M02", targets=[played.claim], claim="确实偏高"), "dismissed"))


@scene(quarter)
def reconsidering(world):
    played = posted(world)
    no = played.overstated()
    played.told(no, "upheld", "-4")
    world.step(no, "request_reconsideration", "M02", {"reason": "做了十分的事"})
    return names(played, no)


@scene(quarter)
def appealed(world):
    played = posted(world)
    no = played.overstated()
    played.told(no, "upheld", "-4")
    world.step(no, "request_reconsideration", "M02", {"reason": "做了十分的事"})
    world.step(no, "reconsider_decide", "Y02", SECOND)
    world.step(no, "appeal", "M02", {"reason": "请上级认定"})
    world.file("body", "party_committee", unit="xz", members=["adm"], keepers=["adm"])
    world.file("resolution", "XZ-1", actor="adm", unit="xz", body="party_committee", present=["adm"], title="申诉")
    return names(played, no)


@scene(quarter)
def about_the_secretary(world):
    """Y01, who is to tell both sides what was decided, is one of them."""
    played = posted(world)
    no = played.file("M01", "Y01", about="omission", component="base", targets=[])
    played.admit(no, handler="Y05")
    played.decide(no, "dismissed")
    return names(played, no)


def filed(**more):
    return {**BOOKED, **more}


def admission(**more):
    return {"kind": "publicity", "handler": "Y01", "resolution": "ZW-OK", **more}


def conclusion(points="", **more):
    return {"result": "partly", "resolution": "ZW-OK", **EVIDENCE, **({"points": points} if points else {}), **more}


OBJECTIONS = (
    Try("source_admitted late_ones_taken", strict, "create", "Y03", filed(source="anonymous"), paper=True, **ABOUT),
    Try("late_ones_taken", strict, "create", "M01", filed(), **ABOUT),
    Try("taken_in_by_an_official", open_for_objections, "create", "M01", filed(source="masses"), paper=True, **ABOUT),
    Try("paper_attached", open_for_objections, "create", "Y03", filed(source="masses"), **ABOUT),
    Try("of_this_sheet", open_for_objections, "create", "M02", filed(sheet="D1ZB-JZ-2024-0099"), **ABOUT),
    Try("rating_named", open_for_objections, "create", "M02", filed(about="rating"), **ABOUT),
    Try("posted_case_named", open_for_objections, "create", "M02", filed(about="confirmation"), **ABOUT),
    Try("sheet_posted", not_posted_yet, "create", "M02", {**filed(sheet="$next"), "targets": []}, **{**ABOUT, "period": "2024-Q2"}),
    Try("on_the_roster", open_for_objections, "create", "M01", {**filed(), "targets": []}, **{**ABOUT, "subject": "N10"}),
    Try("targets_concern", open_for_objections, "create", "M02", filed(targets=["$other"]), by_hand=True, **ABOUT),
    Try("not_filed_before", open_for_objections, "create", "M01", filed(), **ABOUT),
    Try("not_a_party", lodged, "admit", "Y02", admission(), case="own"),
    Try("not_a_party", lodged, "refuse_admission", "Y02", {"reason": "没有新的事实", "resolution": "ZW-OK"}, case="own"),
    Try("resolved", lodged, "admit", "Y02", admission(resolution="JF-1")),
    Try("parties_abstained", three_of_them, "admit", "Y02", admission(resolution="ZW-TWO")),
    Try("kind_as_dated", lodged, "admit", "Y02", admission(kind="late")),
    Try("handler_of_branch", lodged, "admit", "Y02", admission(handler="eve")),
    Try("handler_apart", lodged, "admit", "Y02", admission(handler="Y04")),
    Try("points_stated", investigated, "decide", "Y02", conclusion(), case="alone"),
    Try("points_stated", investigated, "decide", "Y02", conclusion("3", result="dismissed"), case="alone"),
    Try("change_has_its_place within_what_stands", investigated, "decide", "Y02", conclusion("-3", component="other"), case="alone"),
    Try("not_corrected_twice", investigated, "decide", "Y02", conclusion("-2")),
    Try("not_corrected_twice within_what_stands", investigated, "decide", "Y02", conclusion("-11")),
    Try("never_raised not_corrected_twice", investigated, "decide", "Y02", conclusion("4")),
    Try("not_answered_yet", told_both, "acknowledge", "M02", {"answer": "accepted"}),
    Try("other_side_content", told_both, "accept", "Y03"),
    Try("upheld", told_both, "accept", "M01", case="own"),
    Try("other_side_content partly", told_both, "accept_part", "Y03"),
    Try("dismissed", told_both, "accept_dismissal", "Y03"),
    Try("in_time_to_reconsider", three_days_on, "request_reconsideration", "M01", {"reason": "漏记属实"}),
    Try("not_reconsidered_before", once_before, "request_reconsideration", "M01", {"reason": "仍不同意"}),
    Try("another_handler", reconsidering, "reconsider_decide", "Y02", {**SECOND, "handler": "Y01"}),
    Try("handler_apart", reconsidering, "reconsider_decide", "Y02", {**SECOND, "handler": "Y04"}),
    Try("not_a_party", about_the_secretary, "give_feedback", "Y01", {"objector_told": "yes", "subject_told": "yes"}),
    Try("resolved", appealed, "superior_uphold", "adm", {"points": "-3", "reason": "属实", "resolution": "ZW-OK"}),
    Try("never_raised", appealed, "superior_partly", "adm", {"points": "3", "reason": "属实", "resolution": "XZ-1"}),
    Try("resolved", appealed, "superior_dismiss", "adm", {"reason": "查无实据", "resolution": "ZW-OK"}),
    Try("FORBIDDEN_ROLE", lodged, "admit", "Y04", admission()),
    Try("FORBIDDEN_ROLE", told_both, "accept", "M02"),
    Try("ILLEGAL_STATE", lodged, "decide", "Y02", conclusion("-4")),
    Try("STALE_VERSION", investigated, "withdraw", "M01", version=0),
    Try("UNKNOWN_TRANSITION", lodged, "fly", "M01"),
    Try("KEY_REUSED", told_both, "acknowledge", "M02", {"answer": "accepted"}, key="spent"),
)  # fmt: skip
