"""Playing a script: each dated step through the write door under a simulated clock, timers on the way; nothing is bypassed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.dates import ZONE
from procflow.db import now
from procflow.engine import Command, Record
from procflow.engine.noted import Filing
from procflow.errors import Invalid, NotFound, Refused
from procflow.models import Case
from procflow.rehearsal.doors import Door
from procflow.rehearsal.expect import Expectations
from procflow.rehearsal.script import Line, Script, day
from procflow.rehearsal.spelling import Spelling
from procflow.rehearsal.stage import Stage

Progress = Callable[[str, int, int], None]
SHORT = {"member_meeting_vote": "motion"}


class Play:
    """One performance: the names that the script gives to cases, and the branch it plays in."""

    def __init__(self, session: Session, script: Script, door: Door) -> None:
        self.session, self.script, self.door = session, script, door
        self.unit = str(script.units[-1].said["id"])
        self.cases: dict[str, str] = {}
        self.count = 0
        self.spelling = Spelling(session, self.unit, self.cases, self.number)
        self.expected = Expectations(session, self.unit, self.cases, self.number)

    def run(self, progress: Progress | None = None) -> Expectations:
        """Set the stage, take every step in order, check every expectation."""
        Stage(self.session, self.script, self.door).set()
        for number, line in enumerate(self.script.steps, 1):
            self.line(line)
            if progress:
                progress(str(line.get("on")), number, len(self.script.steps))
        if self.script.expect:
            self.expected.check(self.script.expect, self.script.expect.said)
        return self.expected

    def line(self, line: Line) -> None:
        self.reach(line)
        for name, form in forms(line):
            self.count += 1
            try:
                record = self.take(line, name, form)
            except Refused as refused:
                self.expected.refused(line, refused)
                continue
            except Invalid as problem:
                field, messages = next(iter(problem.errors.items()))
                raise line.wrong(field, str(messages[0])) from None
            except NotFound as problem:
                raise line.wrong("case", str(problem)) from None
            if record is not None:
                self.expected.done(line, record)
                self.remember(str(line.get("as", name)), record)
        if "expect" in line.said and "step" not in line.said and "start" not in line.said and "file" not in line.said:
            self.expected.check(line, line.said["expect"])

    def reach(self, line: Line) -> None:
        """Move the clock to the step's moment, the timers due before it first; two steps of a day stand a minute apart."""
        hour, minute = map(int, str(line.get("at", "09:00")).split(":"))
        wanted = datetime.combine(day(line, "on"), time(hour, minute), ZONE)
        current = unstamp(now(self.session))
        if wanted.date() < current.astimezone(ZONE).date():
            raise line.wrong("on", "时间倒退了：现在已是 {now}", now=current.astimezone(ZONE).date().isoformat())
        self.door.forward(stamp(max(wanted, current + timedelta(minutes=1))))

    def take(self, line: Line, name: str, form: Mapping[str, Any]) -> Record | None:
        if "file" in line.said:
            return self.door.enter(Filing(actor(line, name), f"line-{line.number}-{self.count}", str(line.get("unit", self.unit)), line.said["file"],
                                          str(line.get("subject", name)), form, str(line.get("since", line.get("on"))), str(line.get("until", ""))))  # fmt: skip
        if "start" in line.said:
            return self.door.advance(self.command(line, name, "create", form, procedure=line.said["start"], unit=self.unit,
                                                  subject=str(line.get("subject", "")), period=str(line.get("period", ""))))  # fmt: skip
        return (
            self.door.advance(self.command(line, name, line.said["step"], form, case=self.number(stepping(line, name), line)))
            if "step" in line.said
            else None
        )

    def command(self, line: Line, name: str, step: str, form: Mapping[str, Any], **more: Any) -> Command:
        by = actor(line, name)
        files = tuple(self.upload(line, by, file) for file in str(line.get("files", "")).split())
        return Command(step=step, actor=by, key=f"line-{line.number}-{self.count}", form=self.spelling.filled(line, form, more.get("case", "")), files=files,
                       entered_for=str(line.get("for", "")), **more)  # fmt: skip

    def upload(self, line: Line, by: str, name: str) -> str:
        """A small scanned paper, stored as evidence; its text says what it would show."""
        text = f"{self.script.title}\n{name}\n{line.get('on')} {by}\n".encode()
        return self.door.store(text, name, by)

    def remember(self, name: str, record: Record) -> None:
        """The names of a case and of those that its steps started: `C01`, `C01.motion`; of one begun by the clock, `annual_rating/2024.motion`."""
        causes = {one.event_id: one for one in (record, *record.caused)}
        for one in (each for each in causes.values() if each.body["from"] == "new" and each.case_id):
            row, cause = self.row(one.case_id), causes.get(one.body["cause"])
            if cause is None and name:
                self.cases[name] = row.no
            elif cause is not None:
                self.cases[f"{self.name(cause)}.{SHORT.get(row.procedure, row.procedure)}"] = row.no

    def name(self, record: Record) -> str:
        """The script's name for the record's case, or procedure/period as `number` would find it."""
        row = self.row(record.case_id)
        return next((name for name, no in self.cases.items() if no == row.no), f"{row.procedure}/{row.period}")

    def row(self, case_id: str) -> Any:
        return self.session.execute(select(Case.no, Case.procedure, Case.period).where(Case.case_id == case_id)).one()

    def number(self, name: str, line: Line) -> str:
        """A case by the script's name for it, or as procedure/period where the clock began it; procedure/period/member of several."""
        if name in self.cases:
            return self.cases[name]
        procedure, period, subject = (*name.split("/"), "", "")[:3]
        chosen = select(Case.no).where(Case.unit == self.unit, Case.procedure == procedure, Case.period == period)
        found = self.session.scalars(chosen.where(Case.subject == subject) if subject else chosen).first()
        if found is None:
            raise line.wrong("case", "没有名为“{name}”的事项", name=name)
        return found


def forms(line: Line) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each case of the line, or each item of its one case, with its form: the common one, and what `each` adds."""
    common = dict(line.get("form", {}))
    if isinstance(line.get("each"), dict):
        for name, more in line.said["each"].items():
            yield name, {**common, **(more or {})}
        return
    by = line.get("by")
    names = list(by) if isinstance(by, dict) else line.get("case", line.get("as", ""))
    for name in names if isinstance(names, list) else [names]:
        yield str(name), common


def stepping(line: Line, name: str) -> str:
    """The case that takes the step: the line's own where `each` lists items of it, else the one of this name."""
    return str(line.said["case"]) if "each" in line.said and "case" in line.said else name


def actor(line: Line, name: str) -> str:
    """Who takes the step: `by` names one person for all cases, or each case's own."""
    by = line.get("by", "")
    return str(by.get(name, "") if isinstance(by, dict) else by)
