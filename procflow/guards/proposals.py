"""Guards about a deduction or veto: the lead, the member's right to be heard, the figure, and who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.dates import Span
from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards import committee, latest_motion
from procflow.guards.placeholders import called
from procflow.regimes.parts import Item
from procflow.wording import points as figure


@guard("本细则不受理这一来源的线索", clause="T11 B10")
def source_admitted(facts: Facts) -> Finding:
    source = lead(facts)["source"]
    return Finding.of(source in facts.regime.value("deductions.sources"), source=source)


@guard("“{item}”不是本细则中这一类的项目", clause="T7 T11 B8")
def item_of_kind(facts: Facts) -> Finding:
    stated = lead(facts)
    known = {item.code for item in facts.regime.items(stated["kind"])}
    return Finding.of(stated["item"] in known, item=called(facts.regime, stated["item"]), kind=stated["kind"])


@guard("{happened_on}还没有到")
def deed_past(facts: Facts) -> Finding:
    return Finding.of(lead(facts)["happened_on"] <= facts.today.isoformat(), happened_on=lead(facts)["happened_on"])


@guard("{member}在{day}不在积分管理范围内", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def in_scope_then(facts: Facts) -> Finding:
    return Finding.of(facts.member.in_scope(lead(facts)["happened_on"]), member=facts.subject, day=lead(facts)["happened_on"])


@guard("这一项至少要 {least} 件证据，现有 {given} 件", code="MISSING_EVIDENCE", clause="N4")
def evidence_listed(facts: Facts) -> Finding:
    given = {*facts.files, *(sha256 for taken in facts.case.taken for sha256 in taken.files)}
    least = item(facts).evidence
    return Finding.of(len(given) >= least, least=least, given=len(given))


@guard("本人还没有答复，答复期到{due}为止", code="TOO_EARLY", clause="A38 N4")
def heard_or_silent(facts: Facts) -> Finding:
    """A statement since the last notice, or the days for it over; they run to 24:00 of the last."""
    due = facts.calendar.add(date.fromisoformat(facts.last("notify").on), reply_time(facts))
    return Finding.of(replied(facts) or facts.today > due, due=due.isoformat())


@guard("扣分应在 {low} 至 {high} 分之间，提议的是 {asked} 分；一票否决不填分值", clause="A14")
def amount_in_range(facts: Facts) -> Finding:
    given, listed = facts.form["points"], item(facts)
    ok = not given if lead(facts)["kind"] == "veto" else listed.low <= (given or 0) <= listed.high
    return Finding.of(ok, low=figure(listed.low), high=figure(listed.high), asked=figure(given or 0))


@guard("决定的分值应在 {low} 至 {proposed} 分之间，填写的是 {asked} 分", clause="A14")
def not_raised(facts: Facts) -> Finding:
    given, proposed = facts.form["points"], facts.last("to_decision").form["points"] or 0
    least = item(facts).low if facts.regime.value("deductions.meeting_may") == "lower" else proposed
    ok = given is None or (lead(facts)["kind"] == "deduction" and least <= given <= proposed)
    return Finding.of(ok, low=figure(least), proposed=figure(proposed), asked=figure(given or 0))


@guard("议题正在表决，请等表决结果", reads="links")
def not_being_voted(facts: Facts) -> bool:
    return latest_motion(facts) != "voting"


@guard("本细则由支委会决定")
def meeting_decides(facts: Facts) -> bool:
    return facts.regime.decider(lead(facts)["kind"]) == "member_meeting"


@guard("本细则由党员大会决定")
def committee_decides(facts: Facts) -> bool:
    return facts.regime.decider(lead(facts)["kind"]) != "member_meeting"


@reads("bodies")
def checker(facts: Facts) -> str:
    """The body that checks and proposes: the first of the regime's path."""
    body = facts.regime.proposer(lead(facts)["kind"])
    return committee(facts) if body == "branch_committee" else body


@reads("bodies")
def reply_desks(facts: Facts) -> tuple[str, ...]:
    """The member who may reply, and the checking body that goes on afterwards: alone, once the member has replied."""
    return (checker(facts),) if replied(facts) else ("member", checker(facts))


@reads("bodies")
def decision_desk(facts: Facts) -> str:
    """Whoever puts it on the agenda: the secretary for the meeting, or the committee itself."""
    return "branch_secretary" if facts.regime.decider(lead(facts)["kind"]) == "member_meeting" else committee(facts)


def replied(facts: Facts) -> bool:
    """Whether the member has made a statement since the last notice."""
    return [taken.step for taken in facts.taken("notify", "reply")][-1:] == ["reply"]


def reply_time(facts: Facts) -> Span:
    """The days that the member has to reply (S)."""
    return facts.regime.span("deductions.reply")


def item(facts: Facts) -> Item:
    return facts.regime.item(lead(facts)["item"])


def lead(facts: Facts) -> Mapping[str, Any]:
    """The lead as it was received, or as it is being entered."""
    return next((taken.form for taken in facts.taken("create")), facts.form)
