"""The twelve parts of a report: counted from the same findings and duties, whole in every cell, and for those alone who may read it (domain 7)."""

from datetime import date

import pytest

from procflow.conformance import COUNTED, STATES, report
from procflow.errors import Invalid, NotFound

PARTS = [
    "coverage",
    "machines",
    "meetings",
    "deadlines",
    "publicity",
    "points",
    "ratings",
    "filings",
    "inspections",
    "refusals",
    "rules",
    "chains",
]


@pytest.fixture(scope="module")
def found(bureau):
    return report(bureau, "K01", "qx1", "2024")


def test_the_parts_are_the_twelve_in_their_order(found):
    assert [each.key for each in found.parts] == PARTS
    assert [each.no for each in found.parts] == list(range(1, 13))


def test_every_row_has_a_cell_for_every_column_and_every_count_its_denominator(found):
    for part in found.parts:
        for table in part.tables:
            assert all(len(row) == len(table.columns) for row in table.rows), table.key
        assert all(each.of is None or 0 <= each.n <= each.of for each in part.counts), part.key


def test_a_duty_is_in_one_state_and_only_what_is_due_is_counted(found):
    assert set(found.tally) == set(STATES)
    assert sum(found.tally.values()) == len(found.obligations)
    assert found.due == sum(each.state in COUNTED for each in found.obligations) == 417
    assert (found.tally["late"], found.tally["missing"], found.tally["backfilled"]) == (5, 4, 1)


def test_meetings_are_counted_from_their_rolls(found):
    """A45, A46: 12 of 15 present, 9 in favour."""
    motions = next(table for table in found.parts[2].tables if table.key == "motions")
    row = dict(zip([each.key for each in motions.columns], motions.rows[0], strict=True))
    assert (row["due"], row["present"], row["in_favour"], row["least_present"], row["least"]) == (15, 12, 9, 8, 8)
    assert row["quorum"] is True


def test_the_ledger_is_reconciled_member_by_member(found):
    figures = {each.key: each.n for each in found.parts[5].counts}
    assert figures == {"entries": 1160, "balances": 262, "unequal": 0, "reversals": 2, "late": 0, "uncredited": 2}


def test_ratings_show_what_was_confirmed_otherwise_than_computed(found):
    """A26: K06 and K07 were undetermined and decided by the committee."""
    lines = found.parts[6].tables[0]
    assert {row[2] for row in lines.rows if row[-1]} == {"K06", "K07"}


def test_refused_attempts_are_counted_by_code_and_are_no_findings(found):
    codes = dict(found.parts[9].tables[0].rows)
    assert sum(codes.values()) == 19
    assert codes["PERIOD_CLOSED"] == 2


def test_a_quarter_s_report_has_the_quarter_s_closing_alone(bureau):
    quarter = report(bureau, "K01", "qx1", "2024-Q2")
    posted = next(table for table in quarter.parts[4].tables if table.key == "posted")
    assert {row[1] for row in posted.rows} == {"2024-Q2"}
    assert {each.subject for each in quarter.obligations if each.key == "monthly_record"} == {"2024-04", "2024-05", "2024-06"}


def test_as_of_an_earlier_day_nothing_later_is_known(bureau):
    then = report(bureau, "K01", "qx1", "2024", date(2024, 5, 5))
    assert then.as_of == "2024-05-05"
    assert {each.subject: each.state for each in then.obligations if each.key == "monthly_record"}["2024-04"] == "not_due"
    assert then.tally["not_due"] > 0
    assert all(each.done <= "2024-05-05" for each in then.obligations)
    assert then.parts[6].tables[0].rows == ()


def test_who_holds_no_office_there_does_not_see_that_there_is_a_report(bureau):
    with pytest.raises(NotFound):
        report(bureau, "K11", "qx1", "2024")
    with pytest.raises(NotFound):
        report(bureau, "admin", "qx1", "2024")
    with pytest.raises(NotFound):
        report(bureau, "K01", "gw", "2024")


def test_an_auditor_above_reads_the_units_below_too(bureau):
    found = report(bureau, "A01", "gw", "2024")
    assert [unit for unit, _ in found.units] == ["gw", "qx1"]
    assert found.due == 417


@pytest.mark.parametrize("period", ["", "2024-13", "last year"])
def test_what_is_no_period_is_told_so(bureau, period):
    with pytest.raises(Invalid):
        report(bureau, "K01", "qx1", period)


def test_a_day_to_come_is_told_so(bureau):
    with pytest.raises(Invalid):
        report(bureau, "K01", "qx1", "2024", date(2030, 1, 1))
