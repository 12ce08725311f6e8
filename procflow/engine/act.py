"""One act at the write door: its command, its moment, its lock, and what it has read so far. It commits nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import UNIT, UNIT_ROW, Organisation, organisation
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import Period, local_day
from procflow.db import Moment, Prepared, moment, new_id
from procflow.errors import Invalid, NotFound
from procflow.facts import CASE, CASE_NO, Gathering, caller, rules, seen
from procflow.grammar import NEW, SYSTEM, TIMER, ActorSeen, CaseSeen, Command, Procedure
from procflow.grammar.editions import edition
from procflow.machines import tables
from procflow.models import Case, EvidenceFile, ProcedureEdition, Unit
from procflow.regimes.rulebook import Rulebook

LOCK = Prepared(UNIT.with_for_update())
LOCK_OF = Prepared(UNIT_ROW.where(Unit.unit_id == select(Case.unit).where(Case.no == bindparam("no")).scalar_subquery()).with_for_update())
NO_CASE, NO_UNIT = "没有这件事，或者不在您能看到的范围", "没有这个单位，或者不在您能看到的范围"
KNOWN = Prepared(select(ProcedureEdition.sha256).where(ProcedureEdition.sha256 == bindparam("of")))
FILE = Prepared(select(EvidenceFile.sha256, EvidenceFile.size, EvidenceFile.media).where(EvidenceFile.sha256 == bindparam("of")))
KEEP = Prepared(text("INSERT INTO procedure_edition (sha256, procedure, edition, body) VALUES (:sha256, :procedure, :edition, :body)"
                     " ON CONFLICT (sha256) DO NOTHING"))  # fmt: skip


@dataclass
class Act:
    session: Session
    command: Command
    moment: Moment
    today: date
    org: Organisation
    row: Any | None
    ordinal: int = 0
    touched: dict[str, Record] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return self.moment.at

    @property
    def actor(self) -> str:
        return self.command.actor

    @property
    def day(self) -> str:
        return self.today.isoformat()

    @cached_property
    def id(self) -> str:
        return audit.command_id(self.command.actor, self.command.key)

    def new_id(self) -> str:
        return new_id(self.at)

    def next_ordinal(self) -> int:
        self.ordinal += 1
        return self.ordinal - 1

    def table(self, procedure: str) -> Procedure:
        try:
            return tables()[procedure]
        except KeyError:
            raise NotFound("没有这个程序") from None

    def reload(self, case_id: str) -> Any:
        return CASE.all(self.session, of=case_id)[0]

    def gathering(self, case: CaseSeen, regime: str, actor: ActorSeen) -> Gathering:
        return Gathering(self.session, self.org, case, self.rules(regime), self.today, actor)

    def rules(self, sha256: str) -> Rulebook:
        return rules(self.session, sha256)

    def caller(self, case: CaseSeen) -> ActorSeen:
        if self.command.actor == SYSTEM:
            return ActorSeen(SYSTEM, frozenset({TIMER}))
        return caller(self.org, self.command.actor, case, self.day, self.command.entered_for)

    def beginning(self, table: Procedure) -> tuple[CaseSeen, str]:
        """The case as it would begin, and the regime it would run under: that of its period's last day (today's while it runs).

        Where none is in force any more, the last that was: what belongs to it may still be brought to its end. Raises Invalid.
        """
        command = self.command
        person = command.entered_for or command.actor
        subject = command.subject or (person if table.about == "member" else command.unit)
        try:
            period = str(Period.parse(command.period or str(self.today.year)))
        except ValueError:
            raise Invalid({"period": ["期间写法不对，例如 2024-Q1"]}) from None
        case = CaseSeen("", "", command.unit, table.key, NEW, 0, subject, period, person)
        adopted = self.org.last_adopted(min(self.day, Period.parse(period).last.isoformat()))
        if adopted is None:
            raise Invalid({"unit": ["本单位还没有启用任何积分细则"]})
        if self.org.over(self.day):
            raise Invalid({"unit": ["这个单位已经撤销，不再发起新的事项"]})
        return case, str(adopted.data["sha256"])

    def attachment(self, sha256: str) -> list[dict[str, Any]]:
        """A file as a record names it; Invalid if it was never uploaded."""
        file = FILE.one(self.session, of=sha256)
        if file is None:
            raise Invalid({"files": ["附件没有上传成功，请重新上传"]})
        return [{"sha256": file.sha256, "size": file.size, "media": file.media}]

    def seen(self, row: Any) -> CaseSeen:
        return seen(self.session, row)

    def keep_edition(self, table: Procedure, stored: str = "") -> str:
        """The hash of the table, which is stored the first time it is used; `stored` is one that is known to be."""
        sha256, body = edition(table)
        if sha256 != stored and KNOWN.one(self.session, of=sha256) is None:
            KEEP.run(self.session, sha256=sha256, procedure=table.key, edition=table.edition, body=body)
        return sha256


def lock(session: Session, command: Command) -> Act:
    """Take the unit's lock before anything is read, then read the moment and the case."""
    locked = LOCK_OF.one(session, no=command.case) if command.case else LOCK.one(session, unit=command.unit)
    if locked is None:
        raise NotFound(NO_CASE if command.case else NO_UNIT)
    at = moment(session)
    row = CASE_NO.one(session, no=command.case) if command.case else None
    return Act(session, command, at, local_day(unstamp(at.at)), organisation(session, locked.unit_id, locked), row)
