"""Guards of what follows a conclusion: both sides answer or are silent, ask once for another look, or go on to the superior (A49)."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, Taken, guard
from procflow.guards.lodging import overlap
from procflow.guards.parties import filed, speaker

TOLD = ("give_feedback", "reconsider_decide")


@guard("已经表态过", code="DUPLICATE", clause="A49")
def not_answered_yet(facts: Facts) -> bool:
    """Once for each side; what an official entered for one of them counts for the side that has not spoken."""
    sides, given = {speaker(facts), facts.subject}, answers(facts)
    who = facts.actor.entered_for or facts.actor.person
    return len(given) < len(sides) and who not in {each.by for each in given}


@guard("被反映的党员还没有表示接受，表态到{due}为止", code="TOO_EARLY", clause="A49")
def other_side_content(facts: Facts) -> Finding:
    """The member scored has accepted, said nothing for the days there are, or is the objector."""
    spoken = {speaker(facts), *(each.by for each in answers(facts) if each.form["answer"] == "accepted" and each.by != speaker(facts))}
    content = facts.subject == speaker(facts) or len(spoken) > 1 or facts.today > answer_end(facts)
    return Finding.of(content, due=answer_end(facts).isoformat())


@guard("表态到{due}为止", code="TOO_EARLY", clause="A49")
def answers_over(facts: Facts) -> Finding:
    return Finding.of(facts.today > answer_end(facts), due=answer_end(facts).isoformat())


@guard("申请复议到{due}为止，今天是{today}", code="OUT_OF_WINDOW", clause="A49 H")
def in_time_to_reconsider(facts: Facts) -> Finding:
    due = facts.calendar.add(told_on(facts), facts.regime.span("objection.reconsider"))
    return Finding.of(facts.today <= due, due=due.isoformat(), today=facts.today.isoformat())


@guard("同一事项一年只能申请复议 {most} 次，已申请：{no}", code="DUPLICATE", reads="alike", clause="A49")
def not_reconsidered_before(facts: Facts) -> Finding:
    """Over all cases about the same item in the year, whoever asked."""
    most, year = facts.regime.value("objection.rounds"), facts.case.period[:4]
    earlier = [one.no for one in facts.alike if one.period[:4] == year and one.taken and overlap(filed(facts), one.taken[0].form)
               and any(each.step == "request_reconsideration" for each in one.taken)]  # fmt: skip
    return Finding.of(len(earlier) + len(facts.taken("request_reconsideration")) < most, most=most, no="、".join(earlier))


def answer_end(facts: Facts) -> date:
    """The last day for an answer to what was told last."""
    return facts.calendar.add(told_on(facts), facts.regime.span("objection.answer"))


def told_on(facts: Facts) -> date:
    return date.fromisoformat(facts.last(*TOLD).on)


def answers(facts: Facts) -> list[Taken]:
    """The answers to the conclusion told last."""
    found: list[Taken] = []
    for each in facts.case.taken:
        found = [] if each.step in TOLD else [*found, each] if each.step == "acknowledge" else found
    return found
