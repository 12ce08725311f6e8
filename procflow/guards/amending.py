"""Guards of the figures that an approver sets, where the rules let it (T13 A20), and the entries that make them so. No recorded fact is edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from procflow.forms.figures import COMPONENTS
from procflow.grammar import EntrySeen, Facts, Finding, Notify, Post, guard, reads
from procflow.guards.ratings import decided, year
from procflow.regimes.rating import rate
from procflow.regimes.reach import PERIODS
from procflow.regimes.statement import own_caps
from procflow.wording import points as figure

SET = "approval"  # both the kind and the item of such an entry: of no line of the catalogue, no answer to an objection


@guard("按本细则，审定单位只审定或退回；得分由支部改好再报", clause="T13 A20")
def may_set(facts: Facts) -> bool:
    return bool(facts.regime.value("annual.approver_may") == "edit")


@guard("{member}的{component}写了两次", code="DUPLICATE", clause="A20")
def each_set_once(facts: Facts) -> Finding:
    named = [(str(line["member"]), str(line["component"])) for line in facts.form["decisions"]]
    member, component = next((one for one in named if named.count(one) > 1), ("", ""))
    return Finding.of(not member, member=member, component=COMPONENTS.get(component, ""))


@guard("{member}的{component}本来就是 {points} 分", reads="rating", clause="A20")
def another_figure(facts: Facts) -> Finding:
    line = next((line for line in facts.form["decisions"] if standing(facts, line) == line["points"]), None)
    return Finding.of(
        line is None, member=line["member"] if line else "", component=titled(line), points=figure(line["points"]) if line else ""
    )


@guard(
    "{member}的{component}按细则的上限和折算得 {found} 分，改定的 {wanted} 分须与此一致",
    reads="rating entries roster cycle_no links pool",
    clause="A20 A24",
)
def comes_out_as_set(facts: Facts) -> Finding:
    """What is set is what the year then adds up to: no more than the caps leave room for, nothing that the formula does not count."""
    entries = (*facts.entries, *new_entries(facts))
    with_them = rate(facts.regime, year(facts), entries, facts.roster, facts.cycle_no, tuple(decided(facts)), facts.pool)
    now = {score.member: score for score in with_them.scores}
    found = next(((line, figures) for line in facts.form["decisions"] if line["member"] in now
                  and (figures := getattr(now[line["member"]], line["component"])) != line["points"]), None)  # fmt: skip
    line, comes_to = found or ({}, 0)
    return Finding.of(
        found is None, member=line.get("member", ""), component=titled(line), wanted=figure(line.get("points", 0)), found=figure(comes_to)
    )


@reads("rating")
def set_entries(facts: Facts) -> list[Post]:
    """One entry for each line, of the difference between what is set and what stands, in the year as a whole."""
    clause = facts.regime.clause("annual.approver_may")
    return [
        Post(line["member"], line["component"], SET, difference(facts, line), facts.case.period, facts.today.isoformat(), clause, SET)
        for line in facts.form["decisions"]
    ]


def told_members(facts: Facts) -> list[Notify]:
    said = {"no": facts.case.no}
    members = dict.fromkeys(str(line["member"]) for line in facts.form["decisions"])
    return [Notify(member, "审定单位改定了您的年度积分明细，理由见办理经过（{no}）", said) for member in members]


def new_entries(facts: Facts) -> Iterator[EntrySeen]:
    """Those entries as the ledger would have them, each within what its component's cap leaves."""
    for number, line in enumerate(facts.form["decisions"]):
        component, asked = str(line["component"]), difference(facts, line)
        held = sum(one.points for one in facts.entries if (one.member, one.component) == (line["member"], component)
                   and not facts.regime.outside_cap(one.item))  # fmt: skip
        most = yearly_cap(facts, str(line["member"]), component)
        credited = asked if most is None or asked < 0 else min(asked, max(0, most - held))
        yield EntrySeen(f"{SET}-{number}", line["member"], component, SET, credited, facts.case.period, SET)


def yearly_cap(facts: Facts, member: str, component: str) -> int | None:
    """The most that a year of the component comes to: its cap, as often as it comes round; the base of the member's class."""
    cap = facts.regime.cap(component)
    own = own_caps(facts.regime, facts.roster) if component == "base" else {}
    most = own.get(member, cap.points)
    return None if most is None else most * PERIODS[cap.per or "year"]


def difference(facts: Facts, line: Mapping[str, Any]) -> int:
    """What must be added to the ledger, in its sign: a deduction counts against the member."""
    return (int(line["points"]) - standing(facts, line)) * (-1 if line["component"] == "deduction" else 1)


def standing(facts: Facts, line: Mapping[str, Any]) -> int:
    """The figure of the rating as it was submitted; 0 for who is not rated."""
    return next((int(one[line["component"]]) for one in facts.rating["lines"] if one["member"] == line["member"]), 0)


def titled(line: Mapping[str, Any] | None) -> str:
    return COMPONENTS.get(str(line.get("component", "")), "") if line else ""
