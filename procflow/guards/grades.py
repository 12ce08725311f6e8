"""Guards about the grades that the committee confirms: of members rated, within its discretion and the places, its own left to others (A26 A28)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from procflow.grammar import Facts, Finding, guard
from procflow.guards.common import MAJORITY
from procflow.regimes.rulebook import Rulebook


@guard("{members}不参加评定", code="NOT_RATED", reads="rating", clause="A15")
def all_rated(facts: Facts) -> Finding:
    strangers = sorted({str(one["member"]) for one in facts.form["decisions"]} - computed(facts).keys())
    return Finding.of(not strangers, members="、".join(strangers[:9]), count=len(strangers))


@guard("{members}写了两次决定", code="DUPLICATE")
def each_decided_once(facts: Facts) -> Finding:
    twice = sorted(member for member, times in Counter(one["member"] for one in facts.form["decisions"]).items() if times > 1)
    return Finding.of(not twice, members="、".join(twice[:9]), count=len(twice))


@guard("规则没有规定{members}的等次，须由支委会逐人写明等次和理由", code="RULE_UNDEFINED", reads="rating", clause="A26")
def undetermined_decided(facts: Facts) -> Finding:
    open_lines = {member for member, code in computed(facts).items() if undetermined(facts.regime, code)}
    missing = sorted(open_lines - {one["member"] for one in facts.form["decisions"] if known(facts.regime, one["grade"])})
    return Finding.of(not missing, members="、".join(missing[:9]), count=len(missing))


@guard("{members}的等次须照评定结果：条款写“可”的才可上调，至多一档，不下调", reads="rating", clause="A28")
def within_discretion(facts: Facts) -> Finding:
    before = computed(facts)
    wrong = sorted(
        {one["member"] for one in facts.form["decisions"]
         if not allowed(facts.regime, before.get(one["member"], ""), one["grade"]) and one["grade"] not in passed_over(facts, one["member"])}
    )  # fmt: skip
    return Finding.of(not wrong, members="、".join(wrong[:9]), count=len(wrong))


@guard("{grades}的人数超过名额", reads="rating receipts", clause="T15 A29")
def within_places(facts: Facts) -> Finding:
    """As many as the places, or as the rules chose; more only for whom a superior's receipt names, or freely where the share is a soft one."""
    override, given = facts.regime.value("quota.override"), confirmed(facts)
    named = {person for persons in facts.receipts.values() for person in persons} if override == "superior_receipt" else set()
    held = Counter(code for member, code in given.items() if member not in named or computed(facts)[member] == code)
    room = {str(share["grade"]): max(int(share["places"]), len(share["chosen"])) for share in facts.rating["shares"]}
    over = [code for code, most in room.items() if held[code] > most and override != "soft"]
    return Finding.of(not over, grades="、".join(facts.regime.outcome(code).label for code in over), count=len(over))


@guard("{members}不参加决定本人的等次；除本人外到会须过半数", code="SELF_DEALING", reads="resolution bodies", clause="G-SELF")
def own_grade_left_to_others(facts: Facts) -> Finding:
    """Line by line: a member of the body abstains on the own grade, and more than half of the others were present."""
    said = facts.resolution
    members = set(facts.bodies[said.body].members) if said and said.body in facts.bodies else set()
    own = members & {one["member"] for one in facts.form["decisions"]}
    short = sorted(one for one in own if len((members - {one}) & set(said.present) if said else ()) * MAJORITY <= len(members) - 1)
    return Finding.of(not short, members="、".join(short[:9]), count=len(short))


def computed(facts: Facts) -> dict[str, str]:
    """The computed grade of everyone who is rated."""
    return {str(line["member"]): str(line["computed"]) for line in facts.rating["lines"]}


def confirmed(facts: Facts) -> dict[str, str]:
    """The grade that each has by the committee's decision: as computed, but where it decided otherwise."""
    return computed(facts) | {str(one["member"]): str(one["grade"]) for one in facts.form["decisions"]}


def passed_over(facts: Facts, member: str) -> list[str]:
    """The grades that the member reached and found full: they may be given where the rules let the places be exceeded (A29)."""
    if facts.regime.value("quota.override") == "none":
        return []
    return [str(code) for line in facts.rating["lines"] if line["member"] == member for code in line["cascaded_from"]]


def allowed(rules: Rulebook, before: str, grade: str) -> bool:
    """As computed, one grade up where the clause says 可, or any grade of the regime where the rules leave it open."""
    order = [each.code for each in rules.grades]
    if grade == before or not before or undetermined(rules, before):
        return grade == before or grade in order
    return before in order and rules.outcome(before).may and order[max(0, order.index(before) - 1)] == grade


def undetermined(rules: Rulebook, code: str) -> bool:
    """A hole between the grades that somebody must decide (A26)."""
    return bool(rules.outcome(code).decided_by)


def known(rules: Rulebook, code: str) -> bool:
    return code in {each.code for each in rules.grades}


def undecided(regime: Rulebook, filed: Mapping[str, Any]) -> list[str]:
    """The members of a filed rating whose grade the rules leave open."""
    return [str(line["member"]) for line in filed.get("lines", ()) if undetermined(regime, str(line["computed"]))]
