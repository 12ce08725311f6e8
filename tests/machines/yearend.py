"""A branch whose four quarters of 2024 are issued and whose rating the clock has begun: what the tests of a year's rating are played in."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import clock
from procflow.models import Case, CaseLink, DatedFact
from procflow.regimes.overrides import overridden
from procflow.regimes.rulebook import Rulebook
from procflow.schema import upgrade
from tests import servers
from tests.machines.amended import Amended
from tests.machines.tie import counted
from tests.regimes.examples import changed
from tests.world import MEMBERS

COMMITTEE = ["Y01", "Y02", "Y03"]
KEEPERS = {
    "points_group": ("Y04", ["Y04", "Y05", "Y06"], "d1"),
    "branch_committee": ("Y02", COMMITTEE, "d1"),
    "party_committee": ("U01", ["U01"], "xz"),
}
POSTING = {"place": "乡镇党委公开栏", "form": "noticeboard"}
# One month of study is the whole base, of dues not quite; one claim may be worth two stars; the hole between 65 and 70 must be decided.
FIGURES = (
    ("label: 政治学习, component: base, points: 1.5", "label: 政治学习, component: base, points: 70"),
    ("label: 党费缴纳, component: base, points: 1,", "label: 党费缴纳, component: base, points: 67,"),
    ("label: 服务群众, component: bonus, range: [1, 10]", "label: 服务群众, component: bonus, range: [1, 40]"),
    ("all: [score > 65, score < 70], by: A3", "all: [score > 65, score < 70], decided_by: branch_committee, by: A26"),
)
RULES = changed(*FIGURES)


class YearEnd(Amended):
    """M01 and M02 have 84 points each and are tied for the one place of three stars, Y06 has 67, all others 70. Today is 20 January 2025."""

    @property
    def rating(self) -> str:
        return self.find("annual_rating", "2024")

    def find(self, procedure: str, period: str) -> str:
        return str(self.rows(Case, Case.procedure == procedure, Case.period == period, Case.unit == self.unit)[0].no)

    def resolve(self, body: str = "branch_committee") -> str:
        no = f"JY{next(self.numbers)}"
        keeper, present, unit = KEEPERS[body]
        self.file("resolution", no, actor=keeper, unit=unit, body=body, present=present, title="决议")
        return no

    def sweep(self) -> None:
        clock.sweep(self.session)
        self.session.commit()

    def filed(self) -> dict[str, Any]:
        """The rating as it was filed last."""
        rows = self.rows(DatedFact, DatedFact.kind == "rating", DatedFact.superseded_by.is_(None))
        return json.loads(max(rows, key=lambda row: (row.since, row.fact_id)).data)  # type: ignore[no-any-return]

    @property
    def state(self) -> str:
        return str(self.case(self.rating).state)

    # The way of a rating

    def total(self) -> Any:
        return self.step(self.rating, "total", "Y04", {"resolution": self.resolve("points_group")})

    @property
    def motion(self) -> str:
        """The run-off put last."""
        linked = {link.case_id for link in self.rows(CaseLink, CaseLink.other_id == self.case(self.rating).case_id)}
        return max(row.no for row in self.rows(Case, Case.procedure == "member_meeting_vote") if row.case_id in linked)

    def run_off(self, **votes: int) -> None:
        """A meeting in two days, and its vote between the tied; whoever is named with more than four wins."""
        motion = self.motion
        self.call(motion)
        self.step(motion, "open_vote", "Y01", {"discussion": "二人同分", "heard": "not_needed", "issued": len(MEMBERS)})
        carried = any(given > len(MEMBERS) // 2 for given in votes.values())
        self.step(motion, "pass" if carried else "not_pass", "Y02", counted(votes, abstained=len(MEMBERS) - sum(votes.values())))

    def proposed(self) -> None:
        self.total()
        self.run_off(M01=2, M02=6)

    def confirm(self, *decisions: dict[str, str]) -> Any:
        given = decisions or ({"member": "Y06", "grade": "star1", "reason": "带病坚持，补课到位"},)
        return self.step(self.rating, "confirm", "Y02", {"resolution": self.resolve(), "decisions": list(given)})

    def submitted(self) -> None:
        self.proposed()
        self.confirm()
        self.step(self.rating, "submit", "Y01")

    def approve(self) -> Any:
        return self.step(self.rating, "approve", "U01", {"resolution": self.resolve("party_committee"), "receipt": "青党〔2025〕3号"})

    def publicised(self) -> None:
        self.submitted()
        self.approve()
        self.step(self.rating, "publicise", "U01", POSTING)

    def finalize(self) -> Any:
        return self.step(self.rating, "finalize", "Y01", {"reported_on": self.today, "reported": "yes"})

    def final(self) -> None:
        """Everything, to the end of the publicity and a day."""
        self.proposed()
        self.to_the_end()

    def to_the_end(self, *decisions: dict[str, str]) -> None:
        """The same from the proposal on: confirmed, approved, posted, final."""
        self.confirm(*decisions)
        self.step(self.rating, "submit", "Y01")
        self.approve()
        self.step(self.rating, "publicise", "U01", POSTING)
        self.later(8)
        self.finalize()


@contextmanager
def opened(kind: str, folder: Path, state: Callable[[str], None]) -> Iterator[YearEnd]:
    """A copy of that year of one's own."""
    engine = create_engine(servers.migrated_copy(kind, folder, state), poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        world = YearEnd(session)
        world.numbers = count(9000)  # the keys before were used while it was built
        yield world
    engine.dispose()


def built(url: str, issued: bool = True, rules: Rulebook = RULES, asked: tuple[str, str] = ("14", "14")) -> None:
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        play(YearEnd(session), issued, rules, asked)
    engine.dispose()


def by_lot(url: str) -> None:
    """The same, under rules that decide a tie by lot."""
    built(url, rules=overridden(RULES, ["tie.final=lot"]))


def by_pool(url: str) -> None:
    """The same, with the shares of the township: nine members in two branches, one of them in the other."""
    built(url, rules=overridden(RULES, ["quota.base=township_pool", "quota.levels.star3.1.share=0.23"]))


def waiting(url: str) -> None:
    """The same, but the last quarter is final and not issued."""
    built(url, issued=False)


def talked(url: str) -> None:
    """The same, final: seven may be honoured, and Y06 is to be talked with."""
    built(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        world = YearEnd(session)
        world.numbers = count(7000)
        world.proposed()
        world.to_the_end({"member": "Y06", "grade": "talk", "reason": "缺课较多，研究后谈话整改"})
    engine.dispose()


def play(world: YearEnd, issued: bool, rules: Rulebook, asked: tuple[str, str]) -> None:
    world.file("person", "U01", unit="xz", name="方建业")
    for body, (keeper, members, unit) in KEEPERS.items():
        if body != "points_group":
            world.file("body", body, unit=unit, members=members, keepers=[keeper])
    world.file("adoption", rules.id, unit="d1", since="2024-01-01", rules=rules, version=rules.version, sha256=rules.sha256)
    world.sweep()
    world.at("2024-02-01")
    lines = [{"member": name, "item": "dues" if name == "Y06" else "study", "mark": "present"} for name in MEMBERS]
    sheet = world.begin("base_registration", "Y03", subject="d1", period="2024-01", form={"source": "daily_record", "lines": lines})
    world.step(sheet, "verify", "Y04", {"resolution": world.resolve("points_group")})
    world.step(sheet, "post", "Y02")
    claims = [world.claim(name, points=points) for name, points in zip(("M01", "M02"), asked, strict=True)]
    motions = [world.verify(claim, points) for claim, points in zip(claims, asked, strict=True)]
    world.call(*motions)
    for claim, motion in zip(claims, motions, strict=True):
        world.vote(motion)
        world.step(claim, "post", "Y02")
    for number, on in enumerate(("2024-04-02", "2024-07-02", "2024-10-02", "2025-01-07"), 1):
        world.at(on)
        world.sweep()
        close(world, f"2024-Q{number}", issued=issued or number < 4)
    world.at("2025-01-20")
    world.sweep()


def close(world: YearEnd, period: str, issued: bool) -> None:
    no = world.find("quarterly_closing", period)
    world.step(no, "compile", "Y02")
    world.step(no, "clear", "Y01", {"screened": "yes", "read": "yes"})
    world.step(no, "publicise", "Y03", POSTING)
    world.later(4)
    world.step(no, "finalize", "Y02", {"resolution": world.resolve()})
    if issued:
        world.step(no, "issue", "Y01", {"number": f"{period}号"})
