"""What ratings say about a probationary member: that a case is due, or that an extension was passed (B23 A43). They rate nobody."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, guard
from procflow.guards.timeliness import PROBATION
from procflow.regimes.interim import Interim, interim
from procflow.regimes.parts import Grade
from procflow.regimes.rulebook import RuleUndefinedError


@guard("终定的年度等次没有要求研究{member}的预备期", reads="grades standings member", clause="B23")
def rated_so(facts: Facts) -> Finding:
    """Where the rating is the trigger, it was final, and of a grade that opens this case: of a year, or of the extension."""
    latest = max(facts.grades.values(), default=("", ""))[1]
    found = (*known(facts, latest), *known(facts, begun_with(facts)), *interim_grade(facts))
    ok = facts.form["trigger"] != "rating" or any(PROBATION in grade.opens for grade in found)
    return Finding.of(ok, member=facts.subject)


@guard("延长期的评定为“{grade}”，只能取消预备党员资格", reads="member standings grades", clause="B23 A43")
def extension_passed(facts: Facts) -> Finding:
    """After an extension whoever is rated once more as what led to it is not confirmed; without an answer of the rules `interim_known` refuses."""
    found = next(iter(interim_grade(facts)), None)
    barred = facts.form["measure"] == "regularize" and found is not None and PROBATION in found.opens
    return Finding.of(not barred, grade=found.label if found else "")


@guard("延长期的评定没有答案：细则没有规定，或没有已定稿的季度", code="RULE_UNDEFINED", reads="member standings grades", clause="A43")
def interim_known(facts: Facts) -> Finding:
    """Asked where ratings have a say about probation at all, and only of what a good rating is needed for."""
    needed = facts.form["measure"] == "regularize" and facts.member.extensions > 0 and "rating" in facts.regime.value("probation.triggers")
    return Finding.of(not needed or bool(interim_grade(facts)), measure=facts.form["measure"])


def interim_grade(facts: Facts) -> tuple[Grade, ...]:
    """The grade since the extension began: of the annual rating that fell in between, else of its closed quarters; empty for none."""
    since = facts.member.extended_from
    between = max((one for one in facts.grades.values() if since and one[0] > since), default=None)
    if between:
        return known(facts, between[1])
    found = reckoned(facts)
    return (found.grade,) if found else ()


def reckoned(facts: Facts) -> Interim | None:
    """The interim rating; None without an extension, or where the rules give no answer."""
    since = facts.member.extended_from
    try:
        return interim(facts.regime, facts.standings, date.fromisoformat(since)) if since else None
    except RuleUndefinedError:
        return None


def known(facts: Facts, code: str) -> tuple[Grade, ...]:
    """The grade of this code; none for "" or for a code that only earlier rules had."""
    return tuple(each for each in (*facts.regime.grades, *facts.regime.gaps) if each.code == code)


def begun_with(facts: Facts) -> str:
    """The grade that the rating opened this case with."""
    return str(facts.case.taken[0].form.get("grade") or "") if facts.case.taken else ""
