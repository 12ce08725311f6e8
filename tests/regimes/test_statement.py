"""A period's statement: nobody left out, every line the sum of its entries, and no cap ever left with room that was asked for."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.regimes.statement import freed, lines, rows, sums
from tests.regimes.examples import TOWNSHIP, changed

Q1, Q2 = Period(2024, "quarter", 1), Period(2024, "quarter", 2)
CAP = 7000
QUARTERLY = changed(("  per: {is: year, by: A4}", "  per: {is: quarter, by: A24}"))


@dataclass(frozen=True)
class Booked:
    member: str
    component: str
    points: int
    counts_in: str = "2024-Q1"
    uncredited: int = 0
    kind: str = "original"
    reversed: bool = False


@dataclass(frozen=True)
class Scope:
    scope_from: str = "2024-01-01"
    scope_until: str = ""


def gave(entries, period=Q1, rules=TOWNSHIP):
    return [(each.member, each.component, each.points) for each in freed(rules, entries, period)]


def test_everyone_in_scope_on_any_day_of_the_period_has_a_line():
    people = {
        "whole": Scope(), "joined": Scope("2024-03-31"), "left": Scope(until := "2023-01-01", "2024-01-01"), "later": Scope("2024-04-01"),
        "gone": Scope(until, "2023-12-31"), "never": Scope(""),
    }  # fmt: skip
    assert list(lines(TOWNSHIP, (), people, Q1)) == ["joined", "left", "whole"]


def test_someone_with_points_has_a_line_though_out_of_scope():
    assert list(lines(TOWNSHIP, (Booked("M01", "base", 150),), {}, Q1)) == ["M01"]


def test_a_row_is_member_components_total_and_place_and_equals_share_a_place():
    entries = (Booked("M01", "base", 150), Booked("M02", "base", 200), Booked("M02", "deduction", -50), Booked("M03", "bonus", 800))
    found = rows(lines(TOWNSHIP, entries, {}, Q1))
    assert found == [["M01", 150, 0, 0, 0, 150, 2], ["M02", 200, 0, 50, 0, 150, 2], ["M03", 0, 800, 0, 0, 800, 1]]


def test_nothing_is_given_back_where_nothing_was_freed():
    assert gave((Booked("M01", "base", CAP), Booked("M01", "base", 0, uncredited=300))) == []


def test_a_reversal_gives_room_to_what_had_been_clipped():
    undone = (Booked("M01", "base", 500, reversed=True), Booked("M01", "base", -500, reversed=True))
    assert gave((Booked("M01", "base", CAP - 500), *undone, Booked("M01", "base", 0, uncredited=300))) == [("M01", "base", 300)]


def test_what_was_given_back_once_is_not_given_back_again():
    entries = (Booked("M01", "base", CAP - 500), Booked("M01", "base", 0, uncredited=300), Booked("M01", "base", 300, kind="cap"))
    assert gave(entries) == []


def test_a_yearly_cap_looks_back_but_not_ahead():
    entries = (Booked("M01", "base", CAP, "2024-Q1"), Booked("M01", "base", 200, "2024-Q2"))
    assert gave(entries) == []
    assert gave(entries, Q2) == [("M01", "base", -200)]


def test_a_quarterly_cap_looks_at_its_quarter_alone():
    entries = (Booked("M01", "base", CAP, "2024-Q1"), Booked("M01", "base", 200, "2024-Q2"))
    assert gave(entries, Q2, QUARTERLY) == []


def test_a_component_without_cap_gives_nothing_back():
    assert gave((Booked("M01", "bonus", 9000, uncredited=100),)) == []


claimed = st.lists(st.integers(0, 4000), max_size=6)


@given(claimed, st.sets(st.integers(0, 5)))
def test_after_the_closing_each_cap_is_met_exactly_whatever_was_reversed(asked, undone):
    entries, held = [], 0
    for amount in asked:
        credited = min(amount, CAP - held)
        held += credited
        entries.append(Booked("M01", "base", credited, uncredited=amount - credited))
    reversals = [Booked("M01", "base", -entries[number].points, reversed=True) for number in undone if number < len(entries)]
    entries = [
        Booked(each.member, each.component, each.points, uncredited=each.uncredited, reversed=number in undone)
        for number, each in enumerate(entries)
    ]
    caps = [Booked(each.member, each.component, each.points, kind="cap") for each in freed(TOWNSHIP, (*entries, *reversals), Q1)]
    everything = (*entries, *reversals, *caps)
    assert sums(everything, Q1).get("M01", 0) == min(CAP, sum(amount for number, amount in enumerate(asked) if number not in undone))
    assert freed(TOWNSHIP, everything, Q1) == ()


@given(
    st.lists(st.tuples(st.sampled_from(["M01", "M02"]), st.sampled_from(["base", "bonus", "deduction"]), st.integers(1, 900)), max_size=9)
)
def test_every_line_is_the_sum_of_its_entries(given_points):
    entries = [Booked(member, component, -points if component == "deduction" else points) for member, component, points in given_points]
    found = lines(TOWNSHIP, entries, {}, Q1)
    assert {member: one.base + one.bonus - one.deduction for member, one in found.items()} == {
        member: total + sum(each.points for each in freed(TOWNSHIP, entries, Q1) if each.member == member)
        for member, total in sums(entries, Q1).items()
    }
