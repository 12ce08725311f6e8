"""A small township branch, built through the write door under a simulated clock: what the tests of acts, reads and pages live in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import audit
from procflow.audit import Record
from procflow.canon import stamp, unstamp
from procflow.dates import ZONE
from procflow.db import now, setting
from procflow.engine import Command, advance, enter, install, preview, wind
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.models import Base, Case, CaseLink, LedgerEntry, Task
from procflow.regimes.rulebook import load
from procflow.schema import upgrade

MEMBERS = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
NAMES = {name: f"王{letter}华" for name, letter in zip(MEMBERS, "甲乙丙丁戊己庚辛", strict=True)} | {"adm": "管建国", "eve": "外来人"}
ROLES = {"Y01": "branch_secretary", "Y02": "points_admin", "Y03": "recorder"}
CLAIM = {"item": "serve_masses", "deed_on": "2024-03-09", "points": "8", "description": "冒雨帮李大娘收谷子"}
FIRST = date(2024, 1, 1)


class World:
    """Unit `d1` under `xz`: members M01 M02, secretary Y01, points admin Y02 (teller), recorder Y03, points group Y04 (keeper) Y05 Y06.

    `adm` is the administrator; `eve`, a member of branch `d2`, is a stranger. Every method commits, as the write door does.
    The fixture `world` gives a copy that was built before.
    """

    unit = "d1"

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers = count(1000)
        self.rules = load("township_star")
        if not setting(session, "log"):
            self.build()
        session.commit()

    def build(self) -> None:
        self.numbers = count(1)
        install(self.session, "test.procflow/log", stamp(datetime.combine(FIRST, time(9), ZONE)))
        self.file("unit", "xz", actor="system", unit="xz", title="青山乡党委", kind="township", code="XZ")
        self.file("person", "adm", actor="system", unit="xz", name=NAMES["adm"])
        self.file("role", "adm", actor="system", unit="xz", role="sysadmin")
        self.file("adoption", self.rules.id, unit="xz", rules=self.rules, version=self.rules.version, sha256=self.rules.sha256)
        for unit, code in (("d1", "D1ZB"), ("d2", "D2ZB")):
            self.file("unit", unit, unit=unit, title=f"{code}党支部", kind="branch", code=code, parent="xz")
        for name in MEMBERS:
            self.join(name)
        self.join("eve", unit="d2")
        for name, role in ROLES.items():
            self.file("role", name, role=role)
        self.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04"])
        self.numbers = count(1000)

    def join(self, name: str, unit: str = "d1", standing: str = "formal") -> None:
        """A member of the branch, in scope from today."""
        self.file("person", name, unit=unit, name=NAMES.get(name, f"名{name}"))
        self.file("membership", name, unit=unit, standing=standing)
        self.file("scope", name, unit=unit)

    # The clock

    def at(self, day: str, hour: int = 9) -> None:
        """Wind the clock on to this hour of the day; a later hour that it shows already stays."""
        wanted = datetime.combine(date.fromisoformat(day), time(hour), ZONE)
        if wanted > unstamp(now(self.session)):
            wind(self.session, stamp(wanted))
        self.session.commit()

    @property
    def today(self) -> str:
        shown = unstamp(now(self.session)).astimezone(ZONE)
        self.session.commit()
        return shown.date().isoformat()

    def later(self, days: int) -> None:
        self.at((date.fromisoformat(self.today) + timedelta(days=days)).isoformat())

    # Acts

    def key(self) -> str:
        return f"key-{next(self.numbers)}"

    def file(self, kind: str, subject: str, /, actor: str = "adm", unit: str = "", since: str = "", until: str = "", key: str = "",
             rules: Any = None, **form: Any) -> Record:  # fmt: skip
        return enter(self.session, Filing(actor, key or self.key(), unit or self.unit, kind, subject, form, since, until, rules))

    def command(self, step: str, actor: str, form: Mapping[str, Any] | None = None, **more: Any) -> Command:
        return Command(step=step, actor=actor, form=form or {}, **{"key": self.key(), **more})

    def step(self, case: str, step: str, actor: str, form: Mapping[str, Any] | None = None, **more: Any) -> Record:
        return advance(self.session, self.command(step, actor, form, case=case, **more))

    def begin(self, procedure: str, actor: str, **more: Any) -> str:
        """The number of a new case."""
        record = advance(self.session, self.command("create", actor, procedure=procedure, unit=self.unit, **more))
        return self.number(record.case_id)

    def preview(self, case: str, step: str, actor: str, form: Mapping[str, Any] | None = None, **more: Any) -> Record:
        self.session.commit()
        return preview(self.session, self.command(step, actor, form, case=case, **more))

    def refused(self, *args: Any, **more: Any) -> Refused:
        """The refusal that this step meets; its record is `.record`."""
        with pytest.raises(Refused) as caught:
            self.step(*args, **more)
        return caught.value

    def paper(self, written: str = "照片", by: str = "M01") -> str:
        """A file as if it had been uploaded."""
        sha256 = hashlib.sha256(written.encode()).hexdigest()
        row = {"sha": sha256, "size": len(written), "by": by, "at": now(self.session)}
        self.session.execute(text("INSERT INTO evidence_file (sha256, size, media, name, uploaded_by, uploaded_at)"
                                  " VALUES (:sha, :size, 'image/png', 'p.png', :by, :at) ON CONFLICT DO NOTHING"), row)  # fmt: skip
        self.session.commit()
        return sha256

    # The way of a claim

    def claim(self, member: str = "M01", **form: Any) -> str:
        """A claim of today, handed in: it lies with the points group."""
        no = self.begin("bonus_claim", member)
        self.step(no, "submit", member, {**CLAIM, "deed_on": self.today, **form}, files=(self.paper(f"{no}", member),))
        return no

    def verify(self, claim: str, points: str = "8") -> str:
        """The points group verifies by resolution; the number of the motion that this drafts."""
        resolution = f"JY{next(self.numbers)}"
        self.file("resolution", resolution, actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
        record = self.step(claim, "verify_to_vote", "Y04", {"verified": points, "resolution": resolution})
        return self.number(record.caused[0].case_id)

    def call(self, *motions: str, ahead: int = 2, present: tuple[str, ...] = MEMBERS) -> str:
        """A meeting in two days, with these motions, that day, and the roll called; discussions open."""
        meeting, on = f"HY{next(self.numbers)}", (date.fromisoformat(self.today) + timedelta(days=ahead)).isoformat()
        self.file("meeting", meeting, actor="Y01", since=on, title="党员大会", notified_on=self.today, chair="Y01", teller="Y02")
        for motion in motions:
            self.step(motion, "schedule", "Y01", {"meeting": meeting})
        self.at(on)
        self.step(motions[0], "record_attendance", "Y03", {"present": list(present)})
        for motion in motions:
            self.step(motion, "open_discussion", "Y01")
        return meeting

    def vote(self, motion: str, in_favour: int = 8, against: int = 0) -> Record:
        """The vote on a motion under discussion, and its result."""
        issued = in_favour + against
        self.step(motion, "open_vote", "Y01", {"discussion": "大家都同意", "heard": "not_needed", "issued": issued})
        tally = {"in_favour": in_favour, "against": against, "abstained": 0, "returned": issued}
        return self.step(motion, "pass" if in_favour > len(MEMBERS) // 2 else "not_pass", "Y02", tally)

    def posted(self, member: str = "M01", points: str = "8", **form: Any) -> str:
        """A claim all the way into the ledger."""
        no = self.claim(member, points=points, **form)
        motion = self.verify(no, points)
        self.call(motion)
        self.vote(motion)
        self.step(no, "post", "Y02")
        return no

    # What is written

    def rows(self, table: Any, *where: Any) -> list[Any]:
        found = list(self.session.execute(select(*table.__table__.columns).where(*where)))
        self.session.commit()
        return found

    def case(self, no: str) -> Any:
        return self.rows(Case, Case.no == no)[0]

    def number(self, case_id: str) -> str:
        return str(self.rows(Case, Case.case_id == case_id)[0].no)

    def chain(self, name: str) -> list[Record]:
        """The records of a case, by its number, or of a stream."""
        found = audit.chain(self.session, name if "/" in name else self.case(name).case_id)
        self.session.commit()
        return found

    def entries(self) -> list[Any]:
        return self.rows(LedgerEntry)

    def tasks(self, no: str) -> list[Any]:
        return self.rows(Task, Task.case_id == self.case(no).case_id, Task.closed.is_(None))

    def linked(self, no: str) -> list[Any]:
        return self.rows(CaseLink, CaseLink.case_id == self.case(no).case_id)

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, to tell that nothing at all has changed."""
        found = {table.name: sorted(map(repr, self.session.execute(select(table)))) for table in Base.metadata.sorted_tables}
        self.session.commit()
        return found


def built(url: str) -> None:
    """Migrate a database and build the world in it: done once a session, then copied."""
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as session:
        World(session)
    engine.dispose()
