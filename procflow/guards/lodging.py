"""Guards of filing an objection: from whom, against which sheet, about what, once, and in time or late (T4 B14 A49). None judges its worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, Taken, guard
from procflow.guards.parties import SHEETS
from procflow.guards.timeliness import ABOUT, POSTED, kind_due, last_day
from procflow.regimes.schema import OFFICES

TARGETS = {"base_registration": ("base",), "bonus_claim": ("bonus",), "deduction_proposal": ("deduction",), "late_supplement": ("base",),
           "opening_balance": ("base", "bonus", "deduction")}  # fmt: skip
OF_MANY = ("base_registration", "opening_balance")  # sheets of the whole branch: these alone take any number of corrections, line by line


@guard("本细则不受理这一来源的异议", clause="T4 B14 A49")
def source_admitted(facts: Facts) -> Finding:
    source = facts.form["source"]
    may = facts.regime.value("objection.anonymous") if source == "anonymous" else source in facts.regime.value("objection.who")
    return Finding.of(bool(may), source=source)


@guard("群众和匿名的异议由支部工作人员登记，不代党员录入", code="FORBIDDEN_ROLE", clause="A49")
def taken_in_by_an_official(facts: Facts) -> bool:
    return facts.form["source"] == "member" or bool(set(OFFICES) & facts.actor.roles and not facts.actor.entered_for)


@guard("群众和匿名的异议，须附书面反映或谈话记录", code="MISSING_EVIDENCE", clause="A49")
def paper_attached(facts: Facts) -> bool:
    return facts.form["source"] == "member" or bool(facts.files)


@guard("{sheet}不是本支部{period}的结账或评定，也不是这名党员的转正或免予纳入", reads="named", clause="T4 B14 N18")
def of_this_sheet(facts: Facts) -> Finding:
    found = facts.named.get(facts.form["sheet"])
    ok = found is not None and found.procedure in SHEETS and found.period == facts.case.period
    mine = found is None or found.procedure not in ABOUT.values() or found.subject == facts.subject
    return Finding.of(ok and mine, sheet=facts.form["sheet"], period=facts.case.period)


@guard("对评定等次的异议，须写年度评定的案号", reads="named", clause="T4")
def rating_named(facts: Facts) -> bool:
    found = facts.named.get(facts.form["sheet"])
    return facts.form["about"] != "rating" or found is None or found.procedure == "annual_rating"


@guard("对转正、免予纳入公示的异议，须写那一件的案号，并选这一异议类型", reads="named", clause="N18")
def posted_case_named(facts: Facts) -> bool:
    """The one goes with the other: such an objection is about no points."""
    found = facts.named.get(facts.form["sheet"])
    return found is None or ABOUT.get(facts.form["about"], "") == (found.procedure if found.procedure in ABOUT.values() else "")


@guard("{period}还没有公示，公示后再提出异议", code="TOO_EARLY", reads="named", clause="T4 B14")
def sheet_posted(facts: Facts) -> Finding:
    found = facts.named.get(facts.form["sheet"])
    return Finding.of(found is None or any(each.step == POSTED for each in found.taken), period=facts.case.period)


@guard("提出异议到{last}为止，今天是{today}", code="OUT_OF_WINDOW", reads="named", clause="A49")
def late_ones_taken(facts: Facts) -> Finding:
    """Where the rules refuse late objections; elsewhere they are admitted and hold nothing."""
    found, today = facts.named.get(facts.form["sheet"]), facts.today.isoformat()
    late = facts.regime.value("objection.late") == "refuse" and kind_due(facts, found, today) == "late"
    return Finding.of(found is None or not late, last=last_day(facts, found), today=today)


@guard("{member}不在{period}的名单中", code="NOT_IN_SCOPE", reads="roster", clause="G-SCOPE")
def on_the_roster(facts: Facts) -> Finding:
    return Finding.of(facts.subject in facts.roster, member=facts.subject, period=facts.case.period)


@guard("{no}不是{member}在{period}的登记、加分或扣分", reads="named", clause="T4 B14")
def targets_concern(facts: Facts) -> Finding:
    """What is pointed at belongs to the member (or is a sheet of the whole branch) and counts in this period."""
    strange = [no for no in facts.form.get("targets") or () if not concerns(facts, no)]
    return Finding.of(not strange, no="、".join(strange), member=facts.subject, period=facts.case.period)


@guard("同一事项您已提出：{no}", code="DUPLICATE", reads="alike", clause="A49")
def not_filed_before(facts: Facts) -> Finding:
    """By the same member, about the same thing, still open; what villagers say is taken in as often as they say it."""
    who = facts.actor.entered_for or facts.actor.person
    same = [one.no for one in facts.alike if one.open and one.taken and one.taken[0].by == who and one.period == facts.case.period
            and overlap(facts.form, one.taken[0].form)]  # fmt: skip
    return Finding.of(facts.form["source"] != "member" or not same, no="、".join(same))


FILING = (source_admitted, taken_in_by_an_official, paper_attached, of_this_sheet, rating_named, posted_case_named, sheet_posted, late_ones_taken,
          on_the_roster, targets_concern, not_filed_before)  # fmt: skip


def concerns(facts: Facts, no: str) -> bool:
    found = facts.named.get(no)
    if found is None or found.procedure not in TARGETS:
        return False
    mine, its = Period.parse(facts.case.period), Period.parse(found.period)
    return (found.procedure in OF_MANY or found.subject == facts.subject) and mine.contains(its.first) and mine.contains(its.last)


def overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two objections are about the same item: a case that both point at or, where one points at none, the same component.

    What is posted about one member is no item of a rating of the same year.
    """
    if ABOUT.get(one.get("about", "")) != ABOUT.get(other.get("about", "")):
        return False
    mine, its = set(one.get("targets") or ()), set(other.get("targets") or ())
    return bool(mine & its) if mine and its else one["component"] == other.get("component")


def targets(taken: Iterable[Taken]) -> tuple[str, ...]:
    """The cases that an objection points at, as was said last."""
    return next((tuple(each.form["targets"]) for each in reversed(list(taken)) if each.form.get("targets")), ())
