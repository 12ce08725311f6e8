"""Offices and bodies that do not go together, or may not be left empty: each rule compares a day before and after a change. It files nothing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.access.conflicts import Conflict, Rule
from procflow.access.filed import ENDED, SUPERIOR, Fact, Organisation
from procflow.regimes.schema import OFFICES

SECRETARY, RECORDER, POSTING, ADMIN, VERIFYING = "branch_secretary", "recorder", "points_admin", "sysadmin", "points_group"


def holders(org: Organisation, role: str, on: str) -> frozenset[str]:
    """Who holds a role that day, here or, where it reaches down, above."""
    above = org.higher.get("role", {}).values() if role in SUPERIOR else ()
    filed = [*org.facts("role"), *(fact for facts in above for fact in facts)]
    return frozenset(fact.subject for fact in filed if fact.stands(on) and fact.data["role"] == role)


def keepers(org: Organisation, body: str, on: str) -> frozenset[str]:
    found = org.bodies(on).get(body)
    return frozenset(found.keepers) if found else frozenset()


def left_empty(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    """A branch is not left without a secretary, nor an installation without anybody who administers it; a points administrator may come later."""
    for role, sentence, blocks in (
        (SECRETARY, "从{day}起没有支部书记：请先登记接任的人", True),
        (ADMIN, "从{day}起没有系统管理员：请先登记接任的人", True),
        (POSTING, "从{day}起没有积分管理员，登记、录入、定稿都要等到有人接任", False),
    ):
        if holders(org, role, on) and not holders(then, role, on):
            yield Conflict(sentence, {"day": on}, blocks)


def one_alone(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    others = holders(then, POSTING, on) - {new.subject}
    if new.data.get("role") == POSTING and new.stands(on) and others:
        yield Conflict(
            "积分管理员只设一人，{day}由{who}担任：请先登记其任期截止", {"day": on, "who": "、".join(sorted(others))}, True, "B11"
        )


def own_review(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    """Who alone enters what the points group verifies has nobody for claims of his or her own; a secretary would decide on both desks."""
    was, now = keepers(org, VERIFYING, on), keepers(then, VERIFYING, on)
    for person in now if len(now) == 1 else ():
        led = person in holders(then, SECRETARY, on)
        if led and not (was == now and person in holders(org, SECRETARY, on)):
            yield Conflict(
                "{who}是支部书记，又是积分小组唯一的记录人，本人的事项会由本人核实：请另设一名记录人", {"who": person}, True, "G-SELF"
            )
        elif was != now:
            yield Conflict("{who}是积分小组唯一的记录人，本人的申报没有别人可以录入核实，最好再设一名", {"who": person}, clause="G-SELF")


def two_desks(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    for person in sorted(keepers(then, VERIFYING, on) & holders(then, RECORDER, on)):
        if person not in keepers(org, VERIFYING, on) & holders(org, RECORDER, on):
            yield Conflict("{who}既登记、又核实：记录员和积分小组的记录人最好不是同一人", {"who": person}, clause="A44")
    for person in sorted(holders(then, ADMIN, on)):
        held = frozenset(role for role in OFFICES if person in holders(then, role, on))
        if held and not (person in holders(org, ADMIN, on) and any(person in holders(org, role, on) for role in held)):
            yield Conflict("{who}是系统管理员，又担任{role}：系统管理员不办理事项，最好由不同的人担任",
                           {"who": person, "role": "、".join(sorted(held))})  # fmt: skip


def outsiders(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    """An office of the unit is usually held by one of its members."""
    if new.kind == "role" and new.data["role"] not in SUPERIOR and new.stands(on) and then.person(new.subject, on) is None:
        yield Conflict("{who}在{day}不是本单位的党员", {"who": new.subject, "day": on})


def still_in_office(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    """Whoever leaves the unit keeps no office in it, but a membership ends none by itself."""
    held = sorted({str(fact.data["role"]) for fact in org.facts("role", on, new.subject)} - SUPERIOR)
    if held and new.data["standing"] in ENDED and new.stands(on):
        yield Conflict("{who}还担任{role}，转出以后请系统管理员免去", {"who": new.subject, "role": "、".join(held)})


LEAVING: tuple[Rule, ...] = (still_in_office,)
DUTIES: tuple[Rule, ...] = (left_empty, one_alone, own_review, two_desks, outsiders)
