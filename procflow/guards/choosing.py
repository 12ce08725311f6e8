"""Guards of a choice among the eligible that the rules leave to the committee (B18 A30): who stands, how many are chosen. They weigh no merit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.offices import committee
from procflow.guards.runoffs import unlike
from procflow.regimes.rating import RunOff
from procflow.regimes.rulebook import Rulebook


@guard("没有要由支委会选定人选的名额", reads="rating", clause="B18 A30")
def committee_chooses(facts: Facts) -> bool:
    return by_committee(facts.regime) and bool(eligible(facts))


@guard("现在要选定的是{grade}", reads="rating", clause="A30")
def grade_due(facts: Facts) -> Finding:
    """One grade at a time, the best first: whoever is not chosen stands for the next."""
    due = str(facts.rating["ties"][0]["grade"])
    return Finding.of(facts.form["grade"] == due, grade=facts.regime.outcome(due).label)


@guard("符合条件的党员逐人列一行。未列：{missing}；不符合条件的：{strange}", reads="rating", clause="B18 A30")
def eligible_listed(facts: Facts) -> Finding:
    missing, strange = unlike(eligible(facts), [line["member"] for line in facts.form["decisions"]])
    return Finding.of(not missing and not strange, missing="、".join(missing), strange="、".join(strange))


@guard("名额 {places} 个，选定了 {chosen} 人", reads="rating", clause="B18 A30")
def as_many_as_places(facts: Facts) -> Finding:
    places, chosen = int(facts.rating["ties"][0]["places"]), sum(line["chosen"] == "yes" for line in facts.form["decisions"])
    return Finding.of(chosen == places, places=places, chosen=chosen)


@reads("bodies")
def choosers(facts: Facts) -> tuple[str, ...]:
    """The committee, where the rules have it choose; elsewhere a sheet that is added up goes on by itself."""
    return (committee(facts),) if by_committee(facts.regime) else ()


@reads("rating")
def eligible(facts: Facts) -> tuple[str, ...]:
    """Those who stand for the first grade that has fewer places than they are; nobody where none has."""
    return tuple(str(member) for tie in facts.rating.get("ties", ())[:1] for member in tie["members"])


def picked(form: Mapping[str, Any]) -> Iterator[RunOff]:
    """The choice as the arithmetic takes it: one place after the other, each between those who are left."""
    left = [str(line["member"]) for line in form["decisions"]]
    for one in [str(line["member"]) for line in form["decisions"] if line["chosen"] == "yes"]:
        yield RunOff(frozenset(left), one)
        left.remove(one)


def by_committee(rules: Rulebook) -> bool:
    return bool(rules.value("quota.choice") == "committee")
