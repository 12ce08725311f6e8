"""A closed period, sealed once: its totals, the root over its members' lines, the root over the case heads. It closes nothing: a step has done that."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from procflow.audit import command_id
from procflow.engine import note
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, SealedPeriod
from procflow.proof import heads
from procflow.proof.heads import root_of
from procflow.proof.scores.lines import leaves, lines, totals
from procflow.proof.stored import head

KIND = "period.sealed"
SEED = 32


def unsealed(session: Session) -> list[tuple[str, str]]:
    """Unit and period of what was closed and has no seal yet."""
    closed = [
        tuple(row)
        for row in session.execute(select(SealedPeriod.unit, SealedPeriod.period).order_by(SealedPeriod.period, SealedPeriod.unit))
    ]
    made = set(session.scalars(select(AuditEvent.command_id).where(AuditEvent.case_id == f"person/{SYSTEM}", AuditEvent.type == KIND)))
    return [(unit, period) for unit, period in closed if command_id(SYSTEM, key(unit, period)) not in made]


def seal_periods(session: Session) -> int:
    """A record for each of them; how many that were. What is posted later counts elsewhere, so a seal is made once."""
    session.rollback()
    connection = session.connection(execution_options={"read_only": True})
    waiting, size = unsealed(session), head(connection).size
    every = [each.leaf for each in heads.heads(connection, size)] if waiting else []
    stated = {"size": size, "heads_count": len(every), "heads_root": root_of(every).hex()}
    drawn = [(unit, period, os.urandom(SEED).hex()) for unit, period in waiting]
    said = [sealed(connection, unit, period, seed) for unit, period, seed in drawn]
    session.rollback()
    for (unit, period, seed), data in zip(drawn, said, strict=True):
        note(session, kind=KIND, actor=SYSTEM, data=data | stated, unit=unit, key=key(unit, period), texts={"seed": seed})
    return len(said)


def sealed(connection: Connection, unit: str, period: str, seed: str) -> dict[str, Any]:
    found = lines(connection, unit, period, seed)
    return {"period": period, "members": len(found), "totals": totals(found), "scores_root": root_of(leaves(found)).hex()}


def key(unit: str, period: str) -> str:
    return f"{KIND} {unit} {period}"
