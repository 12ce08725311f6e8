"""A report's cells and sentences as people read them, in one language: names for ids, titles for codes, days and points as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procflow.conformance import Column, Count, Finding, Obligation
from procflow.conformance.kinds import KINDS
from procflow.dates import Period
from procflow.filing.titles import TITLES
from procflow.machines import tables
from procflow.wording import day, points, say

YES, NO, UNSHOWN = "是", "否", "—"


@dataclass(frozen=True)
class Words:
    """`people` and `units` are names by id."""

    lang: str
    people: Mapping[str, str]
    units: Mapping[str, str]

    def say(self, message: str, **values: object) -> str:
        return say(message, self.lang, **values)

    def sentence(self, of: Finding) -> str:
        return self.said(of.sentence, of.inputs)

    def said(self, message: str, inputs: Mapping[str, Any]) -> str:
        return say(message, self.lang, **{name: self.value(each) for name, each in inputs.items()})

    def value(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.say(YES if value else NO)
        return (
            (", " if self.lang == "en" else "、").join(self.one(part) for part in value.split("、"))
            if isinstance(value, str)
            else str(value)
        )

    def one(self, text: str) -> str:
        """A person by name, a unit or role by title, a day or period written out; anything else as the message that it may be."""
        known = self.people.get(text) or self.units.get(text)
        return known or self.day(text) or self.period(text) or self.say(TITLES.get(text, text))

    def day(self, text: str) -> str:
        """Without its weekday, as offices date what they sign; "" for what is no day."""
        try:
            full = day(date.fromisoformat(text), self.lang)
        except ValueError:
            return ""
        return full.partition("（")[0] if self.lang == "zh" else full[4:]

    def period(self, text: str) -> str:
        try:
            return Period.parse(text).title(self.lang).split("（")[0].split(" (")[0] if "-" in text else ""
        except ValueError:
            return ""

    def cell(self, column: Column, value: Any) -> str:
        """What stands in the cell of a table; "" for nothing."""
        if value is None or value == "":
            return ""
        match column.kind:
            case "points":
                return points(int(value)).replace("-", "−")
            case "share":
                return f"{int(value) / 100:g}%"
            case "yes":
                return self.say(YES if value else NO)
            case "hash":
                return str(value)[:16]
            case "count" | "case":
                return str(value)
            case _:
                return self.value(value)

    def duty(self, of: Obligation) -> str:
        """A stay in a state by procedure and state; any other duty by its title."""
        table = tables().get(of.key.partition(".")[0])
        return f"{self.say(table.title)} · {self.say(of.title)}" if table and "." in of.key else self.say(of.title)

    def kind(self, of: Finding) -> str:
        return self.say(KINDS[of.kind].title)

    def figure(self, of: Count) -> str:
        return str(of.n) if of.of is None else f"{of.n}/{of.of}"
