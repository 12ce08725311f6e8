"""The rehearsed quarter, with its sheets, seal and objections, follows from its records to the last row."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.proof.check import verify
from procflow.rehearsal import bundled, read, rehearse
from procflow.schema import upgrade


def test_a_rehearsed_quarter_is_whole(database_url, tmp_path):
    upgrade(database_url)
    with Session(create_engine(database_url, poolclass=NullPool), expire_on_commit=False) as session:
        rehearse(session, read(bundled()["township-2024-q1"].read_text(encoding="utf-8")), tmp_path)
        report = verify(session)
    assert report.findings == ()
    assert report.counts["sealed_period"] == 1
    assert report.counts["ledger_entry"] > 100
