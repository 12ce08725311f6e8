"""One walk of the crowd: who does what next is drawn, every act goes through the write door; what must hold is asked in laws.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from procflow.access import organisation
from procflow.canon import stamp, unstamp
from procflow.clock import forward
from procflow.dates import ZONE, Period, local_day
from procflow.db import now
from procflow.engine import Command, advance, enter
from procflow.engine.noted import Filing
from procflow.errors import Invalid, NotFound, Refused
from procflow.facts import Gathering, caller, seen
from procflow.forms import ID, Several
from procflow.grammar import AUTO, NEW, TIMER, CaseSeen, Step, reads_of
from procflow.machines import tables
from procflow.models import Case, LedgerEntry
from procflow.queries.defaults import among
from tests.crowd.branch import BODIES, FORMAL, PEOPLE, REGIMES, UNIT, build, regime
from tests.crowd.saying import Saying
from tests.servers import migrated_copy
from tests.world import World

FEW = 12  # cases in hand; with more, few are begun
ENDING = ("withdraw", "cancel", "void", "fail", "drop", "reject", "refer", "end", "dissolve", "close", "withhold", "send_back", "return")


class Crowd:
    """The branch, its cases, and what has been done so far; `outcomes` counts every attempt."""

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

    def step(self, chance: Random) -> None:
        """Whatever happens next."""
        drawn, live = chance.random(), self.live()
        waiting = [row for row in live if tables()[row.procedure].by_name[row.state].open]
        if not live or drawn < (0.12 if len(waiting) < FEW else 0.03):
            self.begin(chance)
        elif drawn < 0.17:
            self.wait(chance.choice((1, 1, 2, 4, 7, 20)))
        else:
            last = [row for row in waiting if row.no == self.last]
            row = last[0] if last and chance.randrange(8) else chance.choice(waiting if waiting and chance.randrange(9) else live)
            self.last = row.no
            self.act(chance, row, blindly=drawn > 0.93)

    def begin(self, chance: Random) -> None:
        table = tables()[chance.choice(sorted(tables()))]
        rows = [row for row in table.leaving(NEW) if attended(row)]
        if not rows:
            return
        row, subject = chance.choice(rows), UNIT if table.about == "unit" else chance.choice((*FORMAL, "P01", "A01"))
        period = str(
            Period.of(self.today, chance.choice(("month", "quarter", "year"))) if table.about != "member" else Period.of(self.today, "year")
        )
        case = CaseSeen("", "", UNIT, table.key, NEW, 0, subject, period, "")
        self.take(
            chance, case, row, procedure=table.key, unit=UNIT, subject=subject, **({"period": period} if table.about != "member" else {})
        )

    def act(self, chance: Random, row: Any, *, blindly: bool) -> None:
        case, table = seen(self.session, row), tables()[row.procedure]
        self.session.rollback()
        leaving = [each for each in table.leaving(case.state) if attended(each)]
        if not blindly and any(one.name == "meeting_today" for each in leaving for one in each.when) and chance.randrange(3):
            self.to_meeting(case)
        rows = [each for each in table.steps if attended(each)] if blindly else self.standing(case, leaving) or leaving
        going = [each for each in rows if each.name not in ENDING]
        chosen = going if going and chance.randrange(6) else rows
        if chosen:
            self.take(chance, case, chance.choice(chosen), case=case.no)

    def standing(self, case: CaseSeen, rows: Sequence[Step]) -> list[Step]:
        """The rows that nothing stands against before their form is filled in."""
        gathering = self.gathering(case)
        facts = gathering.facts({name for each in rows for name in each.sections(form=False)})
        self.session.rollback()
        return [each for each in rows if all(one.ask(facts).ok for one in each.when)]

    def gathering(self, case: CaseSeen) -> Gathering:
        org = organisation(self.session, UNIT)
        return Gathering(self.session, org, case, self.rules, self.today, caller(org, "nobody", case, self.today.isoformat()))

    def take(self, chance: Random, of: CaseSeen, row: Step, /, **more: Any) -> None:
        actor, role = self.somebody(chance, of, row)
        form = Saying(self, chance, of, actor, role).form(row.asks) if row.asks else {}
        files = (self.paper(actor),) if chance.randrange(4) else ()
        outcome = self.tried(partial(self.advance, Command(step=row.name, actor=actor, key=self.key(), form=form, files=files, **more)))
        self.outcomes[outcome] += 1
        if outcome == "done":
            self.taken[f"{of.procedure}.{row.name}"] += 1

    def advance(self, command: Command) -> None:
        advance(self.session, command)

    def tried(self, act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refused:
            self.why.update(reason.guard or reason.code for reason in refused.refusals)
            return "refused"
        except Invalid:
            self.session.rollback()
            return "invalid"
        except NotFound:
            self.session.rollback()
            return "unseen"
        return "done"

    def somebody(self, chance: Random, case: CaseSeen, row: Step) -> tuple[str, str]:
        """Mostly somebody who may take the row, with the role; now and then anybody."""
        if not chance.randrange(10):
            return chance.choice(PEOPLE), ""
        day, gathering = self.today.isoformat(), self.gathering(case)
        org = gathering.org
        wanted = set(row.roles(gathering.facts(set(reads_of(row.by)) | {"meeting"})))
        self.session.rollback()
        people = list(PEOPLE)
        chance.shuffle(people)
        for person in people:
            held = caller(org, person, case, day).roles
            if {"meeting_chair", "teller"} & wanted and person in ("Y01", "Y03"):
                return {"meeting_chair": "Y01", "teller": "Y03"}[min(wanted & {"meeting_chair", "teller"})], ""
            if held & wanted:
                return person, min(held & wanted)
        return chance.choice(people), ""

    def to_meeting(self, case: CaseSeen) -> None:
        """On to the day of the meeting that the case is for, if that is soon."""
        found = organisation(self.session, UNIT).meeting(
            next((str(each.form["meeting"]) for each in reversed(case.taken) if each.form.get("meeting")), "")
        )
        self.session.rollback()
        ahead = (date.fromisoformat(found.on) - self.today).days if found else 0
        if 0 < ahead < 9:
            self.wait(ahead)

    def wait(self, days: int) -> None:
        shown = unstamp(now(self.session)).astimezone(ZONE)
        self.session.rollback()
        forward(self.session, stamp(datetime.combine(shown.date() + timedelta(days=days), time(9), ZONE)))
        self.session.commit()

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
        found = local_day(unstamp(now(self.session)))
        self.session.rollback()
        return found

    def live(self) -> list[Any]:
        chosen = select(*Case.__table__.columns).where(Case.unit == UNIT).order_by(Case.no)
        rows = list(self.session.execute(chosen))
        self.session.rollback()
        self.numbers = [row.no for row in rows]
        return [row for row in rows if not tables()[row.procedure].by_name[row.state].final]

    def file(self, what: str, subject: str, actor: str, unit: str = UNIT, since: str = "", /, **form: Any) -> None:
        assert ID.fullmatch(subject)
        enter(self.session, Filing(actor, self.key(), unit, what, subject, form, since))

    def key(self) -> str:
        self.count += 1
        return f"K{self.count}"

    def paper(self, by: str) -> str:
        return World.paper(self, f"{self.count}", by)  # type: ignore[arg-type]  # it needs no more than a session

    def end(self) -> None:
        self.session.close()
        self.engine.dispose()


def attended(row: Step) -> bool:
    """Whether somebody takes this row: neither the clock nor the system."""
    return not set(row.named) & {AUTO, TIMER}


ABOVE_BODIES = ("party_committee", "superior_org", "grassroots_committee", "party_building_office", "supervision_group")
FOUNDED: dict[str, Callable[[str], None]] = {name: partial(build, name=name) for name in REGIMES}
