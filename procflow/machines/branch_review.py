"""Branch review: the year's applications are gathered in a batch, decided one by one, put to the meeting, and the list is fixed (T1 B2 B3 B31).

The batch decides; each application follows its own decision (enrollment_application). A branch without committee reviews in the meeting (A58).
"""

from __future__ import annotations

from procflow.forms import CaseRef, Cases, Choice, Code, Day, Form, Reason, Resolved, Text, Words
from procflow.grammar import NEW, Facts, File, Procedure, State, Step, reads
from procflow.guards import committee, resolved
from procflow.guards.applications import applications_asked, committee_decides, meeting_decides
from procflow.guards.batches import (
    all_submitted_listed,
    all_voted,
    intake_day,
    intake_over,
    none_approved,
    some_approved,
    submitted,
    year_begun,
)
from procflow.guards.offered import by_application
from procflow.guards.reviews import (
    all_decided,
    any_undecided,
    applicant_abstains,
    committee_resolved,
    item_under_review,
    not_own_item,
    reasoned,
    review_desks,
    undecided,
)

RESULTS = {"approve": "同意", "return": "退回补正", "reject": "不同意"}


def table() -> Procedure:
    return Procedure("branch_review", "支部审核（批次）", "SH", edition="2026-1", offered=by_application, about="unit", clause="T1 B2 B3 B31",
        states=(
            #     code            title           desk          within
            State("open",          "受理中",       "recorder",   intake_day),
            State("closed_intake", "截止汇总",     committee),
            State("reviewing",     "审核中",       review_desks),
            State("concluded",     "形成审核结论", "branch_secretary"),
            State("at_meeting",    "已提交大会",   "recorder"),
            State("listed",        "名单已确定",   final=True),
            State("cancelled",     "已取消",       final=True),
        ),
        steps=(
            Step("create", "开始受理申请", NEW, "open", by="recorder", asks=Batch, when=(applications_asked, year_begun), clause="T1"),
            Step("close_intake", "截止受理，汇总", "open", "closed_intake", by="recorder", asks=Intake, when=(intake_over,), fits=(all_submitted_listed,),
                 clause="T1 B31"),
            Step("start_review", "开始审核", "closed_intake", "reviewing", by=committee, asks=Resolved, fits=(resolved,), clause="T1 A58"),
            Step("decide_item", "审核一件申请", "reviewing", "reviewing", by=committee, asks=Decided, when=(any_undecided,),
                 fits=(not_own_item, applicant_abstains, resolved, item_under_review, reasoned), clause="T1 B31"),
            Step("conclude", "形成审核结论", "reviewing", "concluded", by="branch_secretary", asks=Conclusion, when=(all_decided,), fits=(committee_resolved,),
                 clause="T1"),
            Step("reopen", "重新审核", "concluded", "reviewing", by="branch_secretary", asks=Reason, clause="T1"),
            Step("put_to_meeting", "提交党员大会", "concluded", "at_meeting", by="branch_secretary", when=(meeting_decides, some_approved), clause="T1"),
            Step("fix_list", "确定名单", "at_meeting", "listed", by="recorder", when=(all_voted,), then=(roster,), clause="T1 T2"),
            Step("fix_list", "确定名单", "concluded", "listed", by="recorder", when=(committee_decides,), then=(roster,), clause="T1 T2"),
            Step("cancel", "取消批次", ("open", "closed_intake", "concluded"), "cancelled", by="branch_secretary", asks=Reason, when=(none_approved,), clause="T1"),
        ),
    )  # fmt: skip


class Batch(Form):
    title = Words("批次名称")
    intake_until = Day("申请受理到哪一天")


class Intake(Form):
    items = Cases("列入本批次的申请", hint="已提交而没有列入其他批次的，逐件列入", among=submitted)


class Decided(Form):
    item = CaseRef("审核哪一件申请", among=undecided)
    result = Choice("审核结果", RESULTS)
    reason = Text("理由", required=False, hint="退回或不同意的必须写明，本人可以看到")
    resolution = Code("决议编号")


class Conclusion(Form):
    resolution = Code("支委会的决议编号")


@reads("applications")
def roster(facts: Facts) -> File:
    """Who stands on the year's roll so far, whichever batch they came with (R2)."""
    members = sorted({one.subject for one in facts.applications if one.state == "enrolled" and one.period == facts.case.period})
    return File("roster", facts.case.period, {"members": members})
