"""Setting the stage: the units, people and standing facts of a script, filed through the write door by the administrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from procflow.canon import stamp
from procflow.dates import chinese_calendar, start_of
from procflow.engine import install
from procflow.engine.noted import Filing
from procflow.errors import Invalid, Refused
from procflow.grammar import SYSTEM
from procflow.regimes.rulebook import bundled, load
from procflow.rehearsal.doors import Door
from procflow.rehearsal.script import Line, Script, day

ADMIN = "admin"
MEMBERSHIP = ("standing", "group", "retired", "probation_until", "extensions")


def last_year(script: Script) -> int:
    return max([script.starts, *(day(line, "on") for line in script.steps)]).year


class Stage:
    """Files facts in order, each under a key of its own place in the script."""

    def __init__(self, session: Session, script: Script, door: Door) -> None:
        self.session, self.script, self.door = session, script, door
        self.count = 0

    def set(self) -> None:
        """Everything that stands before the first step."""
        install(self.session, "rehearsal.procflow/log", stamp(start_of(self.script.starts)))
        root, *branches = self.script.units
        since = self.script.starts.isoformat()
        self.unit(root, SYSTEM)
        self.file(root, SYSTEM, root.said["id"], "person", ADMIN, {"name": "系统管理员"}, since)
        self.file(root, SYSTEM, root.said["id"], "role", ADMIN, {"role": "sysadmin"}, since)
        for year in range(self.script.starts.year, last_year(self.script) + 1):
            self.calendar(root, year)
        for line in branches:
            self.unit(line, ADMIN)
        self.adopt(root)
        for unit, people in self.script.people.items():
            for line in people:
                self.person(unit, line)
        for line in self.script.facts:
            self.fact(line)

    def unit(self, line: Line, actor: str) -> None:
        form = {name: line.get(name) for name in ("title", "kind", "code", "parent")}
        self.file(line, actor, line.said["id"], "unit", line.said["id"], form)

    def adopt(self, root: Line) -> None:
        if self.script.regime not in bundled():
            raise root.wrong("regime", "没有名为“{regime}”的细则", regime=self.script.regime)
        rules = load(self.script.regime)
        form = {"version": rules.version, "sha256": rules.sha256}
        for line in self.script.adopted or (Line(root.number, {"since": self.script.starts.isoformat()}, root.file),):
            self.file(line, ADMIN, root.said["id"], "adoption", rules.id, form, line.get("since", ""), line.get("until", ""), rules)

    def calendar(self, root: Line, year: int) -> None:
        days = chinese_calendar(year)
        if days is None:
            return  # not published yet: working days are an estimate, and say so
        form = {"days": [[one.isoformat(), works] for one, works in sorted(days.items())], "source": "国务院办公厅放假安排"}
        self.file(root, ADMIN, root.said["id"], "calendar", str(year), form)

    def person(self, unit: str, line: Line) -> None:
        since = line.get("since", self.script.starts.isoformat())
        self.file(line, ADMIN, unit, "person", line.said["id"], {"name": line.said["name"]}, since)
        if line.get("standing"):
            self.file(line, ADMIN, unit, "membership", line.said["id"], {name: line.get(name) for name in MEMBERSHIP}, since)
        for role in str(line.get("roles", "")).split():
            self.file(line, ADMIN, unit, "role", line.said["id"], {"role": role}, since)

    def fact(self, line: Line) -> None:
        """A standing fact of the script; `file` is its kind."""
        since = line.get("since") or self.script.starts.isoformat()
        self.file(
            line,
            line.get("by", ADMIN),
            line.said["unit"],
            line.said["file"],
            line.said["subject"],
            line.get("form", {}),
            since,
            line.get("until", ""),
        )

    def file(self, line: Line, actor: str, unit: str, kind: str, subject: str, form: Mapping[str, Any], since: str = "", until: str = "",
             rules: Any = None) -> None:  # fmt: skip
        self.count += 1
        try:
            self.door.enter(Filing(actor, f"stage-{self.count}", unit, kind, subject, form, since, until, rules))
        except Invalid as problem:
            name, messages = next(iter(problem.errors.items()))
            raise line.wrong(name, str(messages[0])) from None
        except Refused as problem:
            raise line.wrong(kind, str(problem)) from None
