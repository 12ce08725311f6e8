"""The township's worked year (domain 6.1): all fourteen members, their components, scores, grades, places and what opens."""

import pytest

from procflow.regimes.grading import grade
from procflow.regimes.quotas import allot
from procflow.regimes.scoring import rank, totals
from tests.regimes.examples import TOWNSHIP, YEAR, entries_of_the_year, hundredths, scores_of_the_year

SCORES = {score.member: score for score in scores_of_the_year()}
ALLOTMENT = allot(TOWNSHIP, SCORES.values(), int(YEAR["members"]), 1, winners=YEAR["run_off"])
ROWS = [pytest.param(member, *row, id=member) for member, row in YEAR["expected"].items()]


@pytest.mark.parametrize(("member", "base", "bonus", "deduction", "raw", "effective", "band", "final", "cascaded_from"), ROWS)
def test_a_member_of_the_worked_year_gets_the_score_and_star_worked_out_by_hand(
    member, base, bonus, deduction, raw, effective, band, final, cascaded_from
):
    score, rated = SCORES[member], ALLOTMENT.rated[member]
    shown = (score.base, score.bonus, score.deduction, score.raw, score.effective)
    assert shown == tuple(hundredths(points) for points in (base, bonus, deduction, raw, effective))
    assert grade(TOWNSHIP, score).code == rated.band == band
    assert rated.grade == final
    assert list(rated.cascaded_from) == cascaded_from


def test_a_member_who_joined_in_july_is_measured_by_what_was_possible_since_a16():
    assert SCORES["M10"].base == 6600  # 33 of 35, times 70
    assert sum(entry.points for entry in entries_of_the_year() if (entry.member, entry.component) == ("M10", "base")) == 3300


def test_the_share_of_twenty_four_members_is_rounded_down_a7_a8():
    assert [(share.level.grade, share.n, share.places) for share in ALLOTMENT.shares] == [
        ("star5", 24, 1),
        ("star4", 24, 2),
        ("star3", 24, 3),
    ]


def test_the_places_go_by_score_then_by_chain_then_by_vote_a12():
    assert [(share.candidates, share.chosen, share.chosen_by) for share in ALLOTMENT.shares] == [
        (("M01", "M02"), ("M01",), "score"),
        (("M02", "M03", "M04"), ("M02", "M03"), "chain"),
        (("M04", "M05", "M06", "M07"), ("M04", "M05", "M07"), "vote"),
    ]
    assert ALLOTMENT.ties == ALLOTMENT.unresolved == ()


def test_before_the_run_off_the_tied_members_wait_and_neither_has_the_place_a12():
    before = allot(TOWNSHIP, SCORES.values(), 24, 1)
    assert [(tie.grade, tie.members, tie.places) for tie in before.ties] == [("star3", ("M06", "M07"), 1)]
    assert {before.rated[member].grade for member in ("M06", "M07")} == {"star2"}


def test_a_tie_recorded_as_unresolved_waits_no_longer_a12():
    recorded = allot(TOWNSHIP, SCORES.values(), 24, 1, unresolved={"star3"})
    assert (recorded.ties, [tie.grade for tie in recorded.unresolved]) == ((), ["star3"])
    assert {recorded.rated[member].grade for member in ("M06", "M07")} == {"star2"}


def test_each_rating_opens_what_its_clause_says_t17_t18_t20():
    opened: dict[str, list[str]] = {}
    awarded = []
    for member, rated in ALLOTMENT.rated.items():
        for procedure in TOWNSHIP.outcome(rated.grade).opens:
            opened.setdefault(procedure, []).append(member)
        awarded += [member] if TOWNSHIP.outcome(rated.grade).award else []
    assert opened == YEAR["opens"]
    assert awarded == [f"M{n:02}" for n in range(1, 11)]


def test_the_year_is_the_sum_of_its_quarters():
    entries = entries_of_the_year()
    year = totals(TOWNSHIP, entries, "2024")
    quarters = [totals(TOWNSHIP, entries, f"2024-Q{n}") for n in (1, 2, 3, 4)]
    assert {member: line.total for member, line in year.items()} == {
        member: sum(lines[member].total for lines in quarters if member in lines) for member in year
    }
    assert rank(year)["M01"] == 1
    assert rank(year)["M03"] == rank(year)["M04"] == 3
