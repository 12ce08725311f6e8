"""What is on file where a list of earlier points is read in: people, sign-in names, items, the days that bound it. It writes nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.db import AmongMany
from procflow.errors import Invalid, NotFound
from procflow.facts import rules
from procflow.facts.began import began_on
from procflow.grammar import PersonSeen
from procflow.guards.opening import COMPONENTS
from procflow.models import Account
from procflow.queries.people import names
from procflow.sheets.earned import Known

ENTERS = "points_admin"
ACCOUNT = Account.__table__.c
SIGNING_IN = AmongMany(lambda people: select(ACCOUNT.login, ACCOUNT.person).where(ACCOUNT.person.in_(people)))
NO_REGIME = "本单位还没有启用任何积分细则"


def beside(session: Session, actor: str, day: date, unit: str) -> Known:
    """For the unit's points administrator. Raises NotFound for anybody else, Invalid where no rules were ever adopted."""
    org, today = organisation(session, unit), day.isoformat()
    if ENTERS not in org.actor(actor, today).roles:
        raise NotFound
    adopted = org.last_adopted(today)
    if adopted is None:
        raise Invalid({"unit": [NO_REGIME]})
    book = rules(session, str(adopted.data["sha256"]))
    people = sorted(org.own.get("membership", {}))
    logins = {str(row.login).casefold(): str(row.person) for row in SIGNING_IN.all(session, people)}
    items = tuple((each.component, each.code, each.label) for each in book.items() if each.component in COMPONENTS)

    def seen(person: str, on: str) -> PersonSeen | None:
        """As the write door sees them: on the last day of the period, or today while it runs."""
        return org.person(person, min(book.period_of(date.fromisoformat(on)).last, day).isoformat())

    called = names(session, people)
    return Known({each: called.get(each, each) for each in people}, logins, items, book.period_of, seen, today, org.adopted_since(),
                 began_on(session, unit) or today, book.value("components.base.mode") == "accumulate")  # fmt: skip
