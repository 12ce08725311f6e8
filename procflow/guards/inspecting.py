"""Guards about an inspection: from outside, of something stated, answered before it is confirmed, each finding settled before it is closed (T5 B39)."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, guard
from procflow.guards.findings import corrected, drafted, kept

MEMBERS = ("formal", "probationary")


@guard("核验由支部以外的人办理", code="SELF_DEALING", reads="people", clause="T5 G-SELF")
def from_outside(facts: Facts) -> bool:
    return not of_branch(facts, facts.actor.person)


@guard("参加核验的{persons}是本支部党员，应当回避", code="SELF_DEALING", reads="people resolution", clause="T5 G-SELF")
def none_of_the_branch(facts: Facts) -> Finding:
    """Nobody of the branch was present when its inspection was resolved on."""
    own = sorted(one for one in (facts.resolution.present if facts.resolution else ()) if of_branch(facts, one))
    return Finding.of(not own, persons="、".join(own))


@guard("须写明抽查哪些事项或哪些党员", clause="T5 B39")
def sample_defined(facts: Facts) -> bool:
    return bool(facts.form["cases"] or facts.form["members"])


@guard("本细则没有这类问题：{kinds}", clause="T5")
def kinds_of_rules(facts: Facts) -> Finding:
    strange = {line["kind"] for line in facts.form["findings"]} - set(facts.regime.value("inspection.findings"))
    return Finding.of(not strange, kinds="、".join(sorted(strange)))


@guard("第{places}个问题没有写明涉及的事项，也没有写明登记簿册", clause="T5")
def each_placed(facts: Facts) -> Finding:
    missing = [str(place) for place, line in enumerate(facts.form["findings"], 1) if not (line["case"] or line["register"])]
    return Finding.of(not missing, places="、".join(missing))


@guard("{cases}不在抽查的事项之内，请一并列入另外涉及的事项", clause="T5")
def cases_listed(facts: Facts) -> Finding:
    """A case named in a line is linked by the sample or by this form: what is not linked orders nothing."""
    listed = {*(facts.last("start").form["cases"] or ()), *(facts.form["cases"] or ())}
    strange = {line["case"] for line in facts.form["findings"] if line["case"]} - listed
    return Finding.of(not strange, cases="、".join(sorted(strange)))


@guard("支部还没有说明，说明到{due}为止", code="TOO_EARLY", clause="T5 B39")
def answered_or_over(facts: Facts) -> Finding:
    """The branch is heard, or had its days."""
    waiting = facts.case.due or "9999-12-31"
    return Finding.of(bool(facts.taken("reply")) or facts.today.isoformat() > waiting, due=facts.case.due)


@guard("共{findings}个问题，须逐个认定，每个一行", clause="T5")
def each_decided(facts: Facts) -> Finding:
    count = len(drafted(facts.case.taken))
    return Finding.of(sorted(line["finding"] for line in facts.form["verdicts"]) == list(range(1, count + 1)), findings=count)


@guard("没有认定的问题，不用通报，可以销号", clause="T5")
def something_kept(facts: Facts) -> bool:
    return any(kept(facts.case.taken))


@guard("每个认定的问题都须有整改期限，不早于今天：问题{numbers}", clause="T5 B39")
def each_has_its_day(facts: Facts) -> Finding:
    today, numbers = facts.today.isoformat(), [number for number, _ in kept(facts.case.taken)]
    given = [line["finding"] for line in facts.form["terms"] if line["due"] >= today]
    return Finding.of(sorted(given) == numbers, numbers="、".join(map(str, numbers)))


@guard("问题{numbers}没有更正记录，也没有写明理由", reads="links", clause="T5 B39")
def each_settled(facts: Facts) -> Finding:
    """Corrected by the branch on this inspection's order, or a reason why nothing is to be corrected."""
    explained = {line["finding"] for line in facts.form["reasons"]}
    since = facts.last("confirm").event
    unsettled = [number for number, line in kept(facts.case.taken)
                 if number not in explained and not corrected(facts.case.no, since, line, facts.links)]  # fmt: skip
    return Finding.of(not unsettled, numbers="、".join(map(str, unsettled)))


def of_branch(facts: Facts, person: str) -> bool:
    known = facts.people.get(person)
    return known is not None and known.standing in MEMBERS


def inspectors(facts: Facts) -> str:
    """Those above who inspect under the regime."""
    return facts.regime.holder(str(facts.regime.value("inspection.by")))


def announcer(facts: Facts) -> str:
    """Whoever issues the notice under the regime."""
    return facts.regime.holder(str(facts.regime.value("inspection.notice_by")))


def next_desk(facts: Facts) -> str:
    """What was kept is announced; where nothing was, the inspectors are done."""
    return announcer(facts) if any(kept(facts.case.taken)) else inspectors(facts)


def both(facts: Facts) -> tuple[str, ...]:
    """The branch, and those who inspect."""
    return "branch_secretary", inspectors(facts)


def last_day(facts: Facts) -> date:
    """The last of the days that were set."""
    return date.fromisoformat(max(line["due"] for line in facts.form["terms"]))
