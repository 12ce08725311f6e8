"""Guards about a year's rating up to its proposal: begun once, its inputs complete, its ties decided (A12). They ask the arithmetic and do none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard
from procflow.guards import lots
from procflow.guards.choosing import by_committee, picked
from procflow.guards.motions import latest_motion, motions, options_of, winner
from procflow.regimes.rating import Rating, RunOff, rate
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError


@guard("{period}还没有结束，或不是一个年度", code="TOO_EARLY", clause="T12")
def year_over(facts: Facts) -> Finding:
    return Finding.of(year(facts).kind == "year" and facts.today > year(facts).last, period=facts.case.period)


@guard("{period}已经开始评定", code="DUPLICATE", reads="alike")
def not_rated_before(facts: Facts) -> Finding:
    return Finding.of(all(one.period != facts.case.period for one in facts.alike), period=facts.case.period)


@guard("{period}没有季度结账，不评定", code="NOT_IN_SCOPE", reads="closings", clause="T12")
def quarters_closed(facts: Facts) -> Finding:
    return Finding.of(bool(facts.closings), period=facts.case.period)


@guard("各季度下发备案后才能汇总，还没有下发的：{periods}", code="TOO_EARLY", reads="closings", clause="T12 B36")
def quarters_issued(facts: Facts) -> Finding:
    waiting = [one.period for one in facts.closings if one.state != "issued"]
    return Finding.of(not waiting, periods="、".join(waiting))


@guard("本年度还有没办结的事项：{no}", code="TOO_EARLY", reads="claims", clause="T12")
def nothing_pending(facts: Facts) -> Finding:
    return Finding.of(not facts.claims, no="、".join(one.no for one in facts.claims[:9]), count=len(facts.claims))


@guard("{year}年度的民主评议备案后才能汇总", code="TOO_EARLY", reads="appraisals", clause="B15 B35")
def appraisal_filed(facts: Facts) -> Finding:
    """Where the rules make points of it; elsewhere the points are an input to the appraisal and do not wait for it (A57)."""
    scored = facts.regime.cap("appraisal").points != 0
    return Finding.of(not scored or any(one.state == "filed" for one in facts.appraisals), year=facts.case.period)


@guard(
    "规则对“{path}”没有规定：请先修订并备案细则，再汇总", code="RULE_UNDEFINED", reads="entries roster cycle_no links pool", clause="A26"
)
def rules_answer(facts: Facts) -> Finding:
    try:
        rating(facts)
    except RuleUndefinedError as unanswered:
        return Finding.of(False, path=unanswered.path)
    return Finding.of(True, path="")


@guard("没有并列待决定", reads="rating", clause="A12")
def tied(facts: Facts) -> bool:
    """Something for the meeting: where the rules have the committee choose, it has nothing to vote on (A30)."""
    return bool(facts.rating.get("ties")) and not by_committee(facts.regime)


@guard("名额边缘还有并列，须先表决、抽签或记为未决", reads="rating", clause="A12")
def no_tie_left(facts: Facts) -> bool:
    return not facts.rating.get("ties")


@guard("并列表决还没有结果，或已经选出", reads="links", clause="A12")
def run_off_failed(facts: Facts) -> bool:
    return latest_motion(facts) in ("not_passed", "withdrawn")


def rating(facts: Facts, *more: RunOff) -> Rating:
    """The year's rating as ledger, roster and run-offs now have it; `more` is what is being decided. It reads entries, roster, cycle_no, links, pool."""
    return rate(facts.regime, year(facts), facts.entries, facts.roster, facts.cycle_no, (*decided(facts), *more), facts.pool)


def decided(facts: Facts) -> Iterator[RunOff]:
    """What each tie came to, in order: every round had a motion of its own, and the last of them was decided or given up; the committee had none.

    A lot that was drawn says it for all of the tied at once.
    """
    rounds = iter(motions(facts))
    for taken in facts.taken("need_tie_vote", "run_again", "tie_done", "tie_unresolved", "choose", "draw_lots"):
        if taken.step == "choose":
            yield from picked(taken.form)
        elif taken.step in ("need_tie_vote", "run_again"):
            motion = next(rounds)
        elif taken.step == "draw_lots":
            yield from lots.chosen(lots.order(taken.form))
        elif taken.step == "tie_done":
            yield RunOff(frozenset(options_of(motion.taken)), winner(motion))
        else:
            yield RunOff(frozenset(options_of(motion.taken)))


def year(facts: Facts) -> Period:
    return Period.parse(facts.case.period)


def last_year(rules: Rulebook, today: date, since: date) -> tuple[str, ...]:
    """The year that is over, unless it was over before rules were in force."""
    before = Period.of(today, "year").previous()
    return (str(before),) if before.last >= since else ()
