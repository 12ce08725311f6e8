"""The two doors of a database on this machine, as one person, with the methods of the client. It decides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from procflow.cli.place import today

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.config import Settings
    from procflow.evidence import StoredFile
    from procflow.grammar import Command
    from procflow.queries import CasePage, Inbox, Ledger, Plan, Trace
    from procflow.queries.done import Done


class Local:
    def __init__(self, settings: Settings, session: Session, actor: str) -> None:
        self.settings, self.session, self.actor = settings, session, actor

    @property
    def day(self) -> date:
        return today(self.session)

    def inbox(self, *, unit: str, box: str, find: str, after: str, limit: int | None) -> Inbox:
        from procflow.queries import Filters, inbox

        return inbox(self.session, self.actor, self.day, unit=unit, box=box, filters=Filters(text=find), after=after, limit=limit or 0)

    def case(self, no: str) -> CasePage:
        from procflow.queries import case_page
        from procflow.reports.viewed import viewed

        found = case_page(self.session, self.actor, self.day, no)
        viewed(self.session, self.actor, self.day, found.no)
        return found

    def trace(self, no: str) -> Trace:
        from procflow.queries import trace
        from procflow.reports.viewed import viewed

        found = trace(self.session, self.actor, self.day, no)
        viewed(self.session, self.actor, self.day, found.no)
        return found

    def points(self, member: str, period: str) -> Ledger:
        from procflow.queries import points

        return points(self.session, self.actor, self.day, member, period or str(self.day.year))

    def upload(self, data: bytes, name: str) -> StoredFile:
        """The file as evidence, on record by itself, because a preview too must find it; the hash names it."""
        from procflow import evidence
        from procflow.db import now
        from procflow.demo import EVIDENCE
        from procflow.engine import note

        self.session.rollback()
        most, folder = self.settings.max_file_bytes, self.settings.home / EVIDENCE
        stored = evidence.keep(self.session, folder, data, name, self.actor, now(self.session), most=most)
        note(
            self.session,
            kind="evidence.stored",
            actor=self.actor,
            data={"sha256": stored.sha256, "size": stored.size, "media": stored.media},
        )
        return stored

    def preview(self, asked: Command) -> Plan:
        from procflow.engine import preview
        from procflow.queries import explain

        self.session.rollback()
        record = preview(self.session, replace(asked, actor=self.actor))  # in a session of its own: this one must hold nothing
        return explain(self.session, self.actor, self.day, record)

    def advance(self, asked: Command) -> Done:
        from procflow.engine import advance
        from procflow.queries.done import done

        self.session.rollback()
        record = advance(self.session, replace(asked, actor=self.actor))
        return done(self.session, self.actor, self.day, record)
