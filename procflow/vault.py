"""Names and free text behind salted commitments: what may be erased without breaking a record lives here alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import AmongMany, Prepared
from procflow.models import Vaulted

ADD = Prepared(insert(Vaulted).values({name: bindparam(name) for name in ("commitment", "subject_id", "field", "salt", "value")}))

BEHIND = AmongMany(lambda wanted: select(Vaulted.commitment, Vaulted.value).where(Vaulted.commitment.in_(wanted)))


class Sealing:
    """The texts of one record, as they are sealed: `put` gives the commitment, `keep` writes what was put."""

    def __init__(self, event_id: str, subject: str) -> None:
        self.event_id, self.subject = event_id, subject
        self.fields: dict[str, str] = {}
        self._rows: list[dict[str, object]] = []

    def put(self, field: str, value: str, subject: str = "") -> str:
        salt = os.urandom(16)
        made = canon.commitment(salt, self.event_id, field, value)
        self.fields[field] = made
        self._rows.append({"commitment": made, "subject_id": subject or self.subject, "field": field, "salt": salt, "value": value})
        return made

    def keep(self, session: Session) -> None:
        ADD.many(session, self._rows)


def read(session: Session, commitments: Iterable[str]) -> dict[str, str]:
    """What stands behind these commitments; an erased one is missing from the answer."""
    return {row.commitment: row.value for row in BEHIND.all(session, sorted({each for each in commitments if each}))}


def holds(session: Session, event_id: str, fields: Mapping[str, str]) -> list[str]:
    """The fields of a record whose kept value no longer fits its commitment (an erased value fits: it is gone)."""
    chosen = select(Vaulted.commitment, Vaulted.salt, Vaulted.value).where(Vaulted.commitment.in_(list(fields.values())))
    kept = {row.commitment: row for row in session.execute(chosen)}
    return [
        field
        for field, commitment in fields.items()
        if commitment in kept and canon.commitment(kept[commitment].salt, event_id, field, kept[commitment].value) != commitment
    ]
