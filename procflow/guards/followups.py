"""What the final grades of a year lead to: the cases that they open, and who is told where an earlier one no longer fits. It closes none (A18 A60)."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.grammar import Facts, LinkSeen, Notify, PersonSeen, Start, reads
from procflow.guards.awards import superiors
from procflow.guards.grounds import given_up
from procflow.guards.offices import committee

LEADING = ("award", "education_rectification", "unqualified_handling", "probation_case")
STANDING = {"unqualified_handling": "formal", "probation_case": "probationary"}  # whom each is for; the others are for both
MEMBERS = ("formal", "probationary")
NO_DISPOSAL = "{year}年度评定终定：{member}是预备党员，不适用不合格处置，请在预备期满时一并研究（{no}）"
UNDER_WAY = "{year}年度评定终定：{member}已有在办事项，没有另行立项，请并入研究（{no}）"
NO_LONGER = {
    "award": "{year}年度评定更正后，{member}的等次不再表彰，请办理不予授予或撤销（{no}）",
    "education_rectification": "{year}年度评定更正后，{member}不再须谈话整改，请研究撤销（{no}）",
    "unqualified_handling": "{year}年度评定更正后，{member}不再是不合格，请研究不予处置（{no}）",
    "probation_case": "{year}年度评定更正后，{member}不再须研究预备期，请研究撤案（{no}）",
}


@reads("rating people bodies led")
def opened(facts: Facts) -> list[Start | Notify]:
    """Every case that is newly needed, none twice; of a rating made final anew also who has to look at an earlier one again."""
    wanted = dict(leads(facts))
    found: list[Start | Notify] = []
    for (member, procedure), grade in wanted.items():
        found.extend(begun(facts, member, procedure, grade))
    for one in facts.led if facts.taken("restate") else ():
        if one.period == facts.case.period and stands(one) and (one.subject, one.procedure) not in wanted and from_rating(one):
            found.extend(told(facts, desk, NO_LONGER[one.procedure], one.subject, one.no) for desk in desks(facts, one))
    return found


def leads(facts: Facts) -> Iterator[tuple[tuple[str, str], str]]:
    """Each (member, procedure) that a confirmed grade leads to, with the grade; whoever has left leads to nothing."""
    for line in facts.rating["lines"]:
        member, grade = line["member"], facts.regime.outcome(line["confirmed"])
        known: PersonSeen | None = facts.people.get(member)
        if known is not None and known.standing in MEMBERS:
            for procedure in (*grade.opens, *(["award"] if grade.award else [])):
                if procedure != "probation_case" or known.standing == "probationary":
                    yield (member, procedure), grade.code


def begun(facts: Facts, member: str, procedure: str, grade: str) -> Iterator[Start | Notify]:
    """The case; words for the committee where another is under way, or where the member is none for it."""
    same = [one for one in facts.led if (one.subject, one.procedure) == (member, procedure)]
    this_year = [one for one in same if one.period == facts.case.period and from_rating(one)]
    live = [one.no for one in same if one.open]
    if STANDING.get(procedure, facts.people[member].standing) != facts.people[member].standing:
        if not set(facts.regime.outcome(grade).opens) & {"probation_case"}:
            yield told(facts, committee(facts), NO_DISPOSAL, member, facts.case.no)
    elif any(stands(one) or not given_up(one) for one in this_year):
        return  # it was opened for this year, and a body has it, or ended it for a reason of its own
    elif live:
        yield told(facts, committee(facts), UNDER_WAY, member, live[0])
    else:
        form = {"trigger": "rating", "grade": grade} if procedure == "probation_case" else {"grade": grade}
        yield Start(procedure, member, facts.case.period, form)


def told(facts: Facts, desk: str, sentence: str, member: str, no: str) -> Notify:
    return Notify(desk, sentence, {"year": facts.case.period, "member": member, "no": no})


def stands(one: LinkSeen) -> bool:
    """Whether it still has, or will have, an effect: under way, or an award that was conferred."""
    return not one.final


def from_rating(one: LinkSeen) -> bool:
    """Whether a grade opened it: not the end of a term, a discipline matter, or another case."""
    return bool(one.taken) and one.taken[0].step == "open" and bool(one.taken[0].form.get("grade"))


def desks(facts: Facts, one: LinkSeen) -> tuple[str, ...]:
    """The body that may end it: of an award that went up to the superior, the superior."""
    return superiors(facts) if one.procedure == "award" and one.state != "nominated" else (committee(facts),)
