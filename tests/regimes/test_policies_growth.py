"""Shares that rise by formula where a later year has no figure of its own (T15 A11): exact, up to an end, and never below a year before."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.grammar import Facts, ProposalSeen
from procflow.guards import revising
from procflow.regimes import growth
from procflow.regimes.check import check
from procflow.regimes.diff import diff
from procflow.regimes.overrides import overridden
from procflow.regimes.proof import proof
from procflow.regimes.quotas import places
from procflow.regimes.rulebook import read
from procflow.regimes.told import labels, told
from tests.regimes.examples import TOWNSHIP, changed, changed_text, codes

LATER = ("later_years: {is: last_filed,", "later_years: {is: formula,")
LEVELS = "  levels:\n    - {grade: star5, cycle_no: 1,"
ROWS = "    - {grade: star4, add: 0.01, most: 0.15, by: A11}\n    - {grade: star3, add: 1/60, most: 1/5, by: A11}\n"
GROWING = ((LATER), (LEVELS, f"  growth:\n{ROWS}{LEVELS}"))
RULES = changed(*GROWING)


def growing(rows, *more):
    return changed(LATER, (LEVELS, f"  growth:\n{rows}{LEVELS}"), *more)


@given(st.integers(1, 400), st.fractions(Fraction(1, 500), Fraction(1, 20), max_denominator=900))
def test_a_share_rises_exactly_and_stops_at_its_end_A11(cycle, add):
    rules = overridden(RULES, [f"quota.growth.star4.add={add.numerator}/{add.denominator}"])
    before, now = (rules.quota("star4", number) for number in (cycle, cycle + 1))
    assert now.share == min(Fraction(15, 100), Fraction(1, 10) + cycle * add)
    assert before.share < now.share <= Fraction(15, 100) or before.share == now.share == Fraction(15, 100)
    assert (now.grown, now.inherited, now.clause) == (True, False, "T15 A11")
    assert rules.quota("star5", cycle + 1).share == Fraction(1, 20)


def test_the_third_year_has_more_places_by_formula_and_as_many_as_filed_without_A11():
    given_places = [[places(rules, rules.quota(code, 3), 60) for code in ("star5", "star4", "star3")] for rules in (TOWNSHIP, RULES)]
    assert given_places == [[3, 6, 9], [3, 7, 11]]  # 15 % and two sixtieths are 11/60: of 60 exactly 11


def test_a_figure_filed_for_a_year_begins_anew_and_must_be_above_the_year_before_A11():
    third = (
        "- {grade: star3, cycle_no: 1, share: 0.15, by: T15}",
        "- {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n    - {grade: star4, cycle_no: 3, share: 0.13, by: A11}",
    )
    rules = changed(*GROWING, third)
    assert [rules.quota("star4", number).share * 100 for number in (1, 2, 3, 4, 5, 6)] == [10, 11, 13, 14, 15, 15]
    assert codes(check(rules), "error") == []
    assert codes(check(changed(*GROWING, (third[0], third[1].replace("0.13", "0.11")))), "error") == ["SHARE_NOT_RAISED"]


@pytest.mark.parametrize(("rows", "found"), [
    ("    - {grade: star5, add: 0.01, most: 0.1, by: A11}\n", "SHARE_NOT_FIXED"), ("    - {grade: star4, add: 0, by: A11}\n", "SHARE_NOT_RAISED"),
    ("    - {grade: star4, add: 0.01, most: 0.1, by: A11}\n", "SHARE_NOT_RAISED"), ("    - {grade: star9, add: 0.01, by: A11}\n", "UNKNOWN_GRADE"),
    ("    - {grade: star2, add: 0.01, by: A11}\n", "GROWTH"), ("    - {grade: star4, add: 0.01, most: 0.81, by: A11}\n", "SHARES_OVER_ONE"),
])  # fmt: skip
def test_a_formula_that_cannot_be_is_told_where_it_stands_A11(rows, found):
    text = changed_text(LATER, (LEVELS, f"  growth:\n{rows}{LEVELS}"))
    (told_of,) = [each for each in proof(text) if each.finding.severity == "error"]
    assert (told_of.finding.code, told_of.finding.path.startswith("quota.growth"), told_of.column > 1) == (found, True, True)
    assert text.splitlines()[told_of.line - 1].strip(" -") in ("growth:", rows.strip(" -\n"))
    assert told_of.finding.text("en").isascii() or "“" in told_of.finding.text("en")


def test_the_year_in_which_the_shares_come_to_more_than_one_is_named_A11():
    (found,) = [each for each in check(growing("    - {grade: star4, add: 0.1, by: A11}\n")) if each.severity == "error"]
    assert (found.code, found.inputs) == ("SHARES_OVER_ONE", {"cycle_no": 9})  # 10 % and 8 times 10 are 90, and 20 for the others


def test_a_formula_without_rows_and_rows_without_a_formula_are_errors_A11():
    assert codes(check(changed(LATER)), "error") == codes(check(changed(GROWING[1])), "error") == ["GROWTH"]
    assert [level.share for level in (changed(GROWING[1]).quota("star4", 5),)] == [Fraction(1, 10)]


def test_a_formula_fills_the_hole_of_the_later_years_and_no_share_is_told_as_inherited_A11():
    assert ("LATER_SHARES" in codes(check(TOWNSHIP)), "LATER_SHARES" in codes(check(RULES))) == (True, False)
    assert (codes(check(TOWNSHIP, 3), "warning").count("SHARE_INHERITED"), codes(check(RULES, 3), "warning").count("SHARE_INHERITED")) == (
        2,
        0,
    )


@pytest.mark.parametrize(("old", "new", "ok"), [("0.01", "0.01", True), ("0.01", "0.001", False), ("0.001", "0.01", True)])
def test_a_new_formula_never_gives_less_than_the_year_before_had_A11(old, new, ok):
    earlier, later = (growing(ROWS.replace("add: 0.01,", f"add: {each},")) for each in (old, new))
    assert (growth.lowered(earlier, later) == []) == ok
    revised = Facts({"proposal": ProposalSeen(later, "", (), earlier, frozenset(), ())})
    assert revising.shares_raised.ask(revised).ok == ok


def test_the_difference_is_told_in_words_and_a_plan_without_a_formula_keeps_its_hash_A11():
    said = told(diff(TOWNSHIP, RULES), "zh", labels(RULES))
    assert any("四星级的名额比例每年提升" in each.title for each in said)
    assert read(changed_text()).canonical == TOWNSHIP.canonical
    assert b"growth" not in TOWNSHIP.canonical
