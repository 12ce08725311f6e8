"""THE WRITE DOOR. `advance` takes steps, `enter` files dated facts, `note` records what changes nothing: the only commits.

Each act locks its unit first, reads, decides, writes its record and everything that follows from it, and commits once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit
from procflow.audit import Record
from procflow.engine import dues, installing, noted, repeat, together
from procflow.engine.act import Act, lock
from procflow.engine.attempt import asked
from procflow.engine.follow import follow
from procflow.engine.foreseen import Foreseen, foreseen, weighing
from procflow.engine.take import Undone, refused, take
from procflow.errors import Refused
from procflow.grammar import Command

__all__ = [
    "Command",
    "Foreseen",
    "Record",
    "advance",
    "enter",
    "enter_all",
    "enter_each",
    "foresee",
    "install",
    "note",
    "preview",
    "weighing",
    "wind",
]


def advance(session: Session, command: Command) -> Record:
    """Take one step, and all that follows from it, in one transaction; the same key twice is done once.

    Raises Refused (on record first, told second), Invalid (input that cannot be read), NotFound.
    """
    try:
        act = lock(session, command)
        record = repeat.find(act) or whole(act)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return told(record)


def preview(session: Session, command: Command) -> Record:
    """What `advance` would do now: the same path in a session of its own, rolled back. Refusals are in the record."""
    with Session(session.get_bind(), expire_on_commit=False) as own:
        try:
            return spelt(own, whole(lock(own, command)))
        finally:
            own.rollback()


def spelt(session: Session, record: Record) -> Record:
    """The record with its long form and effects in place: what a preview moved to the annex goes with the rollback."""
    body = dict(record.body) | {name: audit.whole(session, record.body[name]) for name in ("form", "effects")}
    return Record(body, record.hash, tuple(spelt(session, each) for each in record.caused))


def whole(act: Act) -> Record:
    """The step with all that follows from it; a knot among AUTO rows, or another effect than the one shown, refuses the whole act."""
    try:
        return follow(act, take(act))
    except Undone as undone:
        act.session.rollback()
        attempt = asked(lock(act.session, act.command))
        _, decision = attempt.decide()
        return refused(attempt, replace(decision, row=None, effects=(), refusals=decision.refusals or (undone.refusal,)))


def install(session: Session, log: str, simulated: str = "") -> None:
    """Make an empty, upgraded database an installation; with `simulated` its clock is a rehearsal's, from that stamp on."""
    try:
        installing.install(session, log, simulated)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def enter(session: Session, filing: noted.Filing) -> Record:
    """File a dated fact on the chain of its unit. Raises Refused, Invalid, NotFound."""
    try:
        record = noted.enter(session, filing)
        if filing.kind == "calendar" and not record.refused:
            dues.want(session, filing.unit, record)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return told(record)


def enter_each(session: Session, filings: Sequence[noted.Filing]) -> tuple[Record, ...]:
    """File a few facts, each with a record of its own, all of them or none; the refusal that stopped them is on record. Raises as `enter`."""
    try:
        records = noted.enter_each(session, filings)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return tuple(told(record) for record in records)


def foresee(session: Session, filings: Sequence[noted.Filing]) -> tuple[Foreseen, ...]:
    """What `enter_each` would file now, with what should be weighed before: the same path in a session of its own, rolled back."""
    with Session(session.get_bind(), expire_on_commit=False) as own:
        try:
            return tuple(foreseen(own, filings))
        finally:
            own.rollback()


def enter_all(session: Session, actor: str, key: str, filings: Sequence[noted.Filing], heard: together.Told = together.unheard) -> Record:
    """File many dated facts in one transaction, all or none; `heard` is told how many are written. Raises Refused, Invalid, NotFound."""
    try:
        record = together.enter_all(session, actor, key, filings, heard)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return told(record)


def note(
    session: Session, *, kind: str, actor: str, data: Mapping[str, Any], unit: str = "", outcome: str = "done", key: str = "",
    texts: Mapping[str, str] | None = None,
) -> Record:  # fmt: skip
    """Record what changes nothing: a sign-in, an export, a view of sealed fields; on the actor's own chain. `texts` are sealed."""
    try:
        record = noted.note(session, kind=kind, actor=actor, data=data, unit=unit, outcome=outcome, key=key, texts=texts)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return record


def wind(session: Session, to: str) -> None:
    """Move the simulated clock of a rehearsal on to this stamp; what falls due on the way is `clock.forward`'s care. Raises Invalid."""
    try:
        installing.wind(session, to)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def told(record: Record) -> Record:
    if record.refused:
        raise Refused(repeat.refusals(record), record)
    return record
