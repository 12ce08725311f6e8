"""A small world, lived through the write door: a branch, a claim with its motion, refusals, notices, an annex, a correction."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count

from sqlalchemy import text
from sqlalchemy.orm import Session

from procflow.audit import Record
from procflow.engine import Command, advance, enter, note
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.regimes.rulebook import Rulebook, load

MEMBERS = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
PAPER = sha256(b"paper").hexdigest()


class World:
    """Acts in one unit, each under a key of its own; refusals are records too and are given back."""

    def __init__(self, session: Session, unit: str = "d1", keys: Iterator[int] | None = None) -> None:
        self.session, self.unit, self.keys = session, unit, keys or count()

    def at(self, day: str) -> None:
        self.set("now", f"{day}T01:00:00.000000Z")

    def set(self, name: str, value: str) -> None:
        self.session.execute(text("DELETE FROM installation WHERE name = :name"), {"name": name})
        self.session.execute(text("INSERT INTO installation (name, value) VALUES (:name, :value)"), {"name": name, "value": value})
        self.session.commit()

    def file(
        self,
        kind: str,
        subject: str,
        /,
        actor: str = "adm",
        unit: str = "",
        rules: Rulebook | None = None,
        since: str = "2024-01-01",
        **form,
    ):
        filing = Filing(actor, f"k{next(self.keys)}", unit or self.unit, kind, subject, form, since, rules=rules)
        return done(enter, self.session, filing)

    def step(self, case: str, name: str, actor: str, form: dict | None = None, **more) -> Record:
        command = Command(step=name, actor=actor, key=f"s{next(self.keys)}", case=case, form=form or {}, **more)
        return done(advance, self.session, command)

    def number(self, record: Record) -> str:
        return self.session.execute(text("SELECT no FROM proc_case WHERE case_id = :of"), {"of": record.case_id}).scalar_one()


def done(act, session: Session, asked) -> Record:
    try:
        return act(session, asked)
    except Refused as refused:
        return refused.record


def township(session: Session) -> World:
    """The township and its rules; the branches come under it."""
    world = World(session)
    world.set("log", "test/log")
    world.at("2024-01-01")
    world.file("unit", "xz", "system", "xz", title="某乡党委", kind="township", code="XZ")
    world.file("person", "adm", "system", "xz", name="管理员")
    world.file("role", "adm", "system", "xz", role="sysadmin")
    rules = load("township_star")
    world.file("adoption", rules.id, unit="xz", version=rules.version, sha256=rules.sha256, rules=rules)
    session.execute(
        text("INSERT INTO evidence_file VALUES (:of, 5, 'image/png', 'n', 'M01', '2024-01-01T01:00:00.000000Z')"), {"of": PAPER}
    )
    session.commit()
    return world


def branch(world: World, code: str = "D1ZB") -> World:
    unit = world.unit
    world.file("unit", unit, title="某党支部", kind="branch", code=code, parent="xz")
    for person in MEMBERS:
        world.file("person", person, name="某" + person)
        world.file("membership", person, standing="formal")
    world.file("scope", "M01", resolution=None)
    for person, role in (("Y01", "branch_secretary"), ("Y02", "points_admin"), ("Y03", "recorder")):
        world.file("role", person, role=role)
    world.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04"])
    return world


def claim(world: World, event: str, meeting: str, comments: int = 1, attending: Sequence[str] = ()) -> str:
    """A claim from the form to the ledger: two refusals, a desk act with a notice, and the meeting's motion on the way."""
    no = world.number(world.step("", "create", "M01", procedure="bonus_claim", unit=world.unit))
    form = {"item": "serve_masses", "deed_on": "2024-03-09", "points": "8", "description": "帮助邻居 “三次”", "event": event}
    world.step(no, "submit", "M01", form)
    world.step(no, "submit", "M01", form, files=(PAPER,))
    world.step(no, "nudge", "M01")
    world.file("resolution", f"PG{event}", "Y04", since="2024-03-10", body="points_group", present=["Y04", "Y05"], title="核实")
    passed = world.step(no, "verify_to_vote", "Y04", {"verified": "8", "resolution": f"PG{event}"})
    motion = world.number(passed.caused[0])
    world.step(motion, "schedule", "Y01", {"meeting": meeting})
    world.step(motion, "record_attendance", "Y03", {"present": ["M01", "M02", "Y01", "Y02", "Y03"], "attending": list(attending)})
    world.step(motion, "open_discussion", "Y01")
    world.step(motion, "open_vote", "Y01", {"discussion": "好", "heard": "not_needed", "issued": "5"})
    world.step(motion, "pass", "Y02", {"in_favour": 4, "against": 1, "abstained": 0, "returned": 5})
    world.step(motion, "pass", "Y02", {"in_favour": 5, "against": 0, "abstained": 0, "returned": 5})
    for _ in range(comments):
        world.step(no, "comment", "Y02", {"remark": "谢谢"})
    world.step(no, "post", "Y02")
    return no


def small(session: Session) -> World:
    """Everything that a verification looks at, at least once."""
    world = branch(township(session))
    world.at("2024-03-10")
    world.file("meeting", "HY1", "Y01", since="2024-03-10", title="党员大会", notified_on="2024-03-07", chair="Y01", teller="Y02")
    claim(world, "E1", "HY1", attending=[f"guest_{number:04d}" for number in range(800)])
    no = world.number(world.step("", "create", "M01", procedure="bonus_claim", unit="d1"))
    world.step(no, "withdraw", "M02")
    world.step(
        no,
        "submit",
        "M01",
        {"item": "serve_masses", "deed_on": "2024-03-08", "points": "5", "description": "扫雪", "event": "E2"},
        files=(PAPER,),
    )
    world.file("membership", "M02", standing="formal", group="一组")
    world.file("meeting", "HY9", "Y01", since="2024-03-20", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    note(session, kind="authn_login_success", actor="M01", data={"from": "office"})
    return world
