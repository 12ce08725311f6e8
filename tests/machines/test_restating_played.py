"""A restatement played through the write door: a late deduction is refused, ordered, posted, published again for the full window."""

from pathlib import Path

import pytest
from sqlalchemy import select

from procflow.models import DatedFact, LedgerEntry
from procflow.rehearsal import bundled, read, rehearse

LATER = Path(__file__).parent.parent / "data" / "restated_2024_q1.yaml"


@pytest.mark.slow
def test_a_deduction_decided_after_the_closing_waits_for_the_restatement_A21_A51(session, tmp_path):
    quarter = bundled()["township-2024-q1"].read_text(encoding="utf-8").partition("\nexpect:")[0]
    told = rehearse(session, read(quarter + "\n" + LATER.read_text(encoding="utf-8")), tmp_path)
    assert told.differences == []
    taken = session.scalars(select(LedgerEntry).where(LedgerEntry.component == "deduction")).one()
    assert (taken.member_id, taken.points, taken.counts_in, taken.booked_in) == ("M06", -200, "2024-Q1", "2024-Q2")
    filed = select(DatedFact.data).where(DatedFact.kind == "statement", DatedFact.subject == "2024-Q1").order_by(DatedFact.since)
    first, second = session.scalars(filed)
    assert ('"version":1' in first, '"version":2' in second) == (True, True)
