"""Processes that are killed while they act: what they do stands here, so that a fresh process can import it. See test_crash.py."""

import os
import signal
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from procflow import engine, jobs
from procflow.config import Settings
from procflow.engine import Command
from procflow.machines import tables
from procflow.worker import Crew, Outbox
from tests import branch

MONTHS = [f"2024-{month:02d}" for month in range(1, 10)]
MEMBERS = ("M01", "M02", "M03")
LEASE = 0.4
tables()  # read before any process is made, not in each
KIND = "remark"
CLAIM = "LH1-JL-2025-0001"


def with_a_year_to_register(url: str) -> None:
    """The small branch on 5 January 2025: nothing of 2024 is registered yet, and one claim lies open."""
    branch.prepare(
        url,
        f"""
  - {{on: 2025-01-05, by: Y04, file: resolution, subject: R1, form: {{body: points_group, title: 核实, present: [Y04, Y05, Y06]}}}}
  - {{on: 2025-01-05, by: M01, start: bonus_claim, as: {CLAIM}}}
""",
    )


def acts() -> list[Command]:
    """Nine months: the sheet of each registered, checked and posted: three acts, three records, one case and nine entries a month."""
    found = []
    for number, month in enumerate(MONTHS, 1):
        case = f"LH1-DJ-2025-{number:04d}"
        lines = [{"member": one, "item": item, "mark": "present"} for one in MEMBERS for item in ("study", "org_life", "dues")]
        sheet = {"source": "daily_record", "lines": lines}
        found += [
            Command("create", "Y07", f"{month}-create", procedure="base_registration", unit="lh1", subject="lh1", period=month, form=sheet),
            Command("verify", "Y04", f"{month}-verify", case=case, form={"resolution": "R1"}),
            Command("post", "Y02", f"{month}-post", case=case, form={}),
        ]
    return found


def serve(url: str, done: str, dies: str) -> None:
    """What a web process does: acts (three times at most), and answers (a line in `done`) when an act is committed."""
    if dies:
        event.listen(Session, dies, lambda _: os.kill(os.getpid(), signal.SIGKILL))
    with Session(create_engine(url), expire_on_commit=False) as session:
        for command in acts()[answered(done) :][:3]:
            engine.advance(session, command)
            answer(done, command.key)


def work(settings: Settings, done: str) -> None:
    """What a worker does: a remark on the case for each job, in an act under the job's own key."""
    jobs.LEASE = timedelta(seconds=LEASE)

    def remark(payload: dict) -> None:
        answer(done, payload["key"])
        with Session(create_engine(settings.database_url), expire_on_commit=False) as session:
            engine.advance(session, Command("comment", "Y02", payload["key"], case=CLAIM, form={"remark": "已看"}))

    Crew(Outbox(settings, {KIND: remark}, periodic={"clock.sweep": 1}), workers=2, pace=0.1, signals=True).run()


def answer(path: str, line: str) -> None:
    """One write, whole or not at all, whenever this process dies."""
    with Path(path).open("ab", buffering=0) as file:
        file.write(line.encode() + b"\n")


def answered(path: str) -> int:
    return len(Path(path).read_bytes().splitlines()) if Path(path).exists() else 0
