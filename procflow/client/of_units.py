"""What a program reads of a unit at a server: its lists, points, people, meetings, statements, ratings, rules and events. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.client.caller import Caller, rows
from procflow.queries import Board, Ledger, Meeting, Meetings, Member, Origin, Statement
from procflow.queries.duties import Duties
from procflow.queries.events import Feed
from procflow.queries.listing import Booked, Cases, Entries
from procflow.queries.rules import Adopted
from procflow.queries.search import Hit


class OfUnits:
    caller: Caller

    def cases(self, *, after: str = "", limit: int | None = None, **wanted: str) -> Cases:
        """A page of cases, the newest first; `wanted` may name unit, procedure, state, subject and period."""
        return self.caller.get(Cases, "cases", after=after, limit=limit, **wanted)

    def every_case(self, **wanted: Any) -> Iterator[Hit]:
        """Every such case, page after page."""
        return rows(lambda token: self.cases(after=token, **wanted), lambda page: page.items)

    def points(self, member: str, period: str = "") -> Ledger:
        """A member's ledger of a year, quarter or month, by default of this year."""
        return self.caller.get(Ledger, "members", member, "points", period=period)

    def entries(self, unit: str, *, period: str = "", member: str = "", after: str = "", limit: int | None = None) -> Entries:
        return self.caller.get(Entries, "units", unit, "entries", period=period, member=member, after=after, limit=limit)

    def every_entry(self, unit: str, **wanted: Any) -> Iterator[Booked]:
        """Every ledger line, page after page."""
        return rows(lambda token: self.entries(unit, after=token, **wanted), lambda page: page.items)

    def entry(self, entry: str) -> Origin:
        """A ledger line down to its vote."""
        return self.caller.get(Origin, "entries", entry)

    def people(self, unit: str) -> list[Member]:
        return list(self.caller.get(list[Member], "units", unit, "people"))

    def meetings(self, unit: str) -> Meetings:
        return self.caller.get(Meetings, "units", unit, "meetings")

    def meeting(self, no: str) -> Meeting:
        return self.caller.get(Meeting, "meetings", no)

    def duties(self, unit: str, *, first: str = "", last: str = "") -> Duties:
        """What is due in a unit, by default from today for a month."""
        return self.caller.get(Duties, "units", unit, "duties", first=first, last=last)

    def statements(self, unit: str) -> list[Statement]:
        return list(self.caller.get(list[Statement], "units", unit, "statements"))

    def statement(self, unit: str, period: str, version: int | None = None) -> Statement:
        """The published sheet of a period, by default as it was corrected last."""
        return self.caller.get(Statement, "units", unit, "statements", period, version=version)

    def ratings(self, unit: str) -> list[str]:
        """The years that have a rating."""
        return list(self.caller.get(list[str], "units", unit, "ratings"))

    def rating(self, unit: str, year: str) -> Board:
        return self.caller.get(Board, "units", unit, "ratings", year)

    def adoptions(self, unit: str) -> list[Adopted]:
        return list(self.caller.get(list[Adopted], "units", unit, "regimes"))

    def regime(self, sha256: str) -> Any:
        """The rules of this hash, whole."""
        return self.caller.get(Any, "regimes", sha256)

    def events(self, after: int = 0, *, unit: str = "", limit: int | None = None) -> Feed:
        """What was recorded behind a cursor; an empty page keeps the cursor."""
        return self.caller.get(Feed, "events", after=after, unit=unit, limit=limit)
