"""Guards about a statement that is posted and checked: summed, cleared, its window over, as the ledger has it, confirmed by its members."""

from __future__ import annotations

from datetime import date

from procflow.dates import Period, publicity
from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards import clear_of_objections, open_objections
from procflow.guards.corrections import corrections_posted
from procflow.guards.timeliness import CHECK, SHOWN
from procflow.regimes.scoring import totals
from procflow.regimes.statement import lines, rows, sums


@guard("{members}的分项之和与台帐合计不符", reads="entries period", clause="A51")
def sums_agree(facts: Facts) -> Finding:
    """Every line equals the plain sum of its entries (domain §4.1)."""
    period, plain = facts.period.period, sums(facts.entries, facts.period.period)
    shown = {member: one.base + one.bonus + one.appraisal + one.task - one.deduction
             for member, one in totals(facts.regime, facts.entries, period).items()}  # fmt: skip
    wrong = sorted(member for member in plain if plain[member] != shown.get(member))
    return Finding.of(not wrong, members="、".join(wrong[:9]), count=len(wrong))


@guard("公示表还没有经书记审阅同意", clause="N18")
def cleared(facts: Facts) -> bool:
    return facts.last("compile", "clear").step == "clear"


@guard("公示表与台帐不一致：{members}。须重新汇总，或更正后重新公示", reads="statement entries roster period", clause="A35 A51")
def as_published(facts: Facts) -> Finding:
    """The statement filed last says what the ledger says: every balance equals its published line (domain §4.1)."""
    different = stale(facts)
    return Finding.of(not different, members="、".join(different[:9]), count=len(different))


@guard("公示表与台帐一致，不必重新公示", reads="statement entries roster period", clause="A35 A51")
def changed(facts: Facts) -> bool:
    return bool(stale(facts))


@guard("公示到{last}24:00为止，今天是{today}", code="TOO_EARLY", reads="publicity", clause="A34 N17")
def window_over(facts: Facts) -> Finding:
    last, today = str(facts.publicity.get("last") or ""), facts.today.isoformat()
    return Finding.of(bool(last) and today > last, last=last, today=today)


@guard("以前各期须先定稿：{periods}", reads="period", clause="A51")
def earlier_final(facts: Facts) -> Finding:
    return Finding.of(not facts.period.open_before, periods="、".join(facts.period.open_before))


READY = (window_over, clear_of_objections, corrections_posted, as_published, earlier_final)  # what every close of a period asks


@guard("异议尚未办结", reads="links", clause="A50")
def all_closed(facts: Facts) -> bool:
    return not open_objections(facts)


@guard("没有写明初步意见的：{missing}", reads="statement", clause="B33")
def each_has_opinion(facts: Facts) -> Finding:
    missing = sorted({str(row[0]) for row in facts.statement.get("lines", ())} - {line["member"] for line in facts.form["lines"]})
    return Finding.of(not missing, missing="、".join(missing[:9]), count=len(missing))


@guard("只能核实本人的明细", code="FORBIDDEN_ROLE", clause="B33")
def own_line(facts: Facts) -> bool:
    """The member concerned, or an official who enters the member's paper."""
    return bool(facts.form["member"] == (facts.actor.entered_for or facts.actor.person))


@guard("公示表中没有{member}", code="NOT_IN_SCOPE", reads="statement", clause="B33")
def on_the_statement(facts: Facts) -> Finding:
    return Finding.of(facts.form["member"] in {row[0] for row in facts.statement.get("lines", ())}, member=facts.form["member"])


@guard("已经核实过", code="DUPLICATE", clause="B33")
def not_confirmed_yet(facts: Facts) -> bool:
    return facts.form["member"] not in confirmed(facts)


@guard("核实到{last}为止，今天是{today}", code="OUT_OF_WINDOW", clause="B33")
def still_to_check(facts: Facts) -> Finding:
    """Where nothing was shown to the members yet, no day has passed; that it is not their turn is told elsewhere."""
    last = check_end(facts).isoformat() if facts.taken(*SHOWN) else ""
    return Finding.of(not last or facts.today.isoformat() <= last, last=last, today=facts.today.isoformat())


@guard("还有 {missing} 名党员没有核实，核实到{last}为止", code="TOO_EARLY", reads="statement", clause="B34")
def checked(facts: Facts) -> Finding:
    """Each member confirmed, or the days for it are over in silence."""
    missing = len({str(row[0]) for row in facts.statement.get("lines", ())} - confirmed(facts))
    return Finding.of(not missing or facts.today > check_end(facts), missing=missing, last=check_end(facts).isoformat())


def check_end(facts: Facts) -> date:
    """The last day of the members' check: counted anew when a dispute was settled and the member shown the result."""
    return facts.calendar.add(date.fromisoformat(facts.last(*SHOWN).on), CHECK)


@reads("publicity")
def window_end(facts: Facts) -> date:
    """The window's last day: of the posting just made, or of the one that stands."""
    standing = facts.publicity.get("last")
    if standing is None or facts.case.taken[-1].step == "publicise":
        sheet = "annual" if Period.parse(facts.case.period).kind == "year" else "quarter"
        return publicity(facts.today, facts.regime.publicity(sheet).span, facts.calendar).last
    return date.fromisoformat(str(standing))


def confirmed(facts: Facts) -> set[str]:
    return {str(taken.form["member"]) for taken in facts.taken("confirm_line")}


def stale(facts: Facts) -> list[str]:
    """The members whose line is no longer the one filed: of places alone nobody is told, they follow from the lines."""
    filed = {str(row[0]): row[1:-1] for row in facts.statement.get("lines", ())}
    now = {str(row[0]): row[1:-1] for row in rows(lines(facts.regime, facts.entries, facts.roster, facts.period.period))}
    return sorted(name for name in filed.keys() | now.keys() if filed.get(name) != now.get(name))
