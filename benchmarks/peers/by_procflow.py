"""procflow's side, through the write door or through Flask: `python -m benchmarks.peers.by_procflow URL engine|flask`."""

from __future__ import annotations

import sys
import tempfile
from itertools import count, cycle
from pathlib import Path
from time import time_ns
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from benchmarks.peers.words import OPINION, PERIOD, STATEMENT, Side, Watch, answer
from benchmarks.units import Units
from procflow import machines
from procflow.engine import Command, advance
from procflow.schema import upgrade

MEMBERS = 20
COUNTS = {
    "cases": "SELECT count(*) FROM proc_case WHERE state = 'enrolled'",
    "records": "SELECT count(*) FROM audit_event WHERE case_id IN (SELECT case_id FROM proc_case)",
    "entries": "SELECT count(*) FROM ledger_entry",
    "tasks": "SELECT count(*) FROM task",
}
STEPS = (
    ("review", "S", {"opinion": OPINION}),
    ("vote", "R", {"in_favour": "18", "against": "1"}),
    ("enrol", "P", {}),
)
NO = text("SELECT no FROM proc_case WHERE case_id = :of")


def learn_the_approval() -> None:
    """The comparison's own procedure is found beside those of the product, in this process alone."""
    machines.__path__.append(str(Path(__file__).parent / "procedures"))


class ThroughTheDoor:
    """In one of the units, by its own members and officers, on a connection of its own."""

    def __init__(self, url: str, unit: int = 1, members: int = MEMBERS) -> None:
        self.session = Session(create_engine(url), expire_on_commit=False)
        self.numbers, self.unit, self.members = count(time_ns()), unit, cycle(members_of(unit, members))

    def case(self, watch: Watch) -> None:
        who = next(self.members)
        begun = Command("apply", who, self.key(), procedure="approval", unit=f"b{self.unit}", period=PERIOD, form={"statement": STATEMENT})
        with watch:
            record = advance(self.session, begun)
        no = str(self.session.execute(NO, {"of": record.case_id}).scalar_one())
        self.session.rollback()
        for step, actor, form in STEPS:
            command = Command(step, f"{actor}.{self.unit}", self.key(), case=no, form=form)
            with watch:
                advance(self.session, command)

    def key(self) -> str:
        return f"k{next(self.numbers)}"

    def rows(self) -> dict[str, int]:
        return counted(self.session)


class ThroughFlask:
    """Each person is signed in once, by another client; the answer that counts is the redirect to what came of it."""

    def __init__(self, url: str, home: str) -> None:
        from procflow.app import create_app
        from procflow.config import Settings

        app = create_app(Settings.load({"PROCFLOW_HOME": home, "PROCFLOW_DATABASE_URL": url}))
        app.config["WTF_CSRF_ENABLED"] = False  # Django's test client leaves it out too
        self.clients = {name: app.test_client() for name in [*members_of(1, MEMBERS), *(f"{each[1]}.1" for each in STEPS)]}
        for name, client in self.clients.items():
            done(client.post("/login/as", data={"person": name}))
        self.url, self.numbers, self.members = url, count(1), cycle(members_of(1, MEMBERS))

    def case(self, watch: Watch) -> None:
        who = next(self.members)
        form = {"step": "apply", "key": self.key(), "about-period": PERIOD, "statement": STATEMENT}
        with watch:
            reply = done(self.clients[who].post("/start/approval/begin", data=form))
        no = reply.headers["Location"].split("/")[2]
        for step, actor, typed in STEPS:
            form = {"step": step, "key": self.key(), **typed}
            with watch:
                done(self.clients[f"{actor}.1"].post(f"/cases/{no}/steps", data=form))

    def key(self) -> str:
        return f"k{next(self.numbers)}"

    def rows(self) -> dict[str, int]:
        with Session(create_engine(self.url)) as session:
            return counted(session)


def members_of(unit: int, members: int) -> list[str]:
    return [f"M{number}.{unit}" for number in range(1, members + 1)]


def done(reply: Any) -> Any:
    if reply.status_code not in (302, 303) or ("/done/" not in reply.headers["Location"] and reply.request.path != "/login/as"):
        raise SystemExit(f"{reply.request.path}: {reply.status_code}\n{reply.get_data(as_text=True)[:3000]}")
    return reply


def counted(session: Session) -> dict[str, int]:
    found = {name: int(session.scalar(text(sql)) or 0) for name, sql in COUNTS.items()}
    session.rollback()
    return found


def set_up(url: str, units: int = 1, members: int = MEMBERS) -> None:
    upgrade(url)
    with Session(create_engine(url, poolclass=NullPool), expire_on_commit=False) as session:
        Units(session, units, members)
        session.execute(text("ANALYZE"))
        session.commit()


def main(url: str, way: str) -> None:
    learn_the_approval()
    set_up(url)
    with tempfile.TemporaryDirectory() as home:
        side: Side = ThroughTheDoor(url) if way == "engine" else ThroughFlask(url, home)
        answer(side)


if __name__ == "__main__":
    main(*sys.argv[1:])
