"""What stands against a deputy, or should be weighed before one is named: nobody deputises for themselves, nothing is passed on. It files nothing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.access.conflicts import Conflict, Rule
from procflow.access.filed import FOREVER, SUPERIOR, Fact, Organisation
from procflow.access.supposing import overlap


def oneself(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    if new.subject == new.data["absent"]:
        yield Conflict("代办人和被代办人是同一人", blocks=True)


def nothing_lent(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    absent = str(new.data["absent"])
    if new.stands(on) and not any(fact.data["role"] not in SUPERIOR and fact.stands(on) for fact in org.facts("role", subject=absent)):
        yield Conflict("{who}在{day}没有可以代办的职务：上级职务、各机构的记录和表决都由本人办", {"who": absent, "day": on})


def passed_on(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    """What a deputy is lent is not lent again: whoever stands in while away is of no use."""
    for each in org.facts("deputy"):
        if each.data["absent"] == new.subject and overlap(each, new):
            yield Conflict("{who}这段时间也请人代办，代办的事不再转给别人", {"who": new.subject})
        elif each.data["absent"] == new.data["absent"] and each.subject != new.subject and overlap(each, new):
            yield Conflict("{absent}这段时间已由{who}代办，两人都可以办", {"absent": str(new.data["absent"]), "who": each.subject})


def open_ended(org: Organisation, then: Organisation, new: Fact, on: str) -> Iterator[Conflict]:
    if new.until == FOREVER:
        yield Conflict("没有写代办到哪一天为止")


STAND_INS: tuple[Rule, ...] = (oneself, nothing_lent, passed_on, open_ended)
