"""Democratic appraisal: self-evaluation, mutual evaluation, secret ballot, the masses' ballots, the committee's grade, feedback (T14 B9 B35 N14 N15).

Its grade stands beside that of the points and neither overwrites the other (A57). Where the regime weighs ballots and pledge, their score is
posted to the year before the rating adds it up (A31); elsewhere it gives no points. Of a ballot on paper or by slip only counts are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procflow.forms import Choice, Code, Count, Form, Lines, Listed, Meeting, Person, Reason, Resolved, Roll, Several, Text
from procflow.forms.ballots import Graded, MassGrade, Slips
from procflow.grammar import NEW, TIMER, Facts, File, Post, Procedure, State, Step, reads
from procflow.guards import appraising as ap
from procflow.guards import assessing, committee, grades, masses, meetings, resolved, slips
from procflow.guards.positions import caller_and_chair, meeting_day, roll, teller_desk
from procflow.regimes.appraisal import Scale, line

COUNTED = (ap.each_counted_once, ap.lines_add_up)
ENTERED = ("points_admin", "recorder", "branch_secretary", "deputy_secretary", "org_commissioner", "discipline_commissioner")


def table() -> Procedure:
    return Procedure("democratic_appraisal", "民主评议党员", "MP", edition="2026-1", about="unit", opens=ap.at_year_end, clause="T14 B9 B35 N14 N15",
        states=(
            #     code                    title       desk                within when overdue
            State("scheduled",            "已安排",   "branch_secretary"),
            State("self_evaluation",      "个人自评", ap.evaluators,      meeting_day),
            State("mutual_evaluation",    "党员互评", caller_and_chair,   meeting_day),
            State("balloting",            "民主测评", teller_desk,        meeting_day),
            State("mass_appraisal",       "群众参评", "points_admin"),
            State("committee_assessment", "组织评定", committee),
            State("feedback",             "反馈",     "branch_secretary"),
            State("filed",                "已备案",   final=True),
            State("cancelled",            "取消",     final=True),
        ),
        steps=(
            Step("create", "安排民主评议", NEW, "scheduled", by="branch_secretary", when=(ap.not_appraised_before,), clause="B35 N14"),
            Step("open", "安排民主评议", NEW, "scheduled", by=TIMER, when=(ap.year_end, ap.not_appraised_before), clause="B35 N14"),
            Step("open", "开始评议", "scheduled", "self_evaluation", by="branch_secretary", asks=Opening,
                 when=(ap.year_end,), fits=(meetings.meeting_called, meetings.notice_given), clause="T14 B35 N14"),
            Step("self_evaluate", "提交自评", "self_evaluation", "self_evaluation", by="member", asks=OwnWords,
                 fits=(ap.own_evaluation, ap.takes_part), clause="N14"),
            Step("self_done", "自评结束", "self_evaluation", "mutual_evaluation", by="branch_secretary", asks=Others, fits=(ap.each_evaluated,), clause="N14"),
            Step("record_attendance", "登记到会", "mutual_evaluation", "mutual_evaluation", by="recorder", asks=Roll,
                 fits=(meetings.all_may_vote, meetings.nobody_twice, meetings.exclusions_filed), then=(roll,), clause="A46"),
            Step("ballot", "开始测评", "mutual_evaluation", "balloting", by="meeting_chair", asks=Ballot,
                 when=(meetings.meeting_today, meetings.roll_called, meetings.quorum_met, ap.teller_for_secrecy),
                 fits=(ap.issued_to_those_there,), clause="A45 A47 N14 N15"),
            Step("reballot", "重新测评", "balloting", "balloting", by="meeting_chair", asks=VoidBallot,
                 when=(meetings.meeting_today,), fits=(ap.too_many_returned, ap.issued_to_those_there), clause="N9"),
            Step("count", "登记测评结果", "balloting", "mass_appraisal", by="teller", asks=Tally, fits=(ap.returned_within, *COUNTED), clause="N9 N15"),
            Step("mass_tally", "录入群众纸质测评票", "mass_appraisal", "mass_appraisal", by=ENTERED, asks=Tally,
                 when=(masses.masses_asked,), fits=COUNTED, clause="B9"),
            Step("issue_slips", "印发二维码票", "mass_appraisal", "mass_appraisal", by="points_admin", asks=Slips,
                 when=(masses.masses_asked, slips.none_issued), fits=(slips.some_slips,), clause="B9"),
            Step("cast", "群众测评", "mass_appraisal", "mass_appraisal", by="slip", asks=MassBallot,
                 when=(slips.slip_unused, slips.slips_left), fits=(masses.slip_complete,), clause="B9"),
            Step("mass_done", "群众参评结束", "mass_appraisal", "committee_assessment", by="points_admin",
                 when=(masses.year_open, masses.entered_by_two, masses.tallies_agree, masses.enough_ballots, masses.pledges_assessed, masses.scores_answer),
                 then=(scores,), clause="B9 B35 A31"),
            Step("assess", "评定等次", "committee_assessment", "feedback", by=committee, asks=Assessment,
                 fits=(resolved, assessing.formal_graded, assessing.only_formal_graded, assessing.probationary_described, assessing.known_grades,
                       assessing.excellent_within, grades.own_grade_left_to_others), then=(graded,), clause="N15 A57"),
            Step("file", "反馈并备案", "feedback", "filed", by="branch_secretary", asks=Feedback, fits=(assessing.each_told, assessing.number_free),
                 then=(assessing.registered,), clause="N15 R9"),
            Step("cancel", "取消评议", "scheduled", "cancelled", by="branch_secretary", asks=Reason, clause="N14"),
        ),
    )  # fmt: skip


class Opening(Form):
    meeting = Meeting("在哪次会议评议")


class OwnWords(Form):
    member = Person("谁的自评")
    text = Text("自评")


class Other(Form):
    member = Person("党员")
    why = Choice("情况", {"paper": "已交书面自评，存支部档案", "excused": "因故没有自评，已说明原因"})
    remark = Text("说明", required=False)


class Others(Form):
    others = Lines("没有在系统中填写自评的党员", Other, least=0)


class Ballot(Form):
    discussion = Text("党员互评情况")
    issued = Count("发出票数")
    probationary = Count("其中发给预备党员")


class VoidBallot(Ballot):
    returned = Count("作废的一次收回票数")
    lines = Lines("作废的一次各人得票", Graded, least=0)


class Tally(Form):
    returned = Count("收回票数")
    void = Count("无效票", required=False)
    lines = Lines("各人得票", Graded, each=ap.appraised)


class MassBallot(Form):
    grades = Lines("对每名党员的评价", MassGrade, each=ap.appraised)


class Decision(Form):
    member = Person("党员")
    grade = Listed("评议等次", table="appraisal.values", required=False)
    opinion = Text("意见", required=False)


class Assessment(Resolved):
    basis = Text("评定依据（测评结果、平时表现等）")
    decisions = Lines("每名党员的评议等次或意见", Decision, each=ap.appraised)


class Feedback(Form):
    told = Several("已当面反馈的党员", Person)
    number = Code("备案登记号", required=False)


@reads("roster letters appraisal")
def scores(facts: Facts) -> list[Post | File]:
    """What each got in the ballots; where the regime makes points of it the score, which counts in the year (A31)."""
    scale, clause = Scale.of(facts.regime), facts.regime.clause("components.appraisal.cap")
    members, many, kept = masses.by_members(facts), masses.by_masses(facts), masses.pledges(facts)
    points = {name: scale.points(members[name], many[name], kept.get(name)) for name in masses.scored(facts)}
    lines = [line(name, members.get(name, ()), many[name], kept.get(name), points.get(name, 0)) for name in ap.appraised(facts)]
    return [
        *(Post(name, "appraisal", "appraisal", given, str(ap.year(facts)), ap.day(facts), clause) for name, given in points.items()),
        filed(facts, lines),
    ]


@reads("appraisal")
def graded(facts: Facts) -> File:
    """The same with the committee's grades, under the next version number."""
    given = {one["member"]: one["grade"] or "" for one in facts.form["decisions"]}
    return filed(facts, [{**one, "grade": given.get(one["member"], "")} for one in facts.appraisal["lines"]])


def filed(facts: Facts, lines: Sequence[Mapping[str, object]]) -> File:
    period = facts.case.period
    return File("appraisal", period, {"version": int(facts.appraisal.get("version", 0)) + 1, "lines": lines}, key=period)
