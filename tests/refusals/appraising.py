"""The democratic appraisal tried wrongly: begun, evaluated, voted on, counted, asked of the masses, graded, told (N9 N14 N15 A31 A47 B9)."""

from tests.machines.appraising import ALL, MEETING, PROCEDURE, WITH_PLEDGE, Appraisal, line, tally
from tests.refusals.tries import Try, scene
from tests.regimes.examples import TOWNSHIP
from tests.world import MEMBERS, built

BALLOT = {"discussion": "逐人互评", "issued": 9, "probationary": 1}
SEVENTH = tally(2, 7, 0, 0, returned=9)
ILL = [{"person": "M02", "reason": "bedridden", "receipt": "HZ-9"}]
PAPER = [{"member": name, "why": "paper"} for name in ALL]


def appraisal(play):
    return scene(built, Appraisal)(play)


@appraisal
def scheduled(world):
    """HY1 as it should be, HY2 called without notice."""
    world.ready(key="spent")
    world.file("meeting", "HY2", actor="Y01", since="2024-12-02", title="组织生活会", notified_on="2024-12-02", chair="Y01", teller="Y02")
    return {"case": world.no}


@appraisal
def in_november(world):
    world.ready(day="2024-11-20")
    return {"case": world.no}


@appraisal
def evaluating(world):
    world.ready()
    world.take("open", "Y01", MEETING)
    return {"case": world.no}


@appraisal
def discussed(world):
    world.ready()
    world.evaluated()
    return {"case": world.no}


@appraisal
def few_came(world):
    names = discussed(world)
    world.at("2024-12-12")
    world.take("record_attendance", "Y03", {"present": list(MEMBERS[:3])})
    return names


@appraisal
def without_teller(world):
    names = discussed(world)
    world.at("2024-12-12")
    world.file("meeting", "HY1", actor="Y01", since="2024-12-12", title="组织生活会", notified_on="2024-12-02", chair="Y01")
    world.take("record_attendance", "Y03", {"present": list(MEMBERS)})
    return names


@appraisal
def balloting(world):
    names = discussed(world)
    world.at_ballot()
    return names


@appraisal
def asking(world):
    """Ballots of nobody known: one tally on paper, slips issued, no letter assessed."""
    world.at_masses(rules=WITH_PLEDGE)
    world.take("mass_tally", "Y02", tally(4, 0, 0, 0, returned=4))
    world.take("issue_slips", "Y02", {"slips": "5"})
    return {"case": world.no}


@appraisal
def differing(world):
    """Two who entered differ; and nobody said anything of M01."""
    world.at_masses()
    for person, counts in (("Y02", (5, 1, 0, 0)), ("Y03", (4, 2, 0, 0))):
        others = [line(name, *counts) for name in ALL if name != "M01"]
        world.take("mass_tally", person, {"returned": 6, "lines": [*others, line("M01", 0, 0, 0, 0, abstained=6)]})
    return {"case": world.no}


@appraisal
def unasked(world):
    world.at_masses(rules=TOWNSHIP)
    return {"case": world.no}


@appraisal
def assessing(world):
    world.at_masses()
    world.both_enter(tally(5, 5, 0, 0, returned=10))
    world.take("mass_done", "Y02")
    world.resolution()
    world.file("resolution", "JF-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="别的决议")
    return {"case": world.no}


@appraisal
def telling(world):
    names = assessing(world)
    world.take("assess", "Y02", world.decided())
    world.file("receipt", "BA-7", actor="Y01", about="别的备案", addressee="party_committee", persons=["M01"])
    return names


def decided(resolution="ZW-1", probationary=("", "按期完成学习"), leave_out="", **grades):
    given = [{"member": name, "grade": grades.get(name, "qualified"), "opinion": ""} for name in MEMBERS if name != leave_out]
    last = {"member": "P10", "grade": probationary[0], "opinion": probationary[1]}
    return {"resolution": resolution, "basis": "结合平时表现", "decisions": [*given, last]}


UNGUARDED = (
    Try("", evaluating, "self_evaluate", "M01", {"member": "M01", "text": "按时完成任务"}),
)  # a member of the list: the form alone can be wrong
APPRAISING = (
    Try("not_appraised_before", scheduled, "create", "Y01", begins=PROCEDURE, period="2024"),
    Try("year_end", in_november, "open", "Y01", MEETING),
    Try("meeting_called", scheduled, "open", "Y01", {"meeting": "HY9"}),
    Try("notice_given", scheduled, "open", "Y01", {"meeting": "HY2"}),
    Try("takes_part own_evaluation", evaluating, "self_evaluate", "M01", {"member": "adm", "text": "很好"}, by_hand=True),
    Try("each_evaluated", evaluating, "self_done", "Y01", {"others": PAPER[1:]}),
    Try("all_may_vote", discussed, "record_attendance", "Y03", {"present": ["M01", "P10"]}),
    Try("nobody_twice", discussed, "record_attendance", "Y03", {"present": ["M01", "M02"], "written": ["M02"]}),
    Try("exclusions_filed", discussed, "record_attendance", "Y03", {"present": ["M01"], "excluded": ILL}),
    Try("meeting_today roll_called", discussed, "ballot", "Y01", {**BALLOT, "issued": 1}),
    Try("quorum_met", few_came, "ballot", "Y01", {**BALLOT, "issued": 4}),
    Try("teller_for_secrecy", without_teller, "ballot", "Y01", BALLOT),
    Try("issued_to_those_there", balloting, "reballot", "Y01", {**BALLOT, **tally(3, 7, 0, 0, returned=10), "issued": 10}),
    Try("too_many_returned", balloting, "reballot", "Y01", {**BALLOT, **SEVENTH}),
    Try("returned_within", balloting, "count", "Y02", tally(2, 8, 0, 0, returned=10)),
    Try("each_counted_once", balloting, "count", "Y02", {**SEVENTH, "lines": SEVENTH["lines"][1:]}),
    Try("lines_add_up", balloting, "count", "Y02", {**SEVENTH, "lines": [*SEVENTH["lines"][1:], line("M01", 2, 6, 0, 0)]}),
    Try("masses_asked", unasked, "mass_tally", "Y03", tally(5, 5, 0, 0, returned=10)),
    Try("some_slips", differing, "issue_slips", "Y02", {"slips": "0"}),
    Try("none_issued", asking, "issue_slips", "Y02", {"slips": "5"}),
    Try("entered_by_two enough_ballots pledges_assessed", asking, "mass_done", "Y02"),
    Try("tallies_agree scores_answer", differing, "mass_done", "Y02"),
    Try("resolved own_grade_left_to_others", assessing, "assess", "Y02", decided("JF-1")),
    Try("formal_graded", assessing, "assess", "Y02", decided(leave_out="M01")),
    Try("only_formal_graded", assessing, "assess", "Y02", decided(probationary=("basic", "按期完成学习"))),
    Try("probationary_described", assessing, "assess", "Y02", decided(probationary=("", ""))),
    Try("known_grades", assessing, "assess", "Y02", decided(M01="star5"), by_hand=True),
    Try("excellent_within", assessing, "assess", "Y02", decided(M01="excellent", M02="excellent", Y06="excellent")),
    Try("each_told", telling, "file", "Y01", {"told": list(MEMBERS)}),
    Try("number_free", telling, "file", "Y01", {"told": list(ALL), "number": "BA-7"}),
    Try("FORBIDDEN_ROLE", balloting, "count", "Y01", SEVENTH),
    Try("ILLEGAL_STATE", scheduled, "file", "Y01", {"told": list(ALL)}),
    Try("STALE_VERSION", scheduled, "cancel", "Y01", {"reason": "改期"}, version=0),
    Try("UNKNOWN_TRANSITION", scheduled, "fly", "Y01"),
    Try("KEY_REUSED", scheduled, "open", "Y01", {"meeting": "HY9"}, key="spent"),
)  # fmt: skip
NEVER = {
    "slip_unused": "a slip has no account: the public page says it (tests/web/test_ballot_page.py)",
    "slips_left": "the same",
    "slip_complete": "the same",
}
