"""The term of a probationary member: running or over, and which meetings and publicity it allows (N1 N8 N19). They change no term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from procflow.dates import Window, months_after, publicity
from procflow.grammar import Facts, Finding, LinkSeen, Taken, guard, reads
from procflow.guards.objections import REVIEW, kind_of, timely
from procflow.guards.opinions import opinion
from procflow.guards.timeliness import PROBATION

DAY = timedelta(days=1)


@guard("还没有登记{member}的预备期截止日期", reads="member", clause="N1")
def term_recorded(facts: Facts) -> Finding:
    return Finding.of(bool(facts.member.probation_until), member=facts.subject)


@guard("预备期已满，或因违纪不必等到期满", reads="member", clause="A43")
def term_running(facts: Facts) -> bool:
    return facts.today.isoformat() < facts.member.probation_until and trigger(facts.case.taken) != "discipline"


@guard("预备期到{until}届满，今天是{today}", code="TOO_EARLY", reads="member", clause="N19")
def term_reached(facts: Facts) -> Finding:
    until, today = facts.member.probation_until, facts.today.isoformat()
    return Finding.of(bool(until) and today >= until, until=until, today=today)


@guard("预备期到{until}届满，会议定在{on}，应在届满之后开会", code="TOO_EARLY", reads="meeting member", clause="N19 A43")
def meeting_after_term(facts: Facts) -> Finding:
    """A meeting before the end of the term decides about breaches of discipline alone."""
    until, on = facts.member.probation_until, facts.meeting.on
    return Finding.of(after_term(on, until, facts.case.taken), until=until, on=on)


@guard("预备期到{until}届满，会议定在{on}：请列入届满以后的会议", code="TOO_EARLY", reads="links meeting member", clause="N19 A43")
def owner_term_over(facts: Facts) -> Finding:
    """The same, of the meeting on whose agenda a motion about a probationary member is put."""
    until, on = facts.member.probation_until, facts.meeting.on
    owners = (one for one in facts.links if one.procedure == PROBATION and not one.final)
    return Finding.of(all(after_term(on, until, one.taken) for one in owners), until=until, on=on)


@guard("公示到{last}24:00为止，今天是{today}", code="TOO_EARLY", clause="N18")
def publicity_over(facts: Facts) -> Finding:
    window = shown(facts)
    return Finding.of(window.over(facts.today), last=window.last.isoformat(), today=facts.today.isoformat())


@guard("对本人尚有未结异议：{no}", code="OPEN_OBJECTION", reads="dossier", clause="G-CLEAR")
def nothing_objected(facts: Facts) -> Finding:
    """As with a sheet: one that came late, or went on to the superior, holds nothing."""
    found = [one.no for one in facts.dossier
             if one.procedure == REVIEW and not one.final and one.state != "appealed" and kind(facts, one) != "late"]  # fmt: skip
    return Finding.of(not found, no="、".join(found), count=len(found))


@reads("member")
def eve_of_end(facts: Facts) -> date | None:
    """The last day before the term ends: the clock goes on the day after."""
    return date.fromisoformat(facts.member.probation_until) - DAY if facts.member.probation_until else None


def last_shown(facts: Facts) -> date:
    """The last day of the publicity."""
    return shown(facts).last


def answer_due(facts: Facts) -> date:
    """Three months from the vote, as the rules have it (S)."""
    return months_after(facts.today, int(facts.regime.value("probation.approve_within")))


def trigger(taken: Iterable[Taken]) -> str:
    """Why the case is there, as the opinion that stands says; a discipline trigger falls with the vote that did not carry it."""
    found = opinion(taken)
    return str(found.form.get("trigger") or "") if found else ""


def after_term(on: str, until: str, taken: Iterable[Taken]) -> bool:
    """Whether a meeting on this day may decide it; one that nobody called is refused as such."""
    return not on or on >= until or trigger(taken) == "discipline"


def kind(facts: Facts, one: LinkSeen) -> str:
    """That of an objection against this very posting by its day, until it is stated; of any other as it is stated."""
    against = one.taken[0].form.get("sheet") if one.taken else ""
    return timely(facts, one) if against == facts.case.no else kind_of(one)


def shown(facts: Facts) -> Window:
    posted = date.fromisoformat(facts.last("publicise").on)
    return publicity(posted, facts.regime.publicity("probation").span, facts.calendar)
