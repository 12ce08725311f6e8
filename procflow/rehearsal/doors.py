"""Through which door a rehearsal acts: the write door itself, or a server's API with a token for each person. It decides nothing and checks nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from procflow import clock, evidence
from procflow.client import Client
from procflow.db import now
from procflow.engine import Command, Record, advance, enter
from procflow.engine.noted import Filing
from procflow.errors import NotFound, Refused
from procflow.grammar import SYSTEM
from procflow.queries.done import attempted, recorded
from procflow.queries.told import refusals


class Door(Protocol):
    """All that a rehearsal changes. Raises what the write door raises."""

    def advance(self, command: Command) -> Record: ...
    def enter(self, filing: Filing) -> Record: ...
    def forward(self, to: str) -> None: ...
    def store(self, data: bytes, name: str, by: str) -> str: ...


class Direct:
    """The write door, in this process."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.folder = session, folder

    def advance(self, command: Command) -> Record:
        return advance(self.session, command)

    def enter(self, filing: Filing) -> Record:
        return enter(self.session, filing)

    def forward(self, to: str) -> None:
        clock.forward(self.session, to)

    def store(self, data: bytes, name: str, by: str) -> str:
        return evidence.keep(self.session, self.folder, data, name, by, now(self.session)).sha256


class OverHttp:
    """A server that works on the same database: everybody's acts go there under a token of their own; what came of them is read here.

    The system files what stands before anybody is there (the first unit, its administrator) by itself, as an installation does.
    The session reads only: before each call it lets go of the database, so that the server can write.
    """

    def __init__(self, session: Session, server: Client, keeper: str) -> None:
        self.session, self.server, self.keeper = session, server, keeper
        self.of: Callable[[str], Client] = cache(lambda person: server.under(server.rehearse_as(person).secret))

    def advance(self, command: Command) -> Record:
        self.session.rollback()
        try:
            done = self.of(command.actor).advance(command)
        except NotFound:
            self.untold(command)
            raise
        return recorded(self.session, done.record)

    def untold(self, command: Command) -> None:
        """A refusal that a server does not tell, because the case is not the caller's to see, is on record all the same. Raises Refused."""
        record = attempted(self.session, command.actor, command.key)
        if record is not None and record.refused:
            raise Refused(refusals(record), record)

    def enter(self, filing: Filing) -> Record:
        if filing.actor == SYSTEM:
            return enter(self.session, filing)
        self.session.rollback()
        rules = filing.rules.id if filing.rules else ""
        done = self.of(filing.actor).enter(filing.unit, filing.kind, filing.subject, filing.form, since=filing.since, until=filing.until, rules=rules,
                                           key=filing.key)  # fmt: skip
        return recorded(self.session, done.record)

    def forward(self, to: str) -> None:
        self.session.rollback()
        self.of(self.keeper).forward(to)

    def store(self, data: bytes, name: str, by: str) -> str:
        self.session.rollback()
        return self.of(by).upload(data, name).sha256
