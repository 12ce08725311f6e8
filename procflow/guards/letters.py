"""Guards of a letter of commitment: who writes one, who reviews and signs it, when it is assessed and when it is void (B29 B35). None scores it."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.offered import with_letters

HEAD = ("dept_head", "substitute")
SECRETARY = "branch_secretary"
SCORED = ("formal", "probationary", "activist", "development_target")
WHOLE = 100
DECEMBER = 12


@guard("本细则不要求填写个人承诺书", clause="B29")
def letters_kept(facts: Facts) -> bool:
    return with_letters(facts.regime)


@guard("承诺书一年一份，现在填写的是{year}年度，不是{period}", code="OUT_OF_WINDOW", clause="B29")
def for_this_year(facts: Facts) -> Finding:
    return Finding.of(facts.case.period == str(facts.today.year), year=str(facts.today.year), period=facts.case.period)


@guard("本年度已有承诺书：{no}", code="DUPLICATE", reads="alike", clause="B29")
def no_other_letter(facts: Facts) -> Finding:
    same = [one.no for one in facts.alike if one.period == facts.case.period and one.state != "voided"]
    return Finding.of(not same, no="、".join(same))


@guard("由部门负责人审核；负责人本人的承诺书由支委会其他成员审核", code="FORBIDDEN_ROLE", reads="colleagues", clause="B29")
def by_the_right_head(facts: Facts) -> bool:
    """The substitute acts where the head is barred, and nowhere else."""
    if facts.actor.person == facts.subject:
        return True  # the own letter is refused as such
    return bool(("substitute" if heads(facts) else "dept_head") in facts.actor.roles)


@guard("践诺情况在{first}以后评定，今天是{today}", code="TOO_EARLY", clause="B35")
def december_come(facts: Facts) -> Finding:
    first = date(int(facts.case.period[:4]), DECEMBER, 1)
    return Finding.of(facts.today >= first, first=first.isoformat(), today=facts.today.isoformat())


@guard("践诺完成率应在 0 至 1 之间", clause="A31")
def ratio_within_one(facts: Facts) -> bool:
    return bool(0 <= facts.form["ratio"] <= WHOLE)


@guard("{member}仍在积分管理范围内，承诺书继续有效", reads="member", clause="B29")
def out_of_scope(facts: Facts) -> Finding:
    """Transferred out, exempted, or no longer in scope."""
    scored = facts.member.standing in SCORED and facts.member.in_scope(facts.today.isoformat())
    return Finding.of(not scored, member=facts.subject)


def letters_due(facts: Facts) -> date | None:
    """The day of the year by which letters are handed in (S); a letter that is begun later has no day of its own."""
    due = facts.regime.day("commitment.due", int(facts.case.period[:4]))
    return due if facts.today <= due else None


@reads("colleagues bodies")
def reviewing(facts: Facts) -> tuple[str, ...]:
    """The head; for the head's own letter each other member of the committee."""
    body = facts.bodies.get("branch_committee")
    others = [name for name in body.members if name != facts.subject] if body else []
    return tuple(f"substitute@{name}" for name in others) if heads(facts) else HEAD[:1]


def heads(facts: Facts) -> bool:
    return "dept_head" in facts.colleagues.get(facts.subject, frozenset())


def signers(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime lets sign."""
    return tuple(facts.regime.value("commitment.signers"))


@reads("colleagues")
def signing(facts: Facts) -> tuple[str, ...]:
    """The first of them; a signer's own letter goes to the others."""
    own = facts.colleagues.get(facts.subject, frozenset()) & set(signers(facts))
    others = tuple(role for role in signers(facts) if role not in own)
    return others if own else signers(facts)[:1]
