"""Probation and disposal tried wrongly: grounds, measures, terms, meetings, approvals (B23 B24 N1 N2 N8 N12 N19 A43 A60)."""

from tests.machines import disposed
from tests.machines.disposed import HEARD, MEET, POSTING, Disposed
from tests.machines.membership import APPROVED, opinion
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed

PROBATION, DISPOSAL = "probation_case", "unqualified_handling"
DIRECT = changed(("pre_review: {is: yes, by: N13}", "pre_review: {is: no, by: N13}"))


@scene(disposed.built, Disposed)
def summer(world):
    """Every member's case under the member's own name; F01 and K14 lie open. An objection about K17 was filed after the window."""
    names = {each: world.case_of(each, PROBATION) for each in disposed.TERMS}
    names |= {each: world.case_of(each, DISPOSAL) for each in ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "Y06")}
    sheet = world.case_of("d1", "quarterly_closing")
    said = {"sheet": sheet, "about": "omission", "component": "base", "claim": "学习漏记", "source": "member"}
    world.begin("objection_review", "Y05", subject="K17", period="2024-Q1", form=said)
    world.file("receipt", "BA-F01", actor="Y01", about="处置事前备案", addressee="grassroots_committee", persons=["F01", "P10"])
    world.join("P10")
    grown = world.disposal("P10")
    world.file("membership", "P10", standing="probationary", probation_until="2025-06-30")
    more = {"ok": world.resolve(), "office": world.resolve("party_committee"), "early": world.meeting("2024-08-20"), "late": world.meeting("2025-01-07"),
            "motion": world.case_of("K25", "member_meeting_vote"), "grown": grown}  # fmt: skip
    return {**names, **more}


@scene(disposed.built, Disposed)
def in_probation(world):
    """The same, with a case of probation and one of disposal to look at in every state."""
    return {"case": world.case_of("K13", PROBATION)}


@scene(disposed.built, Disposed)
def in_disposal(world):
    return {"case": world.case_of("F05", DISPOSAL)}


@scene(disposed.built, Disposed)
def parted(world):
    """F06 has left the Party, and a month later is an activist."""
    world.withdrawn()
    world.at("2024-09-12")
    world.file("membership", "F06", standing="activist")
    return {"case": world.case_of("F06", DISPOSAL)}


@scene(of=Disposed)
def unreviewed(world):
    """Rules under which no rating leads to a probation case, and no superior reviews before the meeting."""
    world.founded("2024-02-01", DIRECT)
    world.file("person", "K14", name="名十四")
    world.file("membership", "K14", standing="probationary", probation_until="2024-12-31")
    return {"case": world.proposed("F04", "remove"), "ok": world.resolve("party_committee")}


def weighed(measure="extend", **more):
    return {**opinion(measure, **more), "resolution": "$ok"}


def begun(procedure, who, actor="Y01", **form):
    return {"begins": procedure, "subject": who, "actor": actor, "form": {"ground": "有关情况", **form}}


FILED = {"resolution": "$ok", "receipt": "BA-F01", "unpunished": "yes"}
OPINED = {"resolution": "$ok", "measure": "rectify", **HEARD}
RECTIFY = {**APPROVED, "resolution": "$office", "helper": "M01", "measures": "每月谈心"}
DECIDED = {**APPROVED, "resolution": "$office"}

NEVER = {
    "as_threshold": "only rules with thresholds for who is on probation; the bundled ones have none (tests/machines/test_thresholds.py)",
    "score_final": "the same",
}
PROBATIONS = (
    Try("not_own_case is_probationary", summer, "create", **begun(PROBATION, "Y01", trigger="term_ending")),
    Try("no_live_case rated_so", summer, "create", **begun(PROBATION, "K14", trigger="rating")),
    Try("trigger_in_rules rated_so", unreviewed, "create", **begun(PROBATION, "K14", trigger="rating")),
    Try("extension_in_bounds", summer, "form_opinion", "Y02", weighed(months="3"), case="K14"),
    Try("extension_in_bounds", summer, "form_opinion", "Y02", weighed(months="13"), case="K14"),
    Try("may_extend", summer, "form_opinion", "Y02", weighed(), case="K12"),
    Try("extension_passed", summer, "form_opinion", "Y02", weighed("regularize"), case="K12"),
    Try("interim_known", summer, "form_opinion", "Y02", weighed("regularize"), case="K21"),
    Try("discipline_while_waiting measure_of_trigger rated_so resolved", summer, "form_opinion", "Y02",
        {**weighed("regularize", trigger="rating"), "resolution": "$office"}, case="K13"),
    Try("term_recorded", summer, "form_opinion", "Y02", weighed(), case="K15"),
    Try("meeting_after_term", summer, "to_meeting_direct", "Y01", {**MEET, "meeting": "$early"}, case="K13"),
    Try("meeting_to_come not_regular", summer, "to_meeting_direct", "Y01", {**MEET, "meeting": "HY99"}, case="K16"),
    Try("to_regularize term_reached", summer, "publicise", "Y03", POSTING, case="K23"),
    Try("nothing_objected publicity_over", summer, "to_meeting", "Y01", {**MEET, "meeting": "$late", "feedback": "没有"}, case="K17"),
    Try("to_cancel", summer, "approve_cancel", "U01", DECIDED, case="K18"),
    Try("to_extend resolved", summer, "approve_extend", "U01", {**DECIDED, "resolution": "$ok"}, case="K22"),
    Try("rating_corrected", summer, "close", "Y02", {"ground": "rating_corrected", "reason": "等次更正", "resolution": "$ok"}, case="K14"),
    Try("member_gone", summer, "close", "Y02", {"ground": "member_left", "reason": "转走了", "resolution": "$ok"}, case="K14"),
    Try("FORBIDDEN_ROLE", summer, "approve_extend", "Y01", DECIDED, case="K18"),
    Try("ILLEGAL_STATE", summer, "approve_extend", "U01", DECIDED, case="K13"),
    Try("STALE_VERSION", summer, "approve_extend", "U01", DECIDED, case="K18", version=1),
    Try("UNKNOWN_TRANSITION", summer, "fly", "Y01", case="K14"),
    Try("KEY_REUSED", summer, "create", **begun(PROBATION, "K14", trigger="discipline"), key="spent-K14"),
)  # fmt: skip

DISPOSALS = (
    Try("not_own_case", summer, "create", **begun(DISPOSAL, "Y01")),
    Try("is_formal", summer, "create", **begun(DISPOSAL, "K14")),
    Try("no_live_case", summer, "create", **begun(DISPOSAL, "F01")),
    Try("is_formal", summer, "pre_file", "Y02", {**FILED, "grounds": disposed.GROUND, "receipt": "BA-F01"}, case="grown"),
    Try("ground_stated", summer, "pre_file", "Y02", FILED, case="F01"),
    Try("filed_beforehand resolved", summer, "pre_file", "Y02", {**FILED, "grounds": disposed.GROUND, "receipt": "BA-9", "resolution": "$office"}, case="F01"),
    Try("ILLEGAL_STATE", summer, "start_inquiry", "Y02", {"resolution": "$ok", "investigators": ["Y01", "Y03"]}, case="F01"),
    Try("enough_investigators subject_no_investigator", summer, "start_inquiry", "Y02", {"resolution": "$ok", "investigators": ["F02"]}, case="F02"),
    Try("talked_by_formal_members term_in_bounds", summer, "form_opinion", "Y02", {**OPINED, "talked_by": ["F03"], "months": "13"}, case="F03"),
    Try("measure_after_term", summer, "form_opinion", "Y02", OPINED, case="F07"),
    Try("no_pre_review meeting_to_come", summer, "to_meeting_direct", "Y01", {**MEET, "meeting": "HY99"}, case="F04"),
    Try("pre_reviewed_first", unreviewed, "pre_review_ok", "U01", {"reason": "同意", "resolution": "$ok"}),
    Try("term_in_bounds", summer, "approve_rectify", "U01", {**RECTIFY, "months": "13"}, case="F05"),
    Try("helper_fits to_rectify", summer, "approve_rectify", "U01", {**RECTIFY, "helper": "Y06"}, case="Y06"),
    Try("to_advise", summer, "approve_advise", "U01", DECIDED, case="F05"),
    Try("to_remove", summer, "approve_remove", "U01", DECIDED, case="F05"),
    Try("discussed_after_term", summer, "lift", "U01", {**DECIDED, "meeting": "$late", "corrected": "yes"}, case="F07"),
    Try("resolved", summer, "advise_remove", "Y02", {"refusal": "不写声明", "resolution": "$office"}, case="F06"),
    Try("resolved", summer, "drop", "Y02", {"why": "education", "reason": "情节较轻", "resolution": "$office"}, case="F01"),
    Try("rating_corrected", summer, "drop", "Y02", {"why": "rating_corrected", "reason": "等次更正", "resolution": "$ok"}, case="F01"),
    Try("resolved", summer, "refer", "Y02", {"to": "县纪委", "reason": "涉嫌违纪", "resolution": "$office"}, case="F03"),
    Try("has_files", summer, "withdraw_party", "F06", {"statement": "自愿退党"}, case="F06"),
    Try("FORBIDDEN_ROLE", summer, "approve_remove", "Y01", DECIDED, case="F05"),
    Try("STALE_VERSION", summer, "approve_remove", "U01", DECIDED, case="Y06", version=1),
    Try("UNKNOWN_TRANSITION", summer, "fly", "Y01", case="F01"),
    Try("KEY_REUSED", summer, "create", **begun(DISPOSAL, "F01", ground="另有情况"), key="spent-F01"),
)  # fmt: skip

ENROLMENTS = (Try("of_the_branch readmission_open", parted, "create", "F06", begins="enrollment_application", period="2024"),)
JOININGS = (Try("activists_allowed readmission_open", parted, "create", "F06", {"statement": "自愿参加"}, begins="activist_opt_in"),)
MOTIONS = (Try("owner_term_over", summer, "schedule", "Y01", {"meeting": "$early"}, case="motion"),)
UNGUARDED = (Try("", summer, "appeal", "F05", {"reason": "不同意"}, case="F05"),)
