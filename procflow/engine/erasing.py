"""Erasing what the vault holds about a person: asked for by one, approved by another, carried out in one transaction; records and entries stay as they are.

What was erased is gone from the vault alone; commitments stay in the records, so every proof holds, and `audit verify` counts the text as erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import noted
from procflow.errors import Invalid, NotFound, Refusal, Refused
from procflow.machines import tables
from procflow.models import (
    Account,
    AccountIdentity,
    ApiToken,
    AuditEvent,
    AuthSession,
    Case,
    DatedFact,
    Draft,
    KeptFilter,
    Mailed,
    NoticeRead,
    Preference,
    Vaulted,
)

ASKED, ERASED = "pii.erasure_requested", "pii.erased"
BASES = {
    "purpose_ended": "处理目的已经实现，或者不再需要",
    "period_over": "保存期限已经届满",
    "consent_withdrawn": "本人撤回同意",
    "unlawful": "违反法律、行政法规或者约定处理",
}
CLAUSE = "个人信息保护法 第四十七条"
APPLICANT = "sysadmin"
APPROVERS = frozenset({"party_committee", "superior_org", "grassroots_committee", "party_building_office"})
STILL_HERE = "{person}还是{unit}的人，先办理组织关系转出"
CASES_OPEN = "还有 {n} 件关于本人的事没有办结"
SAME_PERSON = "申请和批准不能是同一个人，也不能是本人"
NOT_YOURS = "删除个人信息由系统管理员申请，由上级党组织批准"
NOTHING = "没有这个人，或者已经没有可以删除的内容"


@dataclass(frozen=True, slots=True)
class Request:
    """An application: its record's id, for whom, on what basis, by whom, when; `erased` is the day it was carried out, "" before."""

    event: str
    subject: str
    basis: str
    by: str
    on: str
    erased: str = ""


def apply(session: Session, actor: str, subject: str, basis: str, key: str) -> Record:
    """Ask for it. Raises Refused, Invalid, NotFound; nothing is erased yet."""
    if basis not in BASES:
        raise Invalid({"basis": ["请选一项"]})
    session.rollback()
    data = {"subject": subject, "basis": basis}
    with on_record(session, ASKED, actor, data):
        ready(session, actor, subject, frozenset({APPLICANT}))
    return kept(session, noted.note(session, kind=ASKED, actor=actor, data=data, unit="", outcome="done", key=key))


def approve(session: Session, actor: str, event: str, key: str) -> Record:
    """Approve what somebody else asked for, and carry it out. Raises Refused, NotFound."""
    session.rollback()
    asked = next((each for each in requests(session) if each.event == event and not each.erased), None)
    if asked is None:
        raise NotFound
    with on_record(session, ERASED, actor, {"subject": asked.subject, "request": event}):
        if actor in (asked.by, asked.subject):
            raise Refused([Refusal("SELF_DEALING", SAME_PERSON, {})])
        ready(session, actor, asked.subject, APPROVERS)
    count = texts(session, asked.subject)
    session.execute(delete(Vaulted).where(Vaulted.subject_id == asked.subject))
    session.execute(delete(AccountIdentity).where(AccountIdentity.person == asked.subject))
    session.execute(delete(Account).where(Account.person == asked.subject))
    for own in (Draft, Preference, NoticeRead, Mailed):
        session.execute(delete(own).where(own.person == asked.subject))
    session.execute(delete(KeptFilter).where(KeptFilter.owner == asked.subject))
    at = now(session)
    for table in (AuthSession, ApiToken):
        session.execute(update(table).where(table.person == asked.subject, table.ended.is_(None)).values(ended=at))
    data = {"subject": asked.subject, "basis": asked.basis, "clause": CLAUSE, "request": event, "requested_by": asked.by, "texts": count}
    return kept(session, noted.note(session, kind=ERASED, actor=actor, data=data, unit="", outcome="done", key=key))


def permitted(session: Session, actor: str, subject: str) -> None:
    """Whether somebody may be given what is held about a person: that person, and whoever administers every unit of theirs. Raises Refused."""
    if actor != subject and not over(session, actor, subject, frozenset({APPLICANT})):
        raise Refused([Refusal("FORBIDDEN_ROLE", NOT_YOURS, {})])


def over(session: Session, actor: str, subject: str, roles: frozenset[str]) -> bool:
    """Whether one of these roles is held in every unit in which the person was ever filed."""
    day = local_day(unstamp(now(session))).isoformat()
    held = [organisation(session, unit).actor(actor, day).roles for unit in units_of(session, subject)]
    return bool(held) and all(each & roles for each in held)


def units_of(session: Session, subject: str) -> list[str]:
    chosen = select(DatedFact.unit).where(DatedFact.subject == subject, DatedFact.kind.in_(("person", "membership"))).distinct()
    return sorted(session.scalars(chosen))


@contextmanager
def on_record(session: Session, kind: str, actor: str, data: Mapping[str, Any]) -> Iterator[None]:
    """What is refused inside is on record first and told second."""
    try:
        yield
    except Refused as refused:
        session.rollback()
        kept(session, noted.note(session, kind=kind, actor=actor, data=data, unit="", outcome="refused", key=""))
        raise Refused(refused.refusals) from None


def kept(session: Session, record: Record) -> Record:
    session.commit()
    return record


def ready(session: Session, actor: str, subject: str, roles: frozenset[str]) -> None:
    """Raises Refused where this person may not, or the subject still belongs somewhere or has a case that runs."""
    day = local_day(unstamp(now(session))).isoformat()
    if not texts(session, subject):
        raise NotFound(NOTHING)
    if not over(session, actor, subject, roles):
        raise Refused([Refusal("FORBIDDEN_ROLE", NOT_YOURS, {})])
    units = units_of(session, subject)
    found = [organisation(session, unit) for unit in units]
    here = next(
        (org for org in found if (seen := org.person(subject, day)) and seen.standing not in ("gone", "left", "removed", "cancelled")), None
    )
    running = [row for row in session.execute(select(Case.procedure, Case.state).where(Case.subject == subject)) if unfinished(row)]
    against = [Refusal("GUARD_FAILED", STILL_HERE, {"person": subject, "unit": here.unit.title})] if here else []
    against += [Refusal("GUARD_FAILED", CASES_OPEN, {"n": len(running)})] if running else []
    if against:
        raise Refused(against)


def unfinished(row: Any) -> bool:
    state = tables()[row.procedure].by_name[row.state]
    return not (state.final or state.settled)


def texts(session: Session, subject: str) -> int:
    """How many names and texts the vault holds about a person."""
    return session.scalar(select(func.count()).select_from(Vaulted).where(Vaulted.subject_id == subject)) or 0


def requests(session: Session) -> list[Request]:
    """Every application, the newest first."""
    rows = session.execute(select(AuditEvent.event_id, AuditEvent.type, AuditEvent.actor_id, AuditEvent.occurred_on, AuditEvent.body)
                           .where(AuditEvent.type.in_((ASKED, ERASED)), AuditEvent.outcome == "done").order_by(AuditEvent.id.desc())).all()  # fmt: skip
    done = {json.loads(bytes(row.body))["form"]["request"]: row.occurred_on for row in rows if row.type == ERASED}
    said = {row.event_id: json.loads(bytes(row.body))["form"] for row in rows}
    return [Request(row.event_id, said[row.event_id]["subject"], said[row.event_id]["basis"], row.actor_id, row.occurred_on, done.get(row.event_id, ""))
            for row in rows if row.type == ASKED]  # fmt: skip
