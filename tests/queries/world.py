"""A small world through the write door: a township with two branches, one claim voted and posted, one waiting, one refused attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import evidence
from procflow.db import now
from procflow.engine import Command, Record, advance, enter, preview
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.regimes.rulebook import Rulebook, load
from procflow.schema import upgrade

DAY = date(2024, 3, 12)
PEOPLE = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
STRANGERS = ("N01", "N02")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
VOTED, WAITING, MOTION = "D1ZB-JL-2024-0001", "D1ZB-JL-2024-0002", "D1ZB-DH-2024-0001"


class World:
    """Acts through the write door, each under a key of its own."""

    def __init__(self, session: Session) -> None:
        self.session, self.keys = session, count(1)

    def at(self, day: str) -> None:
        self.session.execute(text("DELETE FROM installation WHERE name = 'now'"))
        self.session.execute(text("INSERT INTO installation (name, value) VALUES ('now', :at)"), {"at": day + "T01:00:00.000000Z"})
        self.session.commit()

    def file(self, what: str, subject: str, unit: str = "d1", actor: str = "adm", since: str = "2024-01-01", rules: Rulebook | None = None,
             **form: Any) -> Record:  # fmt: skip
        return enter(self.session, Filing(actor, f"f{next(self.keys)}", unit, what, subject, form, since, rules=rules))

    def step(self, case: str, name: str, actor: str, form: Mapping[str, Any] | None = None, **more: Any) -> Record:
        return advance(self.session, Command(step=name, actor=actor, key=f"s{next(self.keys)}", case=case, form=form or {}, **more))

    def foresee(self, case: str, name: str, actor: str, form: Mapping[str, Any] | None = None) -> Record:
        return preview(self.session, Command(step=name, actor=actor, key=f"p{next(self.keys)}", case=case, form=form or {}))

    def upload(self, by: str, data: bytes = PNG) -> str:
        with TemporaryDirectory() as folder:
            return evidence.keep(self.session, Path(folder), data, "照片.png", by, now(self.session)).sha256

    def organise(self) -> None:
        self.session.execute(text("INSERT INTO installation (name, value) VALUES ('log', 'test/log')"))
        self.at("2024-01-01")
        self.file("unit", "xz", "xz", "system", title="某乡党委", kind="township", code="XZ")
        self.file("person", "adm", "xz", "system", name="管理员")
        self.file("role", "adm", "xz", "system", role="sysadmin")
        for unit, title, code in (("d1", "第一党支部", "D1ZB"), ("d2", "第二党支部", "D2ZB")):
            self.file("unit", unit, unit, title=title, kind="branch", code=code, parent="xz")
        book = load("township_star")
        self.file("adoption", book.id, "xz", version=book.version, sha256=book.sha256, rules=book)
        for unit, people in (("d1", PEOPLE), ("d2", STRANGERS)):
            for person in people:
                self.file("person", person, unit, name=f"某{person}")
                self.file("membership", person, unit, standing="formal", group="一组")
        self.file("scope", "M01", resolution=None)
        self.file("scope", "M02", resolution=None)
        roles = {"Y01": "branch_secretary", "Y02": "points_admin", "Y03": "recorder"}
        for person, role in roles.items():
            self.file("role", person, role=role)
        self.file("role", "N01", "d2", role="branch_secretary")
        self.file("person", "SUP", "xz", name="某督查")
        self.file("role", "SUP", "xz", role="auditor")
        self.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04"])

    def claim(self, no: str, member: str, points: str) -> None:
        """A claim up to the point where it waits for the points group."""
        self.step("", "create", member, procedure="bonus_claim", unit="d1")
        form = {"item": "serve_masses", "deed_on": "2024-03-09", "points": points, "event": f"E{no[-4:]}", "description": "帮助邻居收麦"}
        self.step(no, "submit", member, form, files=(self.upload(member),))

    def vote(self) -> None:
        self.file("resolution", "PG1", actor="Y04", since="2024-03-10", body="points_group", present=["Y04", "Y05"], title="核实")
        self.step(VOTED, "verify_to_vote", "Y04", {"verified": "8", "resolution": "PG1", "opinion": "情况属实"})
        self.file("meeting", "HY1", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
        self.step(MOTION, "schedule", "Y01", {"meeting": "HY1"})
        self.at("2024-03-12")
        self.step(MOTION, "record_attendance", "Y03", {"present": ["M01", "M02", "Y01", "Y02", "Y03"]})
        self.step(MOTION, "open_discussion", "Y01")
        self.step(MOTION, "open_vote", "Y01", {"discussion": "无不同意见", "heard": "not_needed", "issued": "5"})

    def decide(self) -> None:
        try:
            self.step(MOTION, "pass", "Y02", {"in_favour": 4, "against": 1, "abstained": 0, "returned": 5})
        except Refused:
            self.step(MOTION, "pass", "Y02", {"in_favour": 5, "against": 0, "abstained": 0, "returned": 5})
        self.step(VOTED, "post", "Y02")


def build(url: str) -> None:
    """The world as most tests find it on 2024-03-12: one claim posted, another one waiting for the points group."""
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        world = World(session)
        world.organise()
        world.at("2024-03-10")
        world.claim(VOTED, "M01", "8")
        world.claim(WAITING, "M02", "5")
        world.vote()
        world.decide()
    engine.dispose()
