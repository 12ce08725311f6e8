"""One walk of the crowd: who does what next is drawn, every act goes through the write door; what must hold is asked in laws.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from procflow.access import organisation
from procflow.canon import stamp, unstamp
from procflow.clock import forward
from procflow.dates import ZONE, Period
from procflow.db import now
from procflow.engine import Command, advance
from procflow.errors import Invalid, NotFound, Refused
from procflow.facts import caller, seen
from procflow.grammar import AUTO, NEW, TIMER, CaseSeen, Step, reads_of
from procflow.machines import tables
from tests.crowd.branch import FORMAL, PEOPLE, UNIT
from tests.crowd.ground import Ground
from tests.crowd.saying import Saying

FEW = 12  # cases in hand; with more, few are begun
MEETING = ("schedule", "record_attendance", "open_discussion", "open_vote", "pass", "not_pass")
ENDING = ("withdraw", "cancel", "void", "fail", "drop", "reject", "refer", "end", "dissolve", "close", "withhold", "send_back", "return")


class Crowd(Ground):
    """The branch, its cases, and what has been done so far; `outcomes` counts every attempt."""

    def step(self, chance: Random) -> None:
        """Whatever happens next."""
        drawn, live = chance.random(), self.live()
        waiting = [row for row in live if tables()[row.procedure].by_name[row.state].open]
        if not live or drawn < (0.12 if len(waiting) < FEW else 0.03):
            self.begin(chance)
        elif drawn < 0.2 and (motions := [row for row in waiting if row.procedure == "member_meeting_vote"]):
            self.meet(chance, chance.choice(motions).no)
        elif drawn < 0.24:
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

    def meet(self, chance: Random, no: str) -> None:
        """A motion on its way through a meeting, step by step, as far as it gets: chance alone would hardly ever find the way."""
        for name in MEETING:
            row = next((each for each in self.live() if each.no == no), None)
            if row is None:
                return
            case = seen(self.session, row)
            self.session.rollback()
            if name == "open_discussion":
                self.to_meeting(case)
            offered = [each for each in tables()[row.procedure].leaving(case.state) if each.name == name]
            if offered:
                self.take(chance, case, chance.choice(offered), case=no)

    def act(self, chance: Random, row: Any, *, blindly: bool) -> None:
        case, table = seen(self.session, row), tables()[row.procedure]
        self.session.rollback()
        leaving = [each for each in table.leaving(case.state) if attended(each)]
        if not blindly and any(one.name == "meeting_today" for each in leaving for one in each.when) and chance.randrange(3):
            self.to_meeting(case)
        rows = [each for each in table.steps if attended(each)] if blindly else self.standing(case, leaving) or leaving
        going = [each for each in rows if each.name not in ENDING]
        chosen = going if chance.randrange(8) else rows
        if chosen:
            self.take(chance, case, chance.choice(chosen), case=case.no)

    def standing(self, case: CaseSeen, rows: Sequence[Step]) -> list[Step]:
        """The rows that nothing stands against before their form is filled in."""
        gathering = self.gathering(case)
        facts = gathering.facts({name for each in rows for name in each.sections(form=False)})
        self.session.rollback()
        return [each for each in rows if all(one.ask(facts).ok for one in each.when)]

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
        self.shown = None
        shown = unstamp(now(self.session)).astimezone(ZONE)
        self.session.rollback()
        forward(self.session, stamp(datetime.combine(shown.date() + timedelta(days=days), time(9), ZONE)))
        self.session.commit()


def attended(row: Step) -> bool:
    """Whether somebody takes this row: neither the clock nor the system."""
    return not set(row.named) & {AUTO, TIMER}
