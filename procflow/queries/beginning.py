"""A case that might begin: seen as the write door would see it before its first step. It begins nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import Fact, Organisation, organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.facts import Gathering, caller, rules
from procflow.grammar import NEW, CaseSeen, Procedure
from procflow.machines import tables

NO_REGIME = "本单位还没有启用任何积分细则"


@dataclass(frozen=True)
class Beginning:
    """What the first step of a case would be asked with."""

    session: Session
    actor: str
    day: date
    org: Organisation
    table: Procedure
    case: CaseSeen

    @property
    def today(self) -> str:
        return self.day.isoformat()

    @property
    def positions(self) -> dict[str, str]:
        return {"proposer": self.actor, "member": self.case.subject if self.case.subject != self.case.unit else ""}

    @property
    def adopted(self) -> Fact | None:
        """The regime that the case would run under, as the write door has it: that of its period's last day, or today's while it runs."""
        return self.org.last_adopted(min(self.day, Period.parse(self.case.period).last).isoformat())

    def gathering(self) -> Gathering:
        """Raises NotFound where no regime is in force: there is nothing to begin a case under."""
        adopted = self.adopted
        if adopted is None:
            raise NotFound(NO_REGIME)
        return Gathering(self.session, self.org, self.case, rules(self.session, str(adopted.data["sha256"])), self.day,
                         caller(self.org, self.actor, self.case, self.today))  # fmt: skip


def beginning(session: Session, actor: str, day: date, procedure: str, unit: str, subject: str = "", period: str = "") -> Beginning:
    """Raises NotFound for an unknown procedure, or a unit that is none of the reader's."""
    table, org, today = tables().get(procedure), organisation(session, unit), day.isoformat()
    if table is None or not (org.actor(actor, today).roles or org.person(actor, today)):
        raise NotFound
    about = subject or (actor if table.about == "member" else unit)
    return Beginning(session, actor, day, org, table, CaseSeen("", "", unit, table.key, NEW, 0, about, period or str(day.year), actor))
