"""What a program reads at a server about its caller, cases and procedures: one method for each question, answered with the read door's own types. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.access.tokens import Token
from procflow.client.caller import Caller, rows
from procflow.queries import CasePage, Inbox, Row, Startable, Trace
from procflow.queries.declared import Declared
from procflow.queries.me import Clock, Me


class Reads:
    caller: Caller

    def me(self) -> Me:
        return self.caller.get(Me, "me")

    def inbox(
        self, *, unit: str = "", box: str = "", find: str = "", step: str = "", due: str = "", after: str = "", limit: int | None = None
    ) -> Inbox:
        return self.caller.get(Inbox, "inbox", unit=unit, box=box, find=find, step=step, due=due, after=after, limit=limit)

    def inbox_rows(self, **wanted: Any) -> Iterator[Row]:
        """Every row of a box, page after page."""
        return rows(lambda token: self.inbox(after=token, **wanted), lambda page: page.rows)

    def startable(self, unit: str = "") -> list[Startable]:
        return list(self.caller.get(list[Startable], "startable", unit=unit))

    def case(self, no: str) -> CasePage:
        return self.caller.get(CasePage, "cases", no)

    def trace(self, no: str) -> Trace:
        return self.caller.get(Trace, "cases", no, "steps")

    def procedures(self) -> list[Declared]:
        return list(self.caller.get(list[Declared], "procedures"))

    def procedure(self, key: str) -> Declared:
        return self.caller.get(Declared, "procedures", key)

    def fetch(self, no: str, sha256: str) -> bytes:
        """An attachment of a case."""
        return self.caller.send("GET", ("cases", no, "evidence", sha256), {}).body

    def clock(self) -> Clock:
        return self.caller.get(Clock, "clock")

    def tokens(self) -> list[Token]:
        return list(self.caller.get(list[Token], "tokens"))
