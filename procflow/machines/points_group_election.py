"""Election of the points group: the members' meeting nominates, votes by ballot and elects three to five (T6; A45 A46, N5 N9).

E = voting members due to attend; each elected member has more than E/2. The group is registered from the day of its election.
"""

from __future__ import annotations

from procflow.forms import Code, Count, Form, Lines, Meeting, Person, Reason, Roll, Several, Text
from procflow.grammar import NEW, Facts, File, Procedure, State, Step, reads
from procflow.guards import resolved
from procflow.guards.elections import (
    candidates_counted,
    candidates_formal,
    counted_unless_void,
    each_by_majority,
    elected_in_number,
    enough_candidates,
    keeper_elected,
    no_other_election,
    nobody_passed_over,
    served_or_too_few,
    teller_there,
    too_few_reached,
    votes_possible,
)
from procflow.guards.meetings import (
    all_may_vote,
    ballots_valid,
    exclusions_filed,
    issued_to_present,
    meeting_called,
    meeting_today,
    nobody_twice,
    notice_given,
    quorum_met,
    roll_called,
    written_counts,
)
from procflow.guards.offered import with_points_group
from procflow.guards.positions import caller_and_chair, meeting_day, roll, teller_desk

GROUP = "points_group"


def table() -> Procedure:
    return Procedure("points_group_election", "积分小组推选", "TX", edition="2026-1", offered=with_points_group, about="unit", clause="T6",
        states=(
            #     code         title         desk              within when overdue
            State("called",    "已召集",     "member_meeting"),
            State("nominated", "候选人提名", caller_and_chair, meeting_day),
            State("voting",    "推选中",     teller_desk,      meeting_day),
            State("elected",   "已产生",     settled=True),
            State("dissolved", "任期结束",   final=True),
            State("failed",    "未产生",     final=True),
        ),
        steps=(
            Step("create", "召集推选", NEW, "called", by=("branch_secretary", "member_meeting"), when=(no_other_election,), clause="T6"),
            Step("nominate", "提名候选人", "called", "nominated", by="member_meeting", asks=Nomination,
                 fits=(resolved, meeting_called, notice_given, enough_candidates, candidates_formal), clause="T6"),
            Step("record_attendance", "登记到会", "nominated", "nominated", by="recorder", asks=Roll,
                 fits=(all_may_vote, written_counts, nobody_twice, exclusions_filed), then=(roll,), clause="A46"),
            Step("ballot", "开始投票", "nominated", "voting", by="meeting_chair", asks=Ballot,
                 when=(meeting_today, roll_called, quorum_met, teller_there), fits=(issued_to_present,), clause="A45 N5"),
            Step("elect", "宣布当选", "voting", "elected", by="teller", asks=Result,
                 fits=(ballots_valid, candidates_counted, votes_possible, elected_in_number, each_by_majority, nobody_passed_over, keeper_elected),
                 then=(group,), clause="T6 A46"),
            Step("rerun", "重新投票", "voting", "nominated", by="meeting_chair", asks=NoResult, fits=(counted_unless_void, too_few_reached), clause="T6 N9"),
            Step("fail", "宣布未产生", ("nominated", "voting"), "failed", by="meeting_chair", asks=Reason, clause="T6"),
            Step("dissolve", "结束任期", "elected", "dissolved", by="branch_secretary", asks=Reason, when=(served_or_too_few,), then=(no_group,), clause="T6"),
        ),
    )  # fmt: skip


class Nomination(Form):
    meeting = Meeting("在哪次会议推选")
    candidates = Several("候选人", Person)
    resolution = Code("决议编号")


class Ballot(Form):
    discussion = Text("讨论情况")
    issued = Count("发出票数")


class InFavour(Form):
    person = Person("候选人")
    in_favour = Count("赞成")


class Result(Form):
    returned = Count("收回票数")
    votes = Lines("各候选人得票", InFavour)
    elected = Several("当选", Person)
    keeper = Person("记录人（代为录入）")


class NoResult(Form):
    returned = Count("收回票数")
    votes = Lines("各候选人得票", InFavour, least=0)
    reason = Text("理由", required=False)


def group(facts: Facts) -> File:
    """The elected are the points group from today, and one of them keeps its minutes."""
    return File("body", GROUP, {"members": facts.form["elected"], "keepers": [facts.form["keeper"]]})


@reads("bodies")
def no_group(facts: Facts) -> File | None:
    """The branch has no points group from today, unless another one was elected since."""
    now = facts.bodies.get(GROUP)
    served = set(facts.last("elect").form["elected"])
    return File("body", GROUP, {"members": [], "keepers": []}) if now and set(now.members) == served else None
