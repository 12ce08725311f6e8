"""The bonus that grades test (A25): the mean of the periods that count, or where the rules say so their sum; the score is a mean either way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import canon
from procflow.dates import Period
from procflow.grammar import EntrySeen, PersonSeen
from procflow.regimes.check import check
from procflow.regimes.coverage import findings
from procflow.regimes.overrides import overridden
from procflow.regimes.proof import proof
from procflow.regimes.rating import as_data, rate
from procflow.regimes.reach import limits
from procflow.regimes.rerated import Year
from procflow.regimes.rulebook import bundled, load, read
from procflow.regimes.scoring import AnnualFacts, Line, annual
from procflow.regimes.whatif import whatif
from tests.regimes.examples import Posted, codes

BUREAU = load("bureau_quarterly")
TEXT = bundled()["bureau_quarterly"].read_text(encoding="utf-8")
SUMMED = read(TEXT.replace("\ngrading:\n", "\ngrading:\n  bonus: {is: sum, by: A25}\n"))
LINES = st.lists(st.tuples(st.integers(0, 8000), st.integers(0, 1000), st.integers(0, 900)), min_size=1, max_size=4)


def line(base, bonus, deduction):
    return Line(base=base, bonus=bonus, deduction=deduction, total=base + bonus - deduction)


@given(LINES)
def test_switched_to_the_sum_the_bonus_alone_is_compared_otherwise_A25(quarters):
    facts = AnnualFacts("K1", tuple(line(*each) for each in quarters))
    mean, summed = annual(BUREAU, facts), annual(SUMMED, facts)
    assert summed.figures() == {**mean.figures(), "bonus": sum(bonus for _, bonus, _ in quarters)}
    assert (summed.bonus, summed.effective) == (mean.bonus, mean.effective)


def rated(rules, bonus=200):
    """Somebody with 78 points of base each quarter and so much bonus."""
    entries = [Posted("K1", name, points, f"2024-Q{n}") for n in (1, 2, 3, 4) for name, points in (("base", 7800), ("bonus", bonus))]
    return rate(rules, Period(2024, "year"), entries, {"K1": PersonSeen("K1", "formal", scope_from="2024-01-01")}, 1)


@pytest.mark.parametrize(("rules", "found"), [(BUREAU, "undetermined"), (SUMMED, "qualified")])
def test_two_points_a_quarter_are_too_few_as_a_mean_and_enough_as_a_sum_A25(rules, found):
    assert rated(rules).allotment.rated["K1"].grade == found


def test_what_was_compared_is_filed_with_the_rating_where_it_is_not_what_is_shown_A25():
    (plain,), (summed,) = (as_data(rated(rules), 1)["lines"] for rules in (BUREAU, SUMMED))
    assert (plain["bonus"], summed["bonus"], "bonus_tested" in plain, summed["bonus_tested"]) == (200, 200, False, 800)


def test_a_what_if_sets_it_and_says_which_change_does_it_A25():
    new = overridden(BUREAU, ["grading.bonus=sum"])
    entries = [entry(name, points, f"2024-Q{n}") for n in (1, 2, 3, 4) for name, points in (("base", 7800), ("bonus", 200))]
    found = whatif(BUREAU, new, Year(Period(2024, "year"), entries, {"K1": PersonSeen("K1", "formal", scope_from="2024-01-01")}, 1))
    (moved,) = found.moved
    assert (moved.before.grade, moved.after.grade, [each.path for each in moved.alone]) == ("undetermined", "qualified", ["grading.bonus"])


def entry(component, points, counts_in):
    return EntrySeen(f"{component}{counts_in}", "K1", component, "", points, counts_in, "original", 0, False)


def test_the_proof_that_every_figure_has_an_outcome_looks_at_sums_of_the_year_A25():
    assert [rules.value("grading.bonus") for rules in (BUREAU, SUMMED)] == ["mean", "sum"]
    assert [limits(rules).sides[2].whole()[1] for rules in (BUREAU, SUMMED)] == [1000, 4000]
    assert codes(check(SUMMED), "error") == []
    high = read(TEXT.replace("\ngrading:\n", "\ngrading:\n  bonus: {is: sum, by: A25}\n").replace("bonus >= 5", "bonus >= 41"))
    assert "UNREACHABLE" in codes(list(findings(high)))


def test_a_word_that_is_neither_is_told_where_it_stands_A25():
    bent = TEXT.replace("\ngrading:\n", "\ngrading:\n  bonus: {is: total, by: A25}\n")
    (told,) = [each for each in proof(bent) if each.finding.severity == "error"]
    assert (told.finding.path, "total" in bent.splitlines()[told.line - 1], told.column > 1) == ("grading.bonus", True, True)


def test_plans_that_do_not_say_it_keep_their_hash_A25():
    assert ["bonus" in canon.loads(rules.canonical)["grading"] for rules in (BUREAU, SUMMED)] == [False, True]
    assert BUREAU.sha256 == "0733f44eeaf3a2541de688257602ee2374ae11b8491629ec39bf030994df7fcb"
