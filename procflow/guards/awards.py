"""Guards about an award: who stands for one, what bars it, when it is taken back; over the member's other cases and the final rating (T19 T20 B18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, LinkSeen, guard, reads
from procflow.guards.offices import committee

RATED = ("final", "archived")
STANDING = ("confirmed", "posted")  # of a veto: decided, and not taken back
ADVERSE = ("unqualified_handling", "education_rectification", "probation_case", "deduction_proposal")
MOMENT = 13  # of an id: ids of one act share their millisecond


@guard("{year}年度评定没有终定", reads="sheets", clause="T20 B18")
def rating_final(facts: Facts) -> Finding:
    found = any(one.procedure == "annual_rating" and one.state in RATED for one in facts.sheets)
    return Finding.of(found or not bars(facts, "rating_open"), year=facts.case.period)


@guard("现在的等次不表彰", reads="rating", clause="T20 B18")
def grade_carries(facts: Facts) -> bool:
    return carries(facts)


@guard("有一票否决的年度不参加表彰；认为有误的，由本人提出异议：{no}", reads="rating dossier", clause="T11 T20")
def no_veto(facts: Facts) -> Finding:
    found = [one.no for one in facts.dossier if vetoes(one) and one.state in STANDING and one.period[:4] == facts.case.period]
    return Finding.of(not bars(facts, "veto") or not (found or line(facts).get("veto")), no="、".join(found) or "—")


@guard("有没办结的处置、谈话、预备期或一票否决事项：{no}", reads="dossier", clause="T20")
def no_adverse_case(facts: Facts) -> Finding:
    found = [one.no for one in facts.dossier if one.open and adverse(one)]
    return Finding.of(not bars(facts, "adverse_case") or not found, no="、".join(found))


@guard("已移送纪检，或正受处分没有表决权：{no}", reads="dossier member", clause="T20 A56")
def no_discipline(facts: Facts) -> Finding:
    found = [one.no for one in facts.dossier if one.state == "referred"]
    deprived = facts.member.standing == "formal" and not facts.member.may_vote
    return Finding.of(not bars(facts, "discipline") or not (found or deprived), no="、".join(found))


@guard("授牌日期应在{first}至{last}之间", clause="T20")
def conferred_by_now(facts: Facts) -> Finding:
    first, today = facts.last("approve").on, facts.today.isoformat()
    return Finding.of(first <= facts.form["on"] <= today, first=first, last=today)


@guard("撤销的原因与现在的情况不符：等次没有更正到不表彰，授牌之后也没有处置", reads="rating sheets dossier", clause="T20 A51")
def taken_back_for_cause(facts: Facts) -> bool:
    """The final rating no longer carries it, or the member was disposed of since."""
    if facts.form["ground"] == "later_disposition":
        return any(disposed(one, facts.last("confer").event) for one in facts.dossier)
    return not carries(facts) and any(one.procedure == "annual_rating" and one.state in RATED for one in facts.sheets)


MAY_HAVE_IT = (rating_final, grade_carries, no_veto, no_adverse_case, no_discipline)


def superiors(facts: Facts) -> tuple[str, ...]:
    """The superior who approves and confers (A61)."""
    return tuple(facts.regime.holder(role) for role in facts.regime.value("award.approver"))


@reads("bodies")
def deciders(facts: Facts) -> tuple[str, ...]:
    """Whoever may say that it is not given."""
    return tuple(dict.fromkeys((committee(facts), *superiors(facts))))


def window(facts: Facts) -> tuple[date, date] | None:
    """The days around the first of July on which it is conferred in time (S); None where the rules name none."""
    if facts.regime.value("award.window_to") is None:
        return None
    year = Period.parse(facts.case.period).year + 1
    return facts.regime.day("award.window_from", year), facts.regime.day("award.window_to", year)


def bars(facts: Facts, name: str) -> bool:
    return name in facts.regime.value("award.bars")


def line(facts: Facts) -> Mapping[str, Any]:
    """The member's line of the rating filed last. It reads rating."""
    found: Mapping[str, Any] = next((each for each in facts.rating.get("lines", ()) if each["member"] == facts.subject), {})
    return found


def carries(facts: Facts) -> bool:
    """Whether the grade, as it was confirmed last, carries an award. It reads rating."""
    code = line(facts).get("confirmed")
    return bool(code) and facts.regime.outcome(str(code)).award


def vetoes(one: LinkSeen) -> bool:
    return one.procedure == "deduction_proposal" and bool(one.taken) and one.taken[0].form.get("kind") == "veto"


def adverse(one: LinkSeen) -> bool:
    """A talk, a disposition, a veto; of a probation what is not its regular end. An ordinary deduction bars nothing."""
    if one.procedure == "probation_case":
        return not one.taken or one.taken[0].form.get("trigger") != "term_ending"
    return vetoes(one) if one.procedure == "deduction_proposal" else one.procedure in ADVERSE


def disposed(one: LinkSeen, event: str) -> bool:
    """Whether a disposition of this case was approved after that event."""
    if one.procedure not in ("unqualified_handling", "probation_case"):
        return False
    ended = [each for each in one.taken if each.step.startswith("approve_") and each.step != "approve_regular"]
    return any(each.event[:MOMENT] > event[:MOMENT] for each in ended)
