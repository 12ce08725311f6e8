"""Guards of a claim for points: its item, amount, evidence and time (T9 T10 B31 A21 A39 A54); its path is told elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from procflow.grammar import Facts, Finding, guard
from procflow.guards.holidays import counted_on
from procflow.guards.paths import FILED
from procflow.guards.placeholders import called
from procflow.wording import points as figure

OVER = ("draft", "rejected", "withdrawn", "lapsed", "reversed")


@guard("“{item}”不是本细则的加分项目")
def in_catalogue(facts: Facts) -> Finding:
    codes = {item.code for item in facts.regime.items("bonus")}
    return Finding.of(facts.form["item"] in codes, item=called(facts.regime, facts.form["item"]))


@guard("该项目的分值应在 {low} 至 {high} 分之间，申报的是 {asked} 分", clause="A14")
def in_range(facts: Facts) -> Finding:
    item = next((each for each in facts.regime.items("bonus") if each.code == facts.form["item"]), None)
    ok = item is None or item.placeholder or item.low <= facts.form["points"] <= item.high
    return Finding.of(ok, low=figure(item.low if item else 0), high=figure(item.high if item else 0), asked=figure(facts.form["points"]))


@guard("这一项至少要 {least} 件证明资料，现有 {given} 件", code="MISSING_EVIDENCE", clause="B31")
def has_evidence(facts: Facts) -> Finding:
    item = next((each for each in facts.regime.items("bonus") if each.code == facts.form["item"]), None)
    given = {*facts.files, *(sha256 for taken in facts.taken("submit", "resubmit") for sha256 in taken.files)}
    return Finding.of(item is None or len(given) >= item.evidence, least=item.evidence if item else 0, given=len(given))


@guard("{deed_on}的事已过申报期限，今天是{today}", code="OUT_OF_WINDOW", clause="A21 A39")
def deed_in_time(facts: Facts) -> Finding:
    deed, today = date.fromisoformat(facts.form["deed_on"]), facts.today
    ok = deed <= today and facts.regime.quarter_of_claim(counted_on(facts, today), deed) is not None
    return Finding.of(ok, deed_on=deed.isoformat(), today=today.isoformat())


@guard("{member}在{deed_on}不在积分管理范围内", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def deed_in_scope(facts: Facts) -> Finding:
    return Finding.of(facts.member.in_scope(facts.form["deed_on"]), member=facts.subject, deed_on=facts.form["deed_on"])


@guard("同一件事已申报过：{no}", code="DUPLICATE", reads="alike", clause="A54")
def not_claimed_before(facts: Facts) -> Finding:
    once = facts.regime.value("catalogue.once_per")
    same = [
        one.no
        for one in facts.alike
        if one.state not in OVER and any(deed(taken.form, once) == deed(facts.form, once) for taken in one.taken if taken.step in FILED)
    ]
    return Finding.of(not same, no="、".join(same))


@guard("核实分值应大于 0，且不超过申报的 {claimed} 分", clause="T10")
def not_above_claim(facts: Facts) -> Finding:
    claimed = facts.last(*FILED).form["points"]
    return Finding.of(0 < facts.form["verified"] <= claimed, claimed=figure(claimed), verified=figure(facts.form["verified"]))


def deed(form: Mapping[str, Any], once_per: Collection[str]) -> tuple[str, str]:
    """What makes two claims of a member the same (A54): the item, and the event or, failing one, the day; as far as the rules name these."""
    return (form["item"] if "item" in once_per else "", (form.get("event") or form["deed_on"]) if "event" in once_per else "")
