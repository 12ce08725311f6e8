"""Why a case about a membership is given up: the rating that opened it was corrected, or the member has left (A51 A56). They close nothing."""

from __future__ import annotations

from procflow.grammar import Facts, LinkSeen, guard
from procflow.guards.awards import RATED, line

CORRECTED, LEFT = "rating_corrected", "member_left"
STAYING = ("formal", "probationary")


@guard("等次没有更正：终定的年度评定仍然要求办理，或评定还没有终定，或这一事项不是由评定立项的", reads="rating sheets", clause="A51")
def rating_corrected(facts: Facts) -> bool:
    """Final anew, and its grade, if there is one, no longer leads here."""
    if stated(facts) != CORRECTED:
        return True
    final = any(one.procedure == "annual_rating" and one.state in RATED for one in facts.sheets)
    grade = line(facts).get("confirmed")
    return final and by_grade(facts) and not (grade and facts.case.procedure in facts.regime.outcome(str(grade)).opens)


@guard("本人仍是本支部的党员", reads="member", clause="A56")
def member_gone(facts: Facts) -> bool:
    return stated(facts) != LEFT or facts.member.standing not in STAYING


def stated(facts: Facts) -> str:
    return str(facts.form.get("ground") or facts.form.get("why") or "")


def by_grade(facts: Facts) -> bool:
    """Whether a grade opened the case: not the end of a term, a breach of discipline, or another case."""
    opened = facts.case.taken[0]
    return opened.step == "open" and bool(opened.form.get("grade"))


def given_up(one: LinkSeen) -> bool:
    """Whether it was ended because the rating had been corrected: should the grade come back, so does the case."""
    ended = one.taken[-1].form
    return CORRECTED in (ended.get("ground"), ended.get("why"))
