"""Guards about a talk and what the member is to mend by when: who talks, how long it may last, what is checked off (T17 B22 A19)."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, guard, reads

AFTER_TALK = ("unqualified_handling", "education_rectification")
MEMBERS = ("formal", "probationary")
STAND_INS = ("deputy_secretary", "org_commissioner", "discipline_commissioner")
HELPER = "helper"


@guard("本细则由支部书记本人谈话帮教，请填写书记本人（书记回避的，填写代办人本人）", clause="T17")
def talks_in_person(facts: Facts) -> bool:
    """Where the rules name no helper, whoever assigns talks."""
    return HELPER in facts.regime.value("talk.by") or facts.form["helper"] in (facts.actor.person, facts.actor.on_behalf_of)


@guard("谈话帮教的人须是本支部正式党员，且不是本人", reads="people", clause="B22 G-SELF")
def helper_fit(facts: Facts) -> bool:
    known = facts.people.get(facts.form["helper"])
    return known is not None and known.standing == "formal" and known.id != facts.subject


@guard("谈话日期应在{first}至{last}之间", clause="T17 B22")
def talked_by_now(facts: Facts) -> Finding:
    first, today = facts.last("assign").on, facts.today.isoformat()
    return Finding.of(first <= facts.form["on"] <= today, first=first, last=today)


@guard("整改期限应在{first}至{last}之间", clause="A19")
def term_within_rules(facts: Facts) -> Finding:
    """Beginning tomorrow and no longer than the rules have it; without a day it is the usual term."""
    given, last = facts.form.get("due"), longest(facts).isoformat()
    return Finding.of(given is None or facts.today.isoformat() < given <= last, first=facts.today.isoformat(), last=last)


@guard("整改措施共{measures}项，须逐项写明验收情况，每项一行", clause="T17 B22")
def each_measure_checked(facts: Facts) -> Finding:
    measures = len(facts.last("set_term").form["measures"])
    return Finding.of(sorted(line["measure"] for line in facts.form["results"]) == list(range(1, measures + 1)), measures=measures)


@guard("还有没做到的整改措施：第{places}项；请延期，或作整改不到位处理", clause="T17 B22")
def each_measure_met(facts: Facts) -> Finding:
    unmet = [str(line["measure"]) for line in facts.form["results"] if line["met"] != "met"]
    return Finding.of(not unmet, places="、".join(unmet))


@guard("已延期{times}次，按细则到此为止：请按验收结果办理", clause="A19")
def may_be_extended(facts: Facts) -> Finding:
    times = len(facts.taken("extend"))
    return Finding.of(times < facts.regime.value("talk.extensions"), times=times)


@guard("延长后的期限应在{first}至{last}之间", clause="A19")
def extension_within_rules(facts: Facts) -> Finding:
    last = facts.calendar.add(facts.today, facts.regime.span("talk.extension_most")).isoformat()
    return Finding.of(facts.today.isoformat() < facts.form["due"] <= last, first=facts.today.isoformat(), last=last)


@guard("预备党员不适用不合格党员处置，请走预备期处理", reads="member", clause="A18 N19")
def disposal_fits(facts: Facts) -> bool:
    return facts.form["handling"] != "open" or facts.member.standing == "formal"


@guard("已有处置事项在办：{no}", code="DUPLICATE", reads="dossier", clause="A18")
def not_handled_yet(facts: Facts) -> Finding:
    live = [one.no for one in facts.dossier if one.procedure == "unqualified_handling" and one.open]
    return Finding.of(facts.form["handling"] != "open" or not live, no="、".join(live))


@guard("撤销的原因与现在的情况不符：等次没有更正，或本人仍在本支部", reads="member rating", clause="A51 A56")
def ground_gone(facts: Facts) -> bool:
    """The rating no longer leads here, or the member has left."""
    if facts.form["ground"] == "member_left":
        return facts.member.standing not in MEMBERS
    line = next((line for line in facts.rating.get("lines", ()) if line["member"] == facts.subject), None)
    return line is None or not set(facts.regime.outcome(line["confirmed"] or line["computed"]).opens) & set(AFTER_TALK)


@reads("colleagues")
def secretary(facts: Facts) -> tuple[str, ...]:
    """The branch secretary; in the secretary's own case the other officers of the committee (G-SELF)."""
    return STAND_INS if "branch_secretary" in facts.colleagues.get(facts.subject, ()) else ("branch_secretary",)


@reads("colleagues")
def talkers(facts: Facts) -> tuple[str, ...]:
    """Whoever was named, and the secretary."""
    return (HELPER, *secretary(facts))


def companion(facts: Facts) -> str:
    """The one who was named to talk and to help."""
    named = next((str(each.form["helper"]) for each in reversed(facts.case.taken) if each.form.get("helper")), "")
    return f"{HELPER}@{named}" if named else HELPER


def longest(facts: Facts) -> date:
    return facts.calendar.add(facts.today, facts.regime.span("talk.term_most"))
