"""A value that holds only beside another is an error without it, where it stands: days of a late entry, an office before the publicity (A35 A40)."""

import pytest

from procflow.regimes.proof import proof
from tests.regimes.examples import changed_text

UNTIL = "  until: {is: next_activity, by: [B12, A40]}"
DAYS = "  until: {is: days, by: A40}"
WITHIN = "  days: {is: 10 d, by: A40}"


def errors(*pairs):
    text = changed_text(*pairs)
    return [(each.finding.code, each.finding.path, text.splitlines()[each.line - 1][: each.column - 1].strip())
            for each in proof(text) if each.finding.severity == "error"]  # fmt: skip


@pytest.mark.parametrize(("new", "path"), [
    (DAYS, "supplement.until"), (f"{UNTIL}\n{WITHIN}", "supplement.days"), (f"{DAYS}\n{WITHIN}", ""), (UNTIL + "\n  days: {is: none, by: A40}", ""),
])  # fmt: skip
def test_days_of_a_late_entry_are_stated_where_they_count_and_nowhere_else_A40(new, path):
    assert errors((UNTIL, new)) == ([("NEEDS_VALUE", path, f"{path.partition('.')[2]}:")] if path else [])


ORDER = "    order: {is: after_office, by: [B13, B32, A35]}\n"
DUE = "    due_day: {is: 15, by: [T4, A17], bind: S, note: 次月 15 日前}"
OFFICE = ("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n")


@pytest.mark.parametrize(("more", "found"), [((), [("NEEDS_VALUE", "publicity.quarter.order", "order:")]), ((OFFICE,), [])])
def test_a_sheet_is_posted_after_the_offices_stage_only_where_an_office_is_named_A35_A36(more, found):
    assert errors((DUE, ORDER + DUE), *more) == found
