"""Shares as fractions: exact however they are written, filed in one way, and the plans that came before keep their hash (T15 A7 A8)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import canon
from procflow.dates import Period
from procflow.grammar import PersonSeen
from procflow.regimes import shares
from procflow.regimes.check import check
from procflow.regimes.diff import diff
from procflow.regimes.overrides import BadOverrideError, overridden
from procflow.regimes.proof import proof
from procflow.regimes.quotas import places
from procflow.regimes.rating import as_data, rate
from procflow.regimes.rulebook import bundled, load, read
from procflow.regimes.sorts import BadValueError, scalar
from procflow.regimes.told import told
from procflow.regimes.worth import carried
from tests.regimes.examples import TOWNSHIP, changed, changed_text, codes, hundredths

FIVE = "{grade: star5, cycle_no: 1, share: 0.05"
THIRD = changed((FIVE, FIVE.replace("0.05", "1/3")))
FRACTIONS = st.integers(1, 9999).flatmap(lambda below: st.builds(Fraction, st.integers(1, below), st.just(below)))


@given(FRACTIONS)
def test_a_share_is_filed_in_one_way_and_read_back_as_it_was(share):
    written = f"{share.numerator}/{share.denominator}"
    assert scalar("share", written) == shares.filed(share)
    assert shares.exact(shares.filed(share)) == share == shares.of_data(shares.data(share))
    assert canon.loads(canon.dumps({"share": shares.filed(share)})) == {"share": shares.filed(share)}
    if isinstance(shares.filed(share), int):
        assert scalar("share", shares.number(share)) == scalar("share", written)


@given(FRACTIONS, st.integers(0, 3000))
def test_the_places_of_a_fraction_are_never_one_too_few_or_too_many_A8(share, members):
    rules = overridden(TOWNSHIP, [f"quota.levels.star5.1.share={share.numerator}/{share.denominator}"])
    given_places = places(rules, rules.quota("star5", 1), members)
    assert given_places * share.denominator <= members * share.numerator < (given_places + 1) * share.denominator


def test_a_third_of_twenty_four_is_eight_and_0_3333_of_it_seven_A8():
    decimal = changed((FIVE, FIVE.replace("0.05", "0.3333")))
    assert [places(rules, rules.quota("star5", 1), 24) for rules in (THIRD, decimal)] == [8, 7]


def test_a_twentieth_written_either_way_is_the_same_plan():
    assert changed((FIVE, FIVE.replace("0.05", "1/20"))) == TOWNSHIP


@pytest.mark.parametrize("said", ["1/0", "4/3", "0/3", "1/3.5", "1/30000", "-1/3", "a third"])
def test_what_is_no_share_is_told_with_its_line_and_column(said):
    with pytest.raises(BadValueError):
        scalar("share", said)
    (found,) = [each for each in proof(changed_text((FIVE, FIVE.replace("0.05", f'"{said}"')))) if each.finding.severity == "error"]
    line = changed_text((FIVE, FIVE.replace("0.05", f'"{said}"'))).splitlines()[found.line - 1]
    assert (found.finding.path.startswith("quota.levels["), line[found.column - 1 :].startswith(f'"{said}"')) == (True, True)
    assert ("1/3" in found.finding.text(), "1/3" in found.finding.text("en")) == (True, True)
    with pytest.raises(BadOverrideError):
        overridden(TOWNSHIP, [f"quota.levels.star5.1.share={said}"])


def test_thirds_add_up_to_one_and_no_more():
    rest = ("{grade: star4, cycle_no: 1, share: 0.10", "{grade: star4, cycle_no: 1, share: 1/3"), (
        "{grade: star3, cycle_no: 1, share: 0.15", "{grade: star3, cycle_no: 1, share: 1/3")  # fmt: skip
    assert codes(check(changed((FIVE, FIVE.replace("0.05", "1/3")), *rest)), "error") == []
    assert codes(check(changed((FIVE, FIVE.replace("0.05", "0.3334")), *rest)), "error") == ["SHARES_OVER_ONE"]


def test_a_fraction_is_shown_as_one_and_filed_with_the_rating():
    (change,) = told(diff(TOWNSHIP, THIRD), "zh", {})
    assert (change.old, change.new) == ("5%", "1/3")
    roster = {f"M{n}": PersonSeen(f"M{n}", "formal", scope_from="2024-01-01") for n in range(3)}
    first, second = as_data(rate(THIRD, Period(2024, "year"), [], roster, 1), 1)["shares"][:2]
    assert (first["share"], first["places"], "basis_points" in first, second["basis_points"]) == ("1/3", 1, False, 1000)


def test_weights_and_what_is_carried_over_are_exact_too():
    text = bundled()["bureau_quarterly"].read_text(encoding="utf-8")
    shared = text
    for source, share in (("members", "0.6"), ("masses", "0.2"), ("pledge", "0.2")):
        assert shared.count(f"source: {source}, share: {share}") == 1
        shared = shared.replace(f"source: {source}, share: {share}", f"source: {source}, share: 1/3")
    assert codes(check(read(shared)), "error") == []
    assert carried(overridden(TOWNSHIP, ["components.base.carry_over=1/3"]), hundredths("66.67")) == hundredths("22.22")


@pytest.mark.parametrize(("regime", "known"), [
    ("township_star", "a93c17e5fb54d278e4dd1edfae126a7615683d3ffa31acfa9c900dc4be26ca6c"),
    ("bureau_quarterly", "0733f44eeaf3a2541de688257602ee2374ae11b8491629ec39bf030994df7fcb"),
])  # fmt: skip
def test_the_plans_that_came_before_keep_their_hash(regime, known):
    assert load(regime).sha256 == known
