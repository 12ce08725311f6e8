"""Guards about what an objection comes to: its result, the change of points, and the entry that the change is to be made in (A51 A62)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procflow.grammar import Facts, Finding, LinkSeen, Taken, guard
from procflow.guards.lodging import OF_MANY, TARGETS, targets
from procflow.guards.parties import filed
from procflow.guards.timeliness import ABOUT
from procflow.wording import points as figure

DECIDED = ("decide", "reconsider_decide", "superior_uphold", "superior_partly")


@guard("成立或部分成立的，须写明分值变化，且不为 0；不成立的不填", reads="links named", clause="T4 B14")
def points_stated(facts: Facts) -> bool:
    """A rating is changed without points, and so is a veto; what is dismissed changes nothing, and what was posted about one member has none."""
    given, dismissed = facts.form["points"], facts.form.get("result") == "dismissed"
    if filed(facts).get("about") in ABOUT:
        return not given
    flag = filed(facts).get("about") == "rating" or (bool(pointed(facts)) and vetoed(facts))
    return not given if dismissed else bool(given) or (flag and given is None)


@guard("分值变化须落在该项目仍有效的事项上：加分、扣分、补记一件，基础分的登记表至少一张", reads="links named", clause="A51")
def change_has_its_place(facts: Facts) -> Finding:
    meant = pointed(facts)
    right = [one for one in meant if component(facts) in TARGETS.get(one.procedure, ()) and one.state == "posted"]
    ok = len(right) == len(meant) and (len(right) >= 1 if sheets_alone(right) else len(right) == 1)
    idle = not facts.form["points"]  # dismissed, or a flag that has none
    return Finding.of(ok or idle, no="、".join(one.no for one in meant))


@guard("该项现有 {standing} 分，变化 {change} 分后超出范围", reads="links named entries", clause="A51")
def within_what_stands(facts: Facts) -> Finding:
    """Nothing is taken that is not there; a deduction is lowered, never turned round."""
    change = facts.form["points"] or 0
    standing = worth(facts)
    return Finding.of(standing + change >= 0, standing=figure(standing), change=figure(change, signed=True))


@guard("加分由大会通过、扣分由规定的组织决定，按异议只核减；要增加的，另行申报或提议", clause="A62 T10 T11")
def never_raised(facts: Facts) -> bool:
    """The committee decides the facts, never above the amount passed; a higher deduction is a proposal of its own."""
    fixed = component(facts) == "deduction" or (component(facts) == "bonus" and facts.regime.decider("bonus") == "member_meeting")
    return not (fixed and (facts.form["points"] or 0) > 0)


@guard("{no}已就同一件加分或扣分作出更正的结论", code="DUPLICATE", reads="alike links named", clause="A51")
def not_corrected_twice(facts: Facts) -> Finding:
    mine, elsewhere = set(meant_by(facts)), not sheets_alone(pointed(facts)) and facts.form.get("result") != "dismissed"
    other = [one.no for one in facts.alike if elsewhere and mine & set(targets(one.taken)) and corrects(one)]
    return Finding.of(not other, no="、".join(other))


@guard("结论不是成立")
def upheld(facts: Facts) -> bool:
    return result(facts.case.taken) == "upheld"


@guard("结论不是部分成立")
def partly(facts: Facts) -> bool:
    return result(facts.case.taken) == "partly"


@guard("结论不是不成立")
def dismissed(facts: Facts) -> bool:
    return result(facts.case.taken) == "dismissed"


def result(taken: Iterable[Taken]) -> str:
    """upheld, partly or dismissed, as decided last; "" before."""
    return str(next((each.form["result"] for each in reversed(list(taken)) if each.form.get("result")), ""))


def decision(taken: Iterable[Taken]) -> Mapping[str, Any]:
    """What was decided last, by whomever; empty before."""
    return next((each.form for each in reversed(list(taken)) if each.step in DECIDED), {})


def corrects(one: LinkSeen) -> bool:
    """Whether an objection has led, or is about to lead, to a correction."""
    return one.state not in ("closed_dismissed", "withdrawn", "not_admitted") and bool(decision(one.taken).get("points"))


def component(facts: Facts) -> str:
    """The component that the decision being entered changes: the one it names, else the one objected to."""
    return str(facts.form.get("component") or filed(facts)["component"])


def component_of(one: LinkSeen) -> str:
    """The same, of an objection that was decided."""
    return str(decision(one.taken).get("component") or one.taken[0].form["component"])


def meant_by(facts: Facts) -> tuple[str, ...]:
    """The cases that the change is to be made in: as the decision names them, else as the objection did."""
    return tuple(facts.form.get("targets") or targets(facts.case.taken))


def pointed(facts: Facts) -> list[LinkSeen]:
    known = {one.no: one for one in (*facts.links, *facts.named.values())}
    return [known[no] for no in meant_by(facts) if no in known]


def sheets_alone(cases: Iterable[LinkSeen]) -> bool:
    """Whether all of them are sheets of the whole branch: these alone take any number of corrections, line by line."""
    return all(one.procedure in OF_MANY for one in cases)


def vetoed(facts: Facts) -> bool:
    """Whether it is about a veto: a flag of the year, without points."""
    return component(facts) == "deduction" and "-" not in facts.case.period and not any(passed(one) for one in pointed(facts))


def worth(facts: Facts) -> int:
    """What stands of the component where the change would be made (hundredths, a deduction as the amount taken off)."""
    meant, which = pointed(facts), component(facts)
    if which == "base" or (meant and sheets_alone(meant)):
        standing = (
            each.points for each in facts.entries if each.component == which and f"{each.counts_in}-".startswith(f"{facts.case.period}-")
        )
        return sum(standing) * (-1 if which == "deduction" else 1)
    return sum(passed(one) for one in meant)


def passed(one: LinkSeen) -> int:
    """The amount that a claim or proposal was passed with."""
    said = [each.form.get(name) for each in one.taken for name in ("verified", "points") if each.step in AMOUNTS]
    return int(next((amount for amount in reversed(said) if amount is not None), 0))


AMOUNTS = ("verify_ok", "verify_to_vote", "to_decision", "confirm")
