"""Whom to turn to about what is posted, as one line for the sheet: filed by the unit, else by the nearest one above. It files nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from procflow import vault
from procflow.access import Organisation
from procflow.forms.values import MOST_WORDS
from procflow.queries.people import of_unit


def contact(session: Session, org: Organisation, day: str) -> str:
    """Name, telephone, place; "" where nobody has been named. What was erased is left out."""
    own = [fact for facts in org.own.get("contact", {}).values() for fact in facts if fact.stands(day)]
    above = [fact for facts in org.higher.get("contact", {}).values() for fact in facts if fact.stands(day)]
    filed = (own or above)[-1:]
    if not filed:
        return ""
    said, person = filed[0].data, str(filed[0].data["person"])
    name = of_unit(session, org, [person])[person]
    phone = vault.read(session, [str(said["phone"])]).get(str(said["phone"]), "")
    return "，".join(each for each in ("" if name == person else name, phone, str(said["place"])) if each)[:MOST_WORDS]
