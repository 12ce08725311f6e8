"""A small branch that tests act in: three members, their officers and bodies, as of 20 January 2024 by its own clock."""

import tempfile
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.rehearsal import read, rehearse
from procflow.schema import upgrade

SCRIPT = Path(__file__).parent / "data" / "small_branch.yaml"


def prepare(url: str, more: str = "") -> None:
    """Migrate this database and settle the branch in it; `more` are further steps, written as in the script."""
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session, tempfile.TemporaryDirectory() as folder:
        met = rehearse(session, read(SCRIPT.read_text(encoding="utf-8") + more), Path(folder))
    assert met.differences == []


def with_returned_claims(url: str) -> None:
    """Two claims that their members are to mend by 18 and by 19 March 2024."""
    form = "form: {item: serve_masses, deed_on: 2024-03-05, points: '8', description: 组织义诊}"
    steps = [
        line
        for name, who, on in (("C01", "M01", 11), ("C02", "M02", 12))
        for line in (
            f"{{on: 2024-03-{on}, by: {who}, start: bonus_claim, as: {name}}}",
            f"{{on: 2024-03-{on}, by: {who}, step: submit, case: {name}, files: 证明, {form}}}",
            f"{{on: 2024-03-{on}, by: Y04, step: return, case: {name}, form: {{reason: 缺少证明}}}}",
        )
    ]
    prepare(url, "".join(f"  - {step}\n" for step in steps))
