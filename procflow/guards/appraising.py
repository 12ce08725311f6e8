"""Guards of a democratic appraisal up to its members' ballot: begun once at the year's end, each self-evaluated, by whom, counted how (N14 N15 A47)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.runoffs import unlike
from procflow.regimes.appraisal import GRADES, Scale
from procflow.regimes.rated import MEMBERS
from procflow.regimes.rulebook import Rulebook


@guard("{period}还没有到年底，或不是一个年度", code="TOO_EARLY", clause="B35 N14")
def year_end(facts: Facts) -> Finding:
    at = year(facts)
    return Finding.of(at.kind == "year" and facts.today >= at.months()[-1].first, period=facts.case.period)


@guard("{period}的民主评议已在{no}办理", code="DUPLICATE", reads="alike", clause="N14")
def not_appraised_before(facts: Facts) -> Finding:
    others = [one.no for one in facts.alike if one.period == facts.case.period and one.state != "cancelled"]
    return Finding.of(not others, period=facts.case.period, no="、".join(others))


@guard("自评由党员本人填写", code="FORBIDDEN_ROLE", clause="N14")
def own_evaluation(facts: Facts) -> bool:
    """The member, or an official who enters the member's paper."""
    return bool(facts.form["member"] == (facts.actor.entered_for or facts.actor.person))


@guard("{member}不参加今年的民主评议", code="NOT_RATED", reads="roster", clause="N14")
def takes_part(facts: Facts) -> Finding:
    return Finding.of(facts.form["member"] in appraised(facts), member=facts.form["member"])


@guard("没有自评、也没有写明原因的：{missing}；不应列的：{strange}", reads="roster", clause="N14")
def each_evaluated(facts: Facts) -> Finding:
    written = {str(taken.form["member"]) for taken in facts.taken("self_evaluate")}
    missing, strange = unlike(set(appraised(facts)) - written, [line["member"] for line in facts.form["others"]])
    return Finding.of(not missing and not strange, missing="、".join(missing[:9]), strange="、".join(strange[:9]), count=len(missing))


@guard("无记名测评须先指定监票计票人", reads="meeting", clause="A47")
def teller_for_secrecy(facts: Facts) -> bool:
    return not facts.regime.secret("appraisal") or bool(facts.meeting.teller)


@guard("发出 {issued} 张票，多于到会的正式党员 {present} 人和到会的预备党员 {probationary} 人", reads="meeting roster", clause="N9 N15")
def issued_to_those_there(facts: Facts) -> Finding:
    """Probationary members take part; the roll of the meeting names those who vote, so how many others came is said here."""
    came, present = facts.form["probationary"], len(facts.meeting.present)
    known = sum(facts.roster[name].standing == "probationary" for name in appraised(facts))
    return Finding.of(
        facts.form["issued"] <= present + came and came <= known,
        issued=facts.form["issued"],
        present=present,
        probationary=min(came, known),
    )


@guard("收回 {returned} 张票，多于发出的 {issued} 张，测评无效", code="VOTE_VOID", clause="N9")
def returned_within(facts: Facts) -> Finding:
    return Finding.of(facts.form["returned"] <= issued(facts), returned=facts.form["returned"], issued=issued(facts))


@guard("收回 {returned} 张票，没有多于发出的 {issued} 张，测评有效", clause="N9")
def too_many_returned(facts: Facts) -> Finding:
    return Finding.of(facts.form["returned"] > issued(facts), returned=facts.form["returned"], issued=issued(facts))


@guard("每名参加评议的党员列一行。未列：{missing}；不应列：{strange}", reads="roster", clause="N14")
def each_counted_once(facts: Facts) -> Finding:
    missing, strange = unlike(appraised(facts), [line["member"] for line in facts.form["lines"]])
    return Finding.of(not missing and not strange, missing="、".join(missing[:9]), strange="、".join(strange[:9]), count=len(missing))


@guard("{members}的各等次与弃权之和不等于有效票 {valid} 张", clause="N15")
def lines_add_up(facts: Facts) -> Finding:
    ballots = valid(facts.form)
    wrong = [line["member"] for line in facts.form["lines"] if sum(counts(line)) + (line["abstained"] or 0) != ballots]
    return Finding.of(not wrong and ballots >= 0, members="、".join(wrong[:9]), valid=ballots, count=len(wrong))


@reads("roster")
def appraised(facts: Facts) -> tuple[str, ...]:
    """Every member of the branch, whether enrolled for points or not, but those who were exempted for age or illness (N14 N15)."""
    exempt = {name for name, one in facts.roster.items() if one.scope_until and one.scope_until < day(facts)}
    return tuple(name for name, one in sorted(facts.roster.items()) if one.standing in MEMBERS and name not in exempt)


@reads("roster")
def evaluators(facts: Facts) -> tuple[str, ...]:
    """Each writes the own evaluation; the secretary says who did it on paper, or could not."""
    return ("branch_secretary", *(f"member@{name}" for name in appraised(facts)))


def at_year_end(rules: Rulebook, today: date, since: date) -> tuple[str, ...]:
    """The year that comes to its end, where the regime makes points of its appraisal: the rating waits for it (B35)."""
    now = Period.of(today, "year")
    return (str(now),) if today >= now.months()[-1].first and Scale.of(rules).scores else ()  # the scale is read of the whole regime


def counts(line: Mapping[str, Any]) -> tuple[int, ...]:
    """The ballots of a line by grade, best first."""
    return tuple(int(line[grade]) for grade in GRADES)


def valid(form: Mapping[str, Any]) -> int:
    return int(form["returned"]) - int(form["void"] or 0)


def issued(facts: Facts) -> int:
    return int(facts.last("ballot", "reballot").form["issued"])


def day(facts: Facts) -> str:
    """The day that the appraisal counts on: in the year, also where it is held early in the next."""
    return min(year(facts).last, facts.today).isoformat()


def year(facts: Facts) -> Period:
    return Period.parse(facts.case.period)
