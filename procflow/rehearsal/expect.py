"""What a script expects, held against what happened: states, refusals, points, publicity. It reads and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.engine import Record
from procflow.errors import Refused
from procflow.models import Case, LedgerEntry
from procflow.rehearsal.script import Line
from procflow.wording import points

KNOWN = {"states", "points", "publicity", "refused", "to", "records"}


@dataclass(frozen=True, slots=True)
class Difference:
    line: int
    what: str
    expected: str
    found: str


class Expectations:
    """Every expectation met, and every difference found, with the line that expects it."""

    def __init__(self, session: Session, unit: str, number: Callable[[str, Line], str]) -> None:
        self.session, self.unit, self.number = session, unit, number
        self.met = 0
        self.differences: list[Difference] = []

    def compare(self, line: Line, what: str, expected: object, found: object) -> None:
        if str(expected) == str(found):
            self.met += 1
        else:
            self.differences.append(Difference(line.number, what, str(expected), str(found)))

    def done(self, line: Line, record: Record) -> None:
        expected = line.get("expect", {})
        if "refused" in expected:
            self.compare(line, "refused", expected["refused"], "done")
        elif "to" in expected:
            self.compare(line, "to", expected["to"], record.body["to"])

    def refused(self, line: Line, refused: Refused) -> None:
        """A refusal that the line does not expect stops the rehearsal: what follows would rest on it."""
        expected = line.get("expect", {}).get("refused")
        if expected is None:
            raise line.wrong(str(line.get("step", line.get("start", line.get("file")))), "被拒绝：{why}", why=str(refused))
        self.compare(line, "refused", expected, refused.code)

    def check(self, line: Line, said: Mapping[str, Any]) -> None:
        for name in said:
            if name not in KNOWN:
                raise line.wrong(name, "没有这种期望；可用的有 {known}", known="、".join(sorted(KNOWN)))
        for name, state in said.get("states", {}).items():
            row = self.session.execute(select(Case.state).where(Case.no == self.number(name, line))).one()
            self.compare(line, name, state, row.state)
        for period, members in said.get("points", {}).items():
            for member, expected in members.items():
                self.compare(line, f"{member} {period}", expected, points(self.sum(member, period)))
        for period, expected in said.get("publicity", {}).items():
            posted = organisation(self.session, self.unit).latest("publicity", period)
            for name, value in expected.items():
                self.compare(line, f"{period} {name}", value, posted.data[name] if posted else "")

    def sum(self, member: str, period: str) -> int:
        """A member's points that count in a quarter or, for a year, in all of it; in hundredths."""
        counted = LedgerEntry.cycle == period if len(period) == 4 else LedgerEntry.counts_in == period
        chosen = select(func.coalesce(func.sum(LedgerEntry.points), 0)).where(
            LedgerEntry.unit == self.unit, LedgerEntry.member_id == member, counted
        )
        return int(self.session.execute(chosen).scalar_one())
