"""Whom an objection tells what, and what silence means; the objector is never named in words that others read. It posts nothing."""

from __future__ import annotations

from procflow.grammar import Facts, Notify, reads
from procflow.guards.outcomes import decision, pointed, result, sheets_alone
from procflow.guards.parties import filed, speaker

SILENCE = {"upheld": "accept", "partly": "accept_part", "dismissed": "accept_dismissal"}


def by_silence(facts: Facts) -> str:
    """The step that the clock takes when nobody has answered: what was decided stands."""
    return SILENCE[result(facts.case.taken)]


def told_member(facts: Facts) -> list[Notify]:
    """That somebody objects to the own line, where it was not the member."""
    told = Notify(facts.subject, "对您的积分有一件异议正在调查，请说明情况（{no}）", {"no": facts.case.no})
    return [told] if speaker(facts) != facts.subject else []


def told_objector(facts: Facts) -> Notify:
    return Notify(speaker(facts), "您提出或登记的异议不予受理，理由见办理经过（{no}）", {"no": facts.case.no})


def told_both(facts: Facts) -> list[Notify]:
    """The conclusion, to both sides; for villagers to the official who took it in."""
    return [
        Notify(each, "异议已有结论，不同意的请在期限内申请复议或申诉，不表态视为接受（{no}）", {"no": facts.case.no})
        for each in sides(facts)
    ]


def ended(facts: Facts) -> list[Notify]:
    return [Notify(each, "异议已经办结（{no}）", {"no": facts.case.no}) for each in sides(facts)]


@reads("period links named")
def corrected(facts: Facts) -> list[Notify]:
    """Who corrects the sheet, who opens a period that is closed, and what the next meeting hears of a bonus that it had passed (A62)."""
    said = facts.form if facts.form.get("reason") else decision(facts.case.taken)
    component, no = said.get("component") or filed(facts)["component"], {"no": facts.case.no}
    found = []
    if said.get("points") and not facts.period.open_for(facts.subject):
        found.append(Notify("branch_secretary", "异议成立而本期已定稿，请提交支委会启动更正（{no}）", no))
    if said.get("points") and any(one.procedure == "opening_balance" for one in pointed(facts)):
        found.append(Notify("points_admin", "请按异议结论更正期初积分登记（{no}）", no))
    elif said.get("points") and component == "base" and sheets_alone(pointed(facts)):
        found.append(Notify("points_admin", "请按异议结论更正基础分登记（{no}）", no))
    if said.get("points") and component == "bonus" and facts.regime.decider("bonus") == "member_meeting":
        found.append(Notify("branch_secretary", "大会通过的加分已按异议核减，请在下次大会上通报（{no}）", no))
    return found


def sides(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys((speaker(facts), facts.subject)))
