"""Guards about a probationary member's case: who, on which ground, with which measure, for how long (B23 N1 N8), and on whose desk it lies."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.offices import committee
from procflow.guards.opinions import measure

WAITING = ("awaiting_term", "extended")
MEASURES = {"term_ending": ("regularize", "extend", "cancel"), "rating": ("extend", "cancel"), "discipline": ("extend", "cancel")}


@guard("{member}不是预备党员", reads="member", clause="N1")
def is_probationary(facts: Facts) -> Finding:
    return Finding.of(facts.member.standing == "probationary", member=facts.subject)


@guard("已有一件正在办理：{no}", code="DUPLICATE", reads="alike")
def no_live_case(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if not one.final]
    return Finding.of(not live, no="、".join(live))


@guard("本细则的预备期不因这一事由处理", clause="N8 B23")
def trigger_in_rules(facts: Facts) -> Finding:
    return Finding.of(facts.form["trigger"] in facts.regime.value("probation.triggers"), trigger=facts.form["trigger"])


@guard("等待期满或延长期内，只因违反纪律形成意见", clause="N8")
def discipline_while_waiting(facts: Facts) -> bool:
    return facts.case.state not in WAITING or facts.form["trigger"] == "discipline"


@guard("措施须与事由相符：期满可以转正、延长或取消，评定和违纪只可延长或取消", clause="N8 B23")
def measure_of_trigger(facts: Facts) -> Finding:
    measure, trigger = facts.form["measure"], facts.form["trigger"]
    return Finding.of(measure in MEASURES[trigger], measure=measure, trigger=trigger)


@guard("延长预备期应为 {least} 至 {most} 个月，填写的是 {months} 个月；不延长的不填", clause="N1 N8")
def extension_in_bounds(facts: Facts) -> Finding:
    least, most = (int(facts.regime.value(f"probation.extension_{bound}")) for bound in ("least", "most"))
    months, extends = facts.form["months"] or 0, facts.form["measure"] == "extend"
    return Finding.of(least <= months <= most if extends else not months, least=least, most=most, months=months)


@guard("预备期已延长 {times} 次，按细则到此为止：请提出转正或取消", reads="member", clause="N8")
def may_extend(facts: Facts) -> Finding:
    times = facts.member.extensions
    return Finding.of(facts.form["measure"] != "extend" or times < int(facts.regime.value("probation.extensions")), times=times)


def begun_for(facts: Facts) -> str:
    """Why the case was begun."""
    return str(facts.case.taken[0].form["trigger"])


@reads("bodies")
def next_desk(facts: Facts) -> str:
    """Who goes on with an opinion: the recorder with its publicity, the secretary to the meeting, without one the committee."""
    said = measure(facts)
    return committee(facts) if not said else publisher(facts) if said == "regularize" else "branch_secretary"


def publisher(facts: Facts) -> str:
    """Who posts it, as the rules say."""
    return facts.regime.publicity("probation").by


def approver(facts: Facts) -> str:
    """Who holds the power to approve (A61)."""
    return facts.regime.holder(str(facts.regime.value("probation.approver")))
