"""A third branch that comes to work here in mid-year, with its former registers: what opening balances are played in."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import clock
from procflow.models import Case
from tests import servers
from tests.world import World, built

UNIT = "d3"
PEOPLE = {"P01": "李大山", "P02": "李小山", "P03": "周文", "P04": "吴静", "P05": "郑和", "P06": "李大山"}  # P01 and P06 are namesakes
ROLES = {"P03": "branch_secretary", "P04": "points_admin", "P05": "recorder"}
COMMITTEE = ["P02", "P03", "P04"]
BEGAN = "2024-07-02"
PERIOD = "2024-Q2"
SOURCE = "2024年登记簿第3页"


class Opened(World):
    """Branch d3 of six: secretary P03, points admin P04 (keeps the committee's minutes), recorder P05; on file since 2 July, in scope since January."""

    unit = UNIT

    def settle(self, rules=None, day: str = BEGAN) -> "Opened":
        self.at(day)
        self.file("unit", UNIT, unit=UNIT, title="D3ZB党支部", kind="branch", code="D3ZB", parent="xz")
        if rules:
            self.file("adoption", rules.id, since="2024-01-01", rules=rules, version=rules.version, sha256=rules.sha256)
        for name, called in PEOPLE.items():
            self.file("person", name, name=called)
            self.file("membership", name, since="2023-01-01", standing="formal")
            self.file("scope", name, since="2024-01-01")
        for name, role in ROLES.items():
            self.file("role", name, role=role)
        self.file("body", "branch_committee", members=COMMITTEE, keepers=["P04"])
        return self

    def sheet(self, *lines, period: str = PERIOD, paper: bool = True, **more) -> str:
        files = (self.paper("原登记簿扫描件", "P04"),) if paper else ()
        form = {"lines": list(lines or (line(),))}
        return self.begin("opening_balance", "P04", subject=UNIT, period=period, form=form, files=files, **more)

    def verify(self, no: str, who: str = "P05") -> None:
        self.step(no, "verify", who, {"compared": "yes"})

    def resolve(self, *present: str) -> str:
        no = f"ZW{next(self.numbers)}"
        self.file("resolution", no, actor="P04", body="branch_committee", present=list(present or COMMITTEE), title="同意记入期初积分")
        return no

    def agree(self, no: str) -> None:
        self.step(no, "agree", "P04", {"resolution": self.resolve()})

    def posted_sheet(self, *lines, **more) -> str:
        no = self.sheet(*lines, **more)
        self.verify(no)
        self.agree(no)
        return no

    def publicised(self, period: str = PERIOD, *pending: str) -> str:
        """The period's closing, posted on the notice board, with what is not decided yet; the days of publicity follow."""
        self.sweep()
        self.later(4)
        self.sweep()
        no = self.find("quarterly_closing", period)
        self.step(no, "compile", "P04", {"pending": list(pending)} if pending else {})
        self.step(no, "clear", "P03", {"screened": "yes", "read": "yes"})
        self.step(no, "publicise", "P05", {"place": "村务公开栏", "form": "noticeboard"})
        return no

    def final(self, period: str = PERIOD, *pending: str) -> str:
        no = self.publicised(period, *pending)
        self.later(5)
        self.step(no, "finalize", "P04", {"resolution": self.resolve()})
        return no

    def upheld(self, closing: str, target: str, points: str, member: str = "P01", component: str = "base", kind: str = "publicity") -> str:
        """An objection of the member against a line of an opening balance, all the way to its end."""
        form = {
            "sheet": closing,
            "about": "line",
            "component": component,
            "claim": "登记簿上不是这个数",
            "source": "member",
            "targets": [target],
        }
        no = self.begin("objection_review", member, subject=member, period=self.case(target).period, form=form)
        self.step(no, "admit", "P04", {"kind": kind, "handler": "P03", "resolution": self.resolve()})
        said = {"evidence": "登记簿原件", "heard": "heard", "reason": "抄写有误", "points": points}
        self.step(no, "decide", "P04", {"result": "upheld", "resolution": self.resolve(), **said})
        self.step(no, "give_feedback", "P03", {"objector_told": "yes", "subject_told": "yes"})
        self.step(no, "accept", member)
        return no

    def entry(self, no: str, number: int = 0) -> str:
        """The entry of that place among those that a case has posted."""
        effects = [each for record in self.chain(no) for each in record.body["effects"] if each["kind"] == "entry"]
        return str(effects[number]["entry_id"])

    def sweep(self) -> None:
        clock.sweep(self.session)
        self.session.commit()

    def find(self, procedure: str, period: str) -> str:
        return str(self.rows(Case, Case.unit == UNIT, Case.procedure == procedure, Case.period == period)[0].no)

    def booked(self, *members: str):
        """(member, component, item, points, uncredited, kind) of each entry, in their order."""
        found = sorted((each for each in self.entries() if each.unit == UNIT), key=lambda each: (each.recorded_at, each.effect_no))
        return [(each.member_id, each.component, each.item, each.points, each.uncredited, each.kind)
                for each in found if each.member_id in (members or PEOPLE)]  # fmt: skip


def settled(url: str) -> None:
    """The world with the third branch in it: done once a session, then copied."""
    built(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as session:
        Opened(session).settle()
    engine.dispose()


@contextmanager
def branch_of(kind: str, folder: Path) -> Iterator[Opened]:
    engine = create_engine(servers.migrated_copy(kind, folder, settled), poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        branch = Opened(session)
        branch.numbers = count(5000)  # the keys before were used while the copy was built
        yield branch
    engine.dispose()


def line(member="P01", component="base", item=None, points="18", on="2024-06-30", reason="二季度基础分", source=SOURCE):
    said = {"member": member, "component": component, "item": item, "reason": reason, "points": points, "on": on, "source": source}
    return {name: value for name, value in said.items() if value}
