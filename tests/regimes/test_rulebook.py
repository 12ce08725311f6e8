"""A regime answers by rule and clause; every figure comes from the file."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import canon
from procflow.dates import Period, Span
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError, bundled, from_canonical, load
from tests.regimes.examples import TOWNSHIP, changed

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_stored_bytes_give_back_an_equal_rulebook():
    again = from_canonical(TOWNSHIP.canonical)
    assert again == TOWNSHIP
    assert again.sha256 == canon.sha256(TOWNSHIP.canonical)
    assert again.grades == TOWNSHIP.grades


def test_one_changed_figure_is_another_rulebook():
    other = changed(("cap: {is: 70,", "cap: {is: 71,"))
    assert other != TOWNSHIP
    assert other.sha256 != TOWNSHIP.sha256


def test_bytes_of_another_format_are_no_rulebook():
    with pytest.raises(ValueError, match="procflow-regime"):
        from_canonical(canon.dumps({"format": "something/1"}))


def test_every_bundled_regime_can_be_read_and_is_called_like_its_file():
    assert {name: load(name).id for name in bundled()} == {name: name for name in bundled()}


def test_every_value_stands_on_a_clause():
    assert [policy.path for policy in TOWNSHIP.policies() if not policy.clause] == []
    assert TOWNSHIP.value("components.base.cap") == 7000
    assert TOWNSHIP.clause("components.base.cap") == "T8 A4"


def test_the_catalogue_holds_four_fourteen_and_four_items_t7():
    counts = [len(TOWNSHIP.items(component)) for component in ("base", "bonus", "deduction", "veto")]
    assert counts == [4, 7, 7, 4]
    study, style = TOWNSHIP.item("study"), TOWNSHIP.item("style")
    assert (study.low, study.high, study.per, study.sign) == (150, 150, "month", 1)
    assert (style.low, style.high, style.sign, style.clause) == (100, 500, -1, "T11 A5 A14")


def test_every_bonus_item_asks_for_a_piece_of_evidence():
    assert [item.code for item in TOWNSHIP.items("bonus") if item.evidence < 1] == []


@pytest.mark.parametrize(("due", "points", "membership", "favour"), [(20, 10, 11, 11), (21, 11, 11, 11), (15, 8, 8, 8), (1, 1, 1, 1)])
def test_half_is_enough_for_points_and_more_than_half_for_membership_a45_a46(due, points, membership, favour):
    assert TOWNSHIP.least_present(due, "points") == TOWNSHIP.least_present(due, "runoff") == points
    assert TOWNSHIP.least_present(due, "membership") == membership
    assert TOWNSHIP.least_in_favour(due) == favour


@given(st.integers(1, 2000))
def test_quorum_and_majority_are_the_least_numbers_that_do_a45_a46(due):
    least = TOWNSHIP.least_present(due, "points")
    assert 2 * least >= due > 2 * (least - 1)
    for number in (TOWNSHIP.least_present(due, "membership"), TOWNSHIP.least_in_favour(due)):
        assert 2 * number > due >= 2 * (number - 1)


def test_claims_and_deductions_pass_the_group_and_then_the_meeting_t10_t11():
    assert TOWNSHIP.path("bonus") == TOWNSHIP.path("deduction") == ("points_group", "member_meeting")
    assert (TOWNSHIP.verifiers(), TOWNSHIP.proposer("deduction"), TOWNSHIP.decider("veto")) == (
        ("points_group",),
        "points_group",
        "member_meeting",
    )


def test_the_statement_is_due_on_the_15th_of_the_month_after_a17():
    sheet = TOWNSHIP.publicity("quarter")
    assert [sheet.due(Period.parse(f"2024-Q{n}")) for n in (1, 4)] == [date(2024, 4, 15), date(2025, 1, 15)]
    assert (sheet.span, sheet.by, TOWNSHIP.binding("publicity.quarter.due_day")) == (Span(3, "d"), "recorder", "S")


def test_the_annual_sheet_is_posted_by_the_party_committee_for_five_working_days_a17_a63():
    sheet = TOWNSHIP.publicity("annual")
    assert (sheet.by, sheet.span, sheet.due(Period.parse("2024"))) == ("party_committee", Span(5, "wd"), None)


@pytest.mark.parametrize(
    ("filed", "deed", "period"),
    [
        ("2024-03-31", "2024-02-01", "2024-Q1"),
        ("2024-07-02", "2024-02-01", "2024-Q3"),
        ("2025-01-05", "2024-12-31", "2024-Q4"),
        ("2025-01-06", "2024-12-31", None),
        ("2025-01-05", "2025-01-02", "2025-Q1"),
        ("2025-01-05", "2023-12-31", None),
        ("2024-05-01", "2024-05-02", None),
    ],
)
def test_the_deed_fixes_the_cycle_and_the_filing_the_quarter_a21(filed, deed, period):
    found = TOWNSHIP.quarter_of_claim(date.fromisoformat(filed), date.fromisoformat(deed))
    assert found == (period and Period.parse(period))


@given(DAYS, st.integers(0, 800))
def test_a_claim_that_finds_a_quarter_was_filed_in_time_and_counts_in_the_year_of_the_deed_a21(deed, later):
    filed = deed + timedelta(days=later)
    found = TOWNSHIP.quarter_of_claim(filed, deed)
    if found is None:
        assert filed > date(deed.year + 1, 1, 5)
    else:
        assert found.year == deed.year
        assert filed <= TOWNSHIP.claim_cutoff(found)


def test_a_claim_after_the_25th_moves_on_where_the_rules_say_so_a39():
    other = changed(
        ("cycle_by: {is: deed,", "cycle_by: {is: filing,"),
        ("cutoff_day: {is: none, by: A21,", "cutoff_day: {is: 25, by: A39, bind: H,"),
        ("last_cutoff: {is: 01-05, by: A21, bind: H,", "last_cutoff: {is: none, by: A39,"),
        ("late: {is: refuse,", "late: {is: next_period,"),
    )
    days = [date(2024, 12, 25), date(2024, 12, 26)]
    assert [str(other.quarter_of_claim(day, day)) for day in days] == ["2024-Q4", "2025-Q1"]
    assert other.claim_cutoff(Period.parse("2024-Q2")) == date(2024, 6, 25)


@given(st.integers(0, 10_000), st.integers(0, 9000))
def test_what_is_credited_never_passes_the_cap_and_nothing_is_lost_a4_a24(asked, already):
    credited, uncredited = TOWNSHIP.credit("base", asked, already)
    assert credited + uncredited == asked
    assert 0 <= credited <= max(0, 7000 - already)
    assert TOWNSHIP.credit("bonus", asked, already) == (asked, 0)  # T9: no upper limit


def test_a_veto_is_a_flag_without_points_and_has_no_cap_a13():
    assert (TOWNSHIP.cap("veto").points, TOWNSHIP.cap("base").points) == (None, 7000)


def test_membership_and_run_off_votes_are_secret_and_points_votes_open_a47():
    assert [TOWNSHIP.secret(kind) for kind in ("points", "membership", "runoff")] == [False, True, True]


def test_the_township_committee_acts_in_both_superior_roles_a61():
    assert {TOWNSHIP.holder(role) for role in ("superior_org", "grassroots_committee")} == {"party_committee"}
    assert TOWNSHIP.holder("recorder") == "recorder"
    assert (TOWNSHIP.addressee("annual"), TOWNSHIP.addressee("quarter")) == ("party_committee", None)


def test_the_last_filed_share_stands_until_another_is_filed_a11():
    first, later = TOWNSHIP.quota("star4", 1), TOWNSHIP.quota("star4", 3)
    assert (first.share, first.inherited) == (Fraction(1, 10), False)
    assert (later.share, later.inherited) == (Fraction(1, 10), True)
    assert TOWNSHIP.quota("star2", 1) is None


def test_a_question_that_the_rules_leave_open_is_not_answered():
    silent = changed(("  effect: {is: zero_score, by: [T7, A13]", "  effect: {is: none, by: [T7, A13]"))
    with pytest.raises(RuleUndefinedError, match=r"veto\.effect"):
        silent.veto_effect()
    with pytest.raises(KeyError):
        TOWNSHIP.value("annual.nonsense")


def test_a_rulebook_cannot_be_changed():
    with pytest.raises(AttributeError):
        TOWNSHIP.canonical = b""
    assert isinstance(TOWNSHIP, Rulebook)


def test_exclusions_and_grounds_are_lists_with_titles_n9_n12():
    assert [choice.code for choice in TOWNSHIP.choices("voting.exclusions")][-2:] == ["bedridden", "should_have_moved"]
    assert TOWNSHIP.value("disposal.grounds") == ("left_six_months", "norm_removal", "norm_disposal")
