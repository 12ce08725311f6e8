"""Shares taken of the whole township (A7): its places are shared out over the branches exactly, whatever the others have for scores."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.grammar import EntrySeen, PersonSeen
from procflow.regimes.check import check
from procflow.regimes.overrides import overridden
from procflow.regimes.pool import Pool, apportioned
from procflow.regimes.quotas import places
from procflow.regimes.rating import as_data, rate
from procflow.regimes.rerated import Year
from procflow.regimes.rulebook import RuleUndefinedError
from procflow.regimes.whatif import whatif
from tests.machines import yearend
from tests.regimes.examples import TOWNSHIP, changed, codes

POOLED = changed(("base: {is: total_members,", "base: {is: township_pool,"))
Y2024 = Period(2024, "year")
TWELVE = {f"M{n:02}": PersonSeen(f"M{n:02}", "formal", scope_from="2024-01-01", scope_until="2024-12-31") for n in range(1, 13)}
BEST = (EntrySeen("e1", "M01", "bonus", "", 11000, "2024-Q2", "original"),)
SIX = Pool("a", {"a": 12, "b": 30, "c": 25, "d": 11, "e": 14, "f": 8})  # a hundred members
BRANCHES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 60), min_size=1, max_size=12)


@given(BRANCHES, st.fractions(0, 1, max_denominator=400), st.integers(1, 9))
def test_the_parts_add_up_to_the_places_and_each_is_the_exact_part_rounded_down_or_up_A7(members, share, cycle):
    total = sum(members.values())
    whole = int(share * total)
    parts = apportioned(members, whole, cycle)
    assert (sum(parts.values()), parts.keys()) == (whole, members.keys())
    for unit, part in parts.items():
        exact = Fraction(whole * members[unit], total) if total else Fraction(0)
        assert exact - 1 < part < exact + 1
        assert part <= members[unit]


@given(BRANCHES, st.integers(0, 40), st.integers(1, 9))
def test_a_greater_branch_never_has_fewer_places_A7(members, whole, cycle):
    parts = apportioned(members, min(whole, sum(members.values())), cycle)
    ordered = sorted(members, key=lambda unit: members[unit])
    assert all(parts[less] <= parts[more] for less, more in pairwise(ordered) if members[less] < members[more])


@given(st.integers(1, 8), st.integers(0, 20), st.integers(1, 30))
def test_branches_of_the_same_size_take_turns_A7(branches, whole, size):
    members = {f"u{n}": size for n in range(branches)}
    over = [apportioned(members, whole, cycle) for cycle in range(1, branches + 1)]
    assert {sum(parts[unit] for parts in over) for unit in members} == {whole}


@given(st.integers(1, 60), st.lists(st.integers(0, 60), max_size=10), st.integers(0, 10000))
def test_all_branches_together_never_have_more_than_the_share_of_the_township_A7_A8(mine, others, basis_points):
    members = {"a": mine, **{f"b{n}": count for n, count in enumerate(others)}}
    rules = overridden(POOLED, [f"quota.levels.star5.1.share={basis_points / 10000:.4f}"])
    level = rules.quota("star5", 1)
    given_places = [Pool(unit, members).part(places(rules, level, sum(members.values())), 1) for unit in members]
    assert sum(given_places) <= level.share * sum(members.values())


@pytest.mark.parametrize(("rules", "grade"), [(TOWNSHIP, "star4"), (POOLED, "star5")])
def test_a_branch_of_twelve_has_a_five_star_place_of_the_township_and_none_of_its_own_A7(rules, grade):
    rating = rate(rules, Y2024, BEST, TWELVE, 1, pool=SIX)
    assert (rating.allotment.rated["M01"].grade, rating.members) == (grade, 100 if rules is POOLED else 12)


def test_what_the_places_are_a_part_of_is_filed_with_the_rating_A7():
    filed = as_data(rate(POOLED, Y2024, BEST, TWELVE, 1, pool=SIX), 1)
    (five, four, three), pool = filed["shares"], filed["pool"]
    assert ([each["pooled"] for each in (five, four, three)], [each["places"] for each in (five, four, three)]) == ([5, 10, 15], [1, 1, 2])
    assert (pool, filed["members"], five["n"]) == (SIX.members, 100, 100)
    assert "pool" not in as_data(rate(TOWNSHIP, Y2024, BEST, TWELVE, 1, pool=SIX), 1)


def test_without_knowing_the_township_nothing_is_guessed_A7():
    with pytest.raises(RuleUndefinedError, match=r"quota\.base"):
        rate(POOLED, Y2024, BEST, TWELVE, 1)
    assert codes(check(POOLED), "error") == []


def test_a_what_if_takes_the_pool_A7():
    found = whatif(TOWNSHIP, overridden(TOWNSHIP, ["quota.base=township_pool"]), Year(Y2024, BEST, TWELVE, 1, (), SIX))
    (moved,) = found.moved
    assert (moved.before.grade, moved.after.grade, [each.path for each in moved.alone]) == ("star4", "star5", ["quota.base"])


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.by_pool) as world:
        yield world


def test_the_members_of_the_other_branches_are_counted_from_what_was_filed_A7(year):
    """23 % of the eight of this branch are one place, for which two are tied; of the nine of the township they are two, both of this branch."""
    year.total()
    filed = year.filed()
    assert (year.state, filed["ties"], filed["pool"], filed["members"]) == ("proposed", [], {"d1": 8, "d2": 1}, 9)
    assert (filed["shares"][2]["places"], filed["shares"][2]["pooled"], set(filed["shares"][2]["chosen"])) == (2, 2, {"M01", "M02"})
