"""Guards about the slips with a code, by which people without account answer once each on the public page: how many there are, which are used (B9 B33)."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.grammar import Facts, Finding, Taken, guard
from procflow.guards.runoffs import unlike

MOST = 2_000
SLIP = "slip-"  # how the pseudonym of a slip begins: never a person, and nothing in it tells which slip it was


@guard("本件的二维码票已经印发 {count} 张", code="DUPLICATE", clause="B9 B33")
def none_issued(facts: Facts) -> Finding:
    return Finding.of(not issued(facts.case.taken), count=issued(facts.case.taken))


@guard("一次印发 1 至 {most} 张", clause="B9 B33")
def some_slips(facts: Facts) -> Finding:
    return Finding.of(1 <= facts.form["slips"] <= MOST, most=MOST)


@guard("印发的 {count} 张票都已收回", clause="B9 B33")
def slips_left(facts: Facts) -> Finding:
    count = issued(facts.case.taken)
    return Finding.of(len(facts.taken("cast")) < count, count=count)


@guard("这张票已经用过", code="DUPLICATE", clause="B9 B33")
def slip_unused(facts: Facts) -> bool:
    return facts.actor.person not in used(facts.case.taken)


@guard("公示表中的每名党员写一次意见。未写：{missing}；不应写：{strange}", reads="statement", clause="B33")
def voice_complete(facts: Facts) -> Finding:
    on_it = {str(row[0]) for row in facts.statement.get("lines", ())}
    missing, strange = unlike(on_it, [line["member"] for line in facts.form["lines"]])
    return Finding.of(not missing and not strange, missing="、".join(missing[:9]), strange="、".join(strange[:9]))


def issued(taken: Iterable[Taken]) -> int:
    """How many slips were issued in a case; 0 for none."""
    return next((int(each.form["slips"]) for each in taken if each.step == "issue_slips"), 0)


def used(taken: Iterable[Taken]) -> frozenset[str]:
    """The pseudonyms of the slips that were answered."""
    return frozenset(each.by for each in taken if each.step == "cast")
