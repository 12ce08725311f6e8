"""Keys that change and epochs that begin: each on the log by whom and why, an epoch by two people. It signs nothing and seals nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from procflow.audit import Record
from procflow.canon import clean, loads, unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import note
from procflow.errors import Invalid, NotFound, Refusal, Refused
from procflow.models import AuditEvent, DatedFact
from procflow.proof.signer import Signer

ASKED, BEGUN, ROTATED, RETIRED = "log.epoch_asked", "log.epoch_begun", "key.rotated", "key.retired"
APPLICANT = frozenset({"sysadmin"})
APPROVERS = frozenset({"auditor", "party_committee", "superior_org", "grassroots_committee", "party_building_office"})
NOT_YOURS = "另起一段日志由系统管理员提出，由审计查阅人或上级党组织批准"
SAME_PERSON = "提出和批准不能是同一个人"
NO_REASON = "请写明原因"
NOTHING = "没有等待批准的申请"


def ask(session: Session, signer: Signer, actor: str, reason: str) -> Record:
    """Ask for a new epoch, with the last checkpoint of the old one. Raises Refused, Invalid, Misconfigured."""
    written = clean(reason)
    if not written:
        raise Invalid({"reason": [NO_REASON]})
    data = {"from": signer.state.now.origin, **last(signer)}
    permitted(session, actor, APPLICANT, ASKED, data)
    return note(session, kind=ASKED, actor=actor, data=data, texts={"reason": written})


def approve(session: Session, signer: Signer, actor: str) -> str:
    """Begin it, as somebody else asked for; its first record quotes the last checkpoint that was signed before. The new origin. Raises Refused, NotFound.

    Stopped on the way it can be asked for again: the record has a key, and the signer begins an epoch once.
    """
    asked = waiting(session, signer)
    data = {"request": asked.event_id, "from": signer.state.now.origin, "to": following(signer), **last(signer)}
    permitted(session, actor, APPROVERS, BEGUN, data)
    if asked.body["actor"]["id"] == actor:
        note(session, kind=BEGUN, actor=actor, data=data, outcome="refused")
        raise Refused([Refusal("SELF_DEALING", SAME_PERSON)])
    note(session, kind=BEGUN, actor=actor, data=data, key=f"{BEGUN} {asked.event_id}")
    return signer.begin(following(signer)).now.origin


def rotate(session: Session, signer: Signer, actor: str) -> tuple[str, str]:
    """A new key, on record with the old one. Raises Refused, Misconfigured."""
    permitted(session, actor, APPLICANT, ROTATED, {"origin": signer.state.now.origin})
    old, new = signer.rotate()
    note(session, kind=ROTATED, actor=actor, data={"origin": signer.state.now.origin, "old": old, "new": new})
    return old, new


def retire(session: Session, signer: Signer, actor: str) -> str:
    """The old key signs no more. Raises Refused, Misconfigured."""
    permitted(session, actor, APPLICANT, RETIRED, {"origin": signer.state.now.origin})
    old = signer.retire()
    note(session, kind=RETIRED, actor=actor, data={"origin": signer.state.now.origin, "old": old})
    return old


def following(signer: Signer) -> str:
    """The name of the next epoch: of `host/log` that is `host/log-2`, then `host/log-3`."""
    state = signer.state
    first = (*state.closed, state.now)[0].origin
    return f"{first}-{len(state.closed) + 2}"


def last(signer: Signer) -> dict[str, Any]:
    told = signer.state.now
    return {"size": told.size, "root": told.root}


def waiting(session: Session, signer: Signer) -> Record:
    """The newest application for the epoch that is now. Raises NotFound."""
    newest = select(AuditEvent.body).where(AuditEvent.type == ASKED, AuditEvent.outcome == "done").order_by(AuditEvent.id.desc()).limit(1)
    body = session.scalar(newest)
    found = loads(bytes(body)) if body else {"form": {"from": ""}}
    if found["form"]["from"] != signer.state.now.origin:
        raise NotFound(NOTHING)
    return Record(found, "")


def permitted(session: Session, actor: str, roles: frozenset[str], kind: str, data: dict[str, Any], sentence: str = NOT_YOURS) -> None:
    """Whether this person holds one of these roles anywhere; a refused attempt is on record. Raises Refused."""
    day = local_day(unstamp(now(session))).isoformat()
    held = select(DatedFact.data).where(DatedFact.kind == "role", DatedFact.subject == actor, DatedFact.superseded_by.is_(None))
    chosen = held.where(DatedFact.since <= day, or_(DatedFact.until == "", DatedFact.until >= day))
    if not any(loads(each.encode())["role"] in roles for each in session.scalars(chosen)):
        session.rollback()
        note(session, kind=kind, actor=actor, data=data, outcome="refused")
        raise Refused([Refusal("FORBIDDEN_ROLE", sentence)])
