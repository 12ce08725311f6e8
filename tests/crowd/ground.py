"""The branch as the crowd finds it: its cases, its clock, and what a form may need: a resolution, a meeting, a paper. It takes no step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import enter
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.facts import Gathering, caller
from procflow.forms import ID, Several
from procflow.grammar import CaseSeen
from procflow.machines import tables
from procflow.models import Case, LedgerEntry
from procflow.queries.defaults import among
from tests.crowd.branch import BODIES, FORMAL, REGIMES, UNIT, build, regime
from tests.servers import migrated_copy
from tests.world import World

ABOVE_BODIES = ("party_committee", "superior_org", "grassroots_committee", "party_building_office", "supervision_group")
FOUNDED: dict[str, Callable[[str], None]] = {name: partial(build, name=name) for name in REGIMES}


class Ground:
    """One branch in a database of its own; `outcomes` and `taken` count what was tried and done in it, `why` what stood against it."""

    def __init__(self, folder: Path, name: str = "township_star", kind: str = "sqlite") -> None:
        self.rules = regime(name)
        self.engine = create_engine(migrated_copy(kind, folder, FOUNDED[name]), poolclass=StaticPool)
        self.session = Session(self.engine, expire_on_commit=False)
        self.count, self.outcomes = 0, Counter[str]()
        self.taken: Counter[str] = Counter()
        self.why: Counter[str] = Counter()
        self.minutes: dict[tuple[str, str], str] = {}
        self.numbers: list[str] = []
        self.last = ""
        self.shown: date | None = None

    def gathering(self, case: CaseSeen) -> Gathering:
        org = organisation(self.session, UNIT)
        return Gathering(self.session, org, case, self.rules, self.today, caller(org, "nobody", case, self.today.isoformat()))

    # What forms need

    def resolved(self, role: str, chance: Random) -> str:
        """A resolution of today by the body that acts; minutes of two of them one day in four lack a quorum."""
        body = role if role in BODIES or role in ABOVE_BODIES else "branch_committee"
        members, keeper = BODIES.get(body, (("U01", "U02"), "U02" if body == "party_committee" else "U01"))
        known = (body, self.today.isoformat())
        if known not in self.minutes or not chance.randrange(4):
            present = list(members) if chance.randrange(9) else list(members[:1])
            no, unit = self.key(), UNIT if body in BODIES else "xz"
            self.file("resolution", no, keeper, unit, body=body, present=present, title="研究决定")
            self.minutes[known] = no
        return self.minutes[known]

    def called(self, chance: Random) -> str:
        """A meeting: one called for today, or a new one for these days."""
        on = (self.today + timedelta(days=chance.choice((1, 1, 2)))).isoformat()
        known = ("meeting", on)
        if known not in self.minutes:
            self.minutes[known] = self.key()
            said = {"title": "党员大会", "notified_on": self.today.isoformat(), "chair": "Y01", "teller": "Y03"}
            self.file("meeting", self.minutes[known], "Y01", UNIT, on, **said)
        return self.minutes[known]

    def issued(self, case: CaseSeen) -> int:
        said = self.earlier(case)
        if "issued" in said:
            return int(said["issued"])
        org = organisation(self.session, UNIT)
        meeting = next((str(each.form["meeting"]) for each in reversed(case.taken) if each.form.get("meeting")), "")
        found = org.meeting(meeting) if meeting else None
        self.session.rollback()
        return len(found.present) if found else len(FORMAL)

    def earlier(self, case: CaseSeen) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for each in case.taken:
            found |= {name: value for name, value in each.form.items() if value is not None}
        return found

    def fitting(self, case: CaseSeen, field: Any, chance: Random) -> list[str]:
        """Cases that the field itself would offer; where it says nothing, any."""
        if field.among:
            gathering = self.gathering(case)
            found = [each.no for each in among(gathering, field)]
            self.session.rollback()
            return found if isinstance(field, Several) and field.ticked else found and [chance.choice(found)]
        others = [no for no in self.numbers if no != case.no]
        return others and [chance.choice(others)]

    def roll(self, meeting: str) -> Mapping[str, Any]:
        found = organisation(self.session, UNIT).latest("roll", meeting)
        self.session.rollback()
        return found.data if found else {"due": [], "present": []}

    def entries(self) -> list[str]:
        found = list(self.session.scalars(select(LedgerEntry.entry_id).limit(50)))
        self.session.rollback()
        return found

    # The world as it is

    @property
    def today(self) -> date:
        if self.shown is None:
            self.shown = local_day(unstamp(now(self.session)))
            self.session.rollback()
        return self.shown

    def live(self) -> list[Any]:
        chosen = select(*Case.__table__.columns).where(Case.unit == UNIT).order_by(Case.no)
        rows = list(self.session.execute(chosen))
        self.session.rollback()
        self.numbers = [row.no for row in rows]
        return [row for row in rows if not tables()[row.procedure].by_name[row.state].final]

    def file(self, what: str, subject: str, actor: str, unit: str = UNIT, since: str = "", /, **form: Any) -> None:
        assert ID.fullmatch(subject)
        with suppress(Refused):  # its keeper may have been voted out meanwhile: then there is no such paper, and whoever names it is told
            enter(self.session, Filing(actor, self.key(), unit, what, subject, form, since))

    def key(self) -> str:
        self.count += 1
        return f"K{self.count}"

    def paper(self, by: str) -> str:
        return World.paper(self, f"{self.count}", by)  # type: ignore[arg-type]  # it needs no more than a session

    def end(self) -> None:
        self.session.close()
        self.engine.dispose()
