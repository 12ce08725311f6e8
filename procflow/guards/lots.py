"""Guards of a tie that is decided by lot: every one of the tied drew one number, before witnesses, and nobody enters a lot of one's own (A12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procflow.grammar import Facts, Finding, guard
from procflow.guards.runoffs import unlike
from procflow.regimes.quotas import tie_by
from procflow.regimes.rating import RunOff


@guard("细则规定并列由大会表决以外的办法决定", clause="A12")
def by_vote(facts: Facts) -> bool:
    return tie_by(facts.regime) in ("vote", "meeting")


@guard("细则没有规定并列由抽签决定", clause="A12")
def by_lot(facts: Facts) -> bool:
    return tie_by(facts.regime) == "lot"


@guard("并列的党员每人一签，签号从 1 起各用一次。未列：{missing}；不应列：{strange}", reads="rating", clause="A12")
def each_drew_once(facts: Facts) -> Finding:
    drawn = facts.form["drawn"]
    missing, strange = unlike(tied(facts), [line["member"] for line in drawn])
    numbered = sorted(line["number"] for line in drawn) == list(range(1, len(drawn) + 1))
    return Finding.of(not missing and not strange and numbered, missing="、".join(missing), strange="、".join(strange))


@guard("抽签须有至少 {least} 名正式党员见证，并列的人和登记人不算。请另请别人，换下：{strange}", reads="rating people", clause="A12")
def witnessed(facts: Facts) -> Finding:
    """So that nobody chooses silently: the draw was seen by others than whoever enters it."""
    least, said = facts.regime.value("tie.witnesses"), list(facts.form["witnesses"])
    able = {name for name, seen in facts.people.items() if seen.standing == "formal"} - {facts.actor.person, *tied(facts)}
    strange = sorted(set(said) - able)
    return Finding.of(not strange and len(set(said)) >= least, least=least, strange="、".join(strange) or "—")


@guard("抽签日期应在汇总之后、登记之日以前：{on}", clause="A12")
def drawn_since_the_total(facts: Facts) -> Finding:
    """Only then was it known who is tied."""
    on = str(facts.form["drawn_on"])
    return Finding.of(facts.last("total").on <= on <= facts.today.isoformat(), on=on)


@guard("登记人本人在并列之列，请由他人登记", code="SELF_DEALING", reads="rating", clause="G-SELF")
def no_lot_of_ones_own(facts: Facts) -> bool:
    return facts.actor.person not in tied(facts)


def tied(facts: Facts) -> list[str]:
    """The members of the first tie that waits."""
    return [str(member) for tie in facts.rating.get("ties", ())[:1] for member in tie["members"]]


def order(form: Mapping[str, Any]) -> tuple[str, ...]:
    """The tied in the order of the numbers that they drew."""
    return tuple(str(line["member"]) for line in sorted(form["drawn"], key=lambda line: int(line["number"])))


def data(form: Mapping[str, Any]) -> dict[str, Any]:
    """A lot as it is filed with the rating."""
    return {"order": list(order(form)), "on": form["drawn_on"], "method": form["method"], "witnesses": list(form["witnesses"])}


def chosen(drawn: Iterable[str]) -> Iterator[RunOff]:
    """A drawn order as what it decides: the first has the first place, the next the next, as many as there are."""
    left = tuple(drawn)
    while len(left) > 1:
        yield RunOff(frozenset(left), left[0])
        left = left[1:]
