"""What a script expects, held against what happened, value by value, with the line that expects it. It reads and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from procflow.engine import Record
from procflow.errors import Refused
from procflow.rehearsal.outcome import WHOLE, Outcome
from procflow.rehearsal.script import Line

ON_STEPS = frozenset({"refused", "to"})


@dataclass(frozen=True, slots=True)
class Difference:
    line: int
    what: str
    expected: str
    found: str
    file: str = ""


class Expectations:
    """Every expectation met, and every difference found, with the line that expects it."""

    def __init__(self, session: Session, unit: str, cases: Mapping[str, str], number: Callable[[str, Line], str]) -> None:
        self.session, self.unit, self.cases, self.number = session, unit, cases, number
        self.met = 0
        self.differences: list[Difference] = []

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
        """Hold each kind of expectation against what is so now."""
        happened = Outcome(self.session, self.unit, self.cases, lambda name: self.number(name, line))
        for kind, expected in said.items():
            if kind not in happened.kinds:
                raise line.wrong(kind, "没有这种期望；可用的有 {known}", known="、".join(sorted({*happened.kinds, *ON_STEPS})))
            self.hold(line, "" if kind == "states" else kind, expected, happened.found(kind, expected), WHOLE.get(kind, -1))

    def hold(self, line: Line, what: str, expected: Any, found: Any, whole: int) -> None:
        """What is expected under a name, down to single values; so many levels down, nothing that is there may be left out either."""
        if not isinstance(expected, Mapping):
            return self.compare(line, what, told(expected), told(found))
        known = found if isinstance(found, Mapping) else {}
        if whole == 0:
            self.compare(line, what, told(sorted(expected)), told(sorted(known)))
        for name, each in expected.items():
            self.hold(line, f"{what} {name}".strip(), each, known.get(name, ""), whole - 1)
        return None

    def compare(self, line: Line, what: str, expected: object, found: object) -> None:
        if str(expected) == str(found):
            self.met += 1
        else:
            self.differences.append(Difference(line.number, what, str(expected), str(found), line.file))


def told(value: Any) -> str:
    """A list as one text; a single value as it is written."""
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
