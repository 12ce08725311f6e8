"""The election of the points group tried wrongly: nominated, called, voted on, declared, ended (T6 A45 A46)."""

from tests.refusals.tries import Try, scene
from tests.world import MEMBERS

ELECTION = "points_group_election"
STANDING = ("M01", "M02", "Y04", "Y05", "Y06")
BALLOT = {"discussion": "介绍了候选人", "issued": 8}
ILL = [{"person": "M02", "reason": "bedridden", "receipt": "HZ-9"}]
ROLLS = (
    ("all_may_vote", {"present": ["M01", "P10"]}),
    ("nobody_twice", {"present": ["M01", "M02"], "written": ["M02"]}),
    ("exclusions_filed", {"present": ["M01"], "excluded": ILL}),
)


def nomination(*who, **more):
    return {"meeting": "HY1", "candidates": list(who or STANDING), "resolution": "DY1", **more}


def result(votes=(8, 7, 6, 5, 1), elected=("M01", "M02", "Y04"), keeper="M01", returned=8, who=STANDING):
    lines = [{"person": name, "in_favour": given} for name, given in zip(who, votes, strict=False)]
    return {"returned": returned, "votes": lines, "elected": list(elected), "keeper": keeper}


def again(votes, returned=8):
    return {name: value for name, value in result(votes, returned=returned).items() if name in ("returned", "votes")}


def meetings(world, on="2024-03-12", ahead="2024-03-10", chair="Y01", teller="Y02"):
    """HY1 as it should be, HY2 called without notice, HY3 without teller."""
    world.file("meeting", "HY1", actor="Y01", since=on, title="党员大会", notified_on=ahead, chair=chair, teller=teller)
    world.file("meeting", "HY2", actor="Y01", since=on, title="党员大会", notified_on=on, chair=chair, teller=teller)
    world.file("meeting", "HY3", actor="Y01", since=on, title="党员大会", notified_on=ahead, chair=chair)


@scene()
def called(world):
    world.file("body", "member_meeting", members=list(MEMBERS), keepers=["Y03"])
    world.at("2024-03-10")
    world.join("P10", standing="probationary")
    meetings(world)
    for no, body, actor in (("DY1", "member_meeting", "Y03"), ("JF1", "points_group", "Y04")):
        world.file(
            "resolution", no, actor=actor, body=body, present=list(MEMBERS if actor == "Y03" else ("Y04", "Y05")), title="提名候选人"
        )
    return {"case": world.begin(ELECTION, "Y01", key="spent")}


@scene()
def nominated(world, meeting="HY1"):
    names = called(world)
    world.step(names["case"], "nominate", "Y03", nomination(meeting=meeting))
    return names


def roll_called(world, present=MEMBERS, meeting="HY1"):
    names = nominated(world, meeting)
    world.at("2024-03-12")
    world.step(names["case"], "record_attendance", "Y03", {"present": list(present)})
    return names


@scene()
def few_came(world):
    return roll_called(world, MEMBERS[:3])


@scene()
def all_came(world):
    return roll_called(world)


@scene()
def without_teller(world):
    return roll_called(world, meeting="HY3")


@scene()
def voting(world):
    names = roll_called(world)
    world.step(names["case"], "ballot", "Y01", BALLOT)
    return names


@scene()
def elected(world):
    names = voting(world)
    world.step(names["case"], "elect", "Y02", result())
    return names


ELECTING = (
    Try("no_other_election", called, "create", "Y01", begins=ELECTION, period="2024"),
    Try("resolved", called, "nominate", "Y03", nomination(resolution="JF1")),
    Try("meeting_called", called, "nominate", "Y03", nomination(meeting="HY9")),
    Try("notice_given", called, "nominate", "Y03", nomination(meeting="HY2")),
    Try("enough_candidates", called, "nominate", "Y03", nomination("M01", "M02")),
    Try("candidates_formal", called, "nominate", "Y03", nomination("M01", "M02", "P10"), by_hand=True),
    *(Try(says, nominated, "record_attendance", "Y03", roll) for says, roll in ROLLS),
    Try("meeting_today roll_called", nominated, "ballot", "Y01", {**BALLOT, "issued": 0}),
    Try("quorum_met", few_came, "ballot", "Y01", {**BALLOT, "issued": 3}),
    Try("issued_to_present", all_came, "ballot", "Y01", {**BALLOT, "issued": 9}),
    Try("teller_there", without_teller, "ballot", "Y01", BALLOT),
    Try("ballots_valid", voting, "elect", "Y02", result(returned=9)),
    Try("candidates_counted", voting, "elect", "Y02", result(votes=(8, 7, 6, 5))),
    Try("votes_possible", voting, "elect", "Y02", result(votes=(9, 7, 6, 5, 1))),
    Try("elected_in_number", voting, "elect", "Y02", result(elected=("M01", "M02"))),
    Try("each_by_majority", voting, "elect", "Y02", result(votes=(8, 7, 4, 1, 1))),
    Try("nobody_passed_over", voting, "elect", "Y02", result(elected=("M01", "M02", "Y05"))),
    Try("keeper_elected", voting, "elect", "Y02", result(keeper="Y06")),
    Try("counted_unless_void", voting, "rerun", "Y01", again((8, 7))),
    Try("too_few_reached", voting, "rerun", "Y01", again((8, 7, 6, 5, 1))),
    Try("served_or_too_few", elected, "dissolve", "Y01", {"reason": "换届"}),
    Try("FORBIDDEN_ROLE", voting, "elect", "Y01", result()),
    Try("FORBIDDEN_ROLE", called, "nominate", "Y01", nomination()),
    Try("ILLEGAL_STATE", called, "dissolve", "Y01", {"reason": "换届"}),
    Try("STALE_VERSION", voting, "fail", "Y01", {"reason": "无法进行"}, version=1),
    Try("UNKNOWN_TRANSITION", called, "fly", "Y01"),
    Try("KEY_REUSED", called, "create", "Y01", begins=ELECTION, period="2025", key="spent"),
)  # fmt: skip
