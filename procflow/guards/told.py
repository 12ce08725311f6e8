"""What a member and the desks are told on the way of a probation or disposal case; whoever it weighs on hears of the appeal (N4 N10)."""

from __future__ import annotations

from procflow.grammar import Facts, Notify, reads
from procflow.guards.disposal import months
from procflow.guards.interim import reckoned
from procflow.guards.offices import committee
from procflow.guards.standings import new_end
from procflow.wording import points as figure

TALK = "请与本人谈话并记入谈话记录（{no}）"


def begun(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部将研究您的预备期（{no}）", {"no": facts.case.no})


def term_over(facts: Facts) -> Notify:
    return Notify("branch_secretary", "预备期已满，请继续办理（{no}）", {"no": facts.case.no})


@reads("bodies")
def objected(facts: Facts) -> Notify:
    return Notify(committee(facts), "对转正公示的异议成立，请重新研究意见（{no}）", {"no": facts.case.no})


def regular(facts: Facts) -> Notify:
    return Notify(facts.subject, "上级批准您转为正式党员（{no}）", {"no": facts.case.no})


@reads("member")
def lengthened(facts: Facts) -> list[Notify]:
    said = {"until": new_end(facts), "no": facts.case.no}
    return [Notify(facts.subject, "您的预备期延长到{until}；不同意的，可以随时申诉（{no}）", said), talk(facts)]


def cancelled(facts: Facts) -> list[Notify]:
    return [
        Notify(facts.subject, "上级批准取消您的预备党员资格；不同意的，可以随时向上级党组织申诉（{no}）", {"no": facts.case.no}),
        talk(facts),
    ]


@reads("member standings bodies")
def interim(facts: Facts) -> Notify:
    """What the quarters of the extension come to (A43); where the rules have no answer, that it is the committee's to find one."""
    found, to = reckoned(facts), committee(facts)
    if found is None:
        return Notify(to, "延长期已满，细则没有给出这一期间的评定，请研究（{no}）", {"no": facts.case.no})
    said = {"score": figure(found.score), "grade": found.grade.label, "periods": "、".join(found.periods), "no": facts.case.no}
    return Notify(to, "延长期已满，{periods}折算 {score} 分，为“{grade}”，请研究（{no}）", said)


def considered(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部将研究是否启动组织处置，您可以陈述和申辩（{no}）", {"no": facts.case.no})


def to_rectify(facts: Facts) -> list[Notify]:
    said = {"months": months(facts), "no": facts.case.no}
    helper = Notify(str(facts.form["helper"]), "请帮助改正，期限 {months} 个月（{no}）", said)
    return [Notify(facts.subject, "上级批准对您限期改正 {months} 个月；不同意的，可以随时申诉（{no}）", said), helper]


def advised(facts: Facts) -> list[Notify]:
    return [Notify(facts.subject, "上级批准劝您退党，请书面答复；不同意的，可以随时申诉（{no}）", {"no": facts.case.no}), talk(facts)]


def removed(facts: Facts) -> Notify:
    return Notify(facts.subject, "上级批准将您除名；不同意的，可以随时向上级党组织申诉（{no}）", {"no": facts.case.no})


@reads("bodies")
def term_ended(facts: Facts) -> Notify:
    return Notify(committee(facts), "限期改正期满，请提请党员大会评议（{no}）", {"no": facts.case.no})


def lifted(facts: Facts) -> Notify:
    return Notify(facts.subject, "限期改正已经解除（{no}）", {"no": facts.case.no})


def withdrew(facts: Facts) -> Notify:
    return Notify("branch_secretary", "本人已书面声明退党，请在党员大会上宣布并报上级备案（{no}）", {"no": facts.case.no})


def dropped(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部研究决定不予处置（{no}）", {"no": facts.case.no})


@reads("bodies")
def appealed(facts: Facts) -> list[Notify]:
    """To whom the appeal goes, and to the branch that has to give its side."""
    return [
        Notify(to, "本人提出申诉，请负责答复（{no}）", {"no": facts.case.no})
        for to in (facts.regime.holder("superior_org"), committee(facts))
    ]


def talk(facts: Facts) -> Notify:
    return Notify("branch_secretary", TALK, {"no": facts.case.no})
