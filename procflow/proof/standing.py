"""How the sealed log stands now: how far it is sealed and signed, how long a record has waited, what the signer refused. It checks no hash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from procflow.audit import command_id, find
from procflow.canon import unstamp
from procflow.db import moment
from procflow.errors import Misconfigured
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, AuditLeaf, AuditPending, LogNote
from procflow.proof.keys import Told
from procflow.proof.publishing import note_of
from procflow.proof.rounds import REFUSED
from procflow.proof.signer import REFUSES, Signer
from procflow.proof.stored import head

LATE = 60
WAITS = "最早的一条记录已等待封存 {seconds} 秒（应在 {most} 秒之内）。请系统管理员看后台工作是否在运行"
UNSIGNED = "封存到 {size} 条，只签到 {signed} 条。请系统管理员看后台工作的日志"
NO_SIGNER = "还没有签名密钥：启动后台工作后会自动建立"


@dataclass(frozen=True)
class Alarm:
    """A sentence (a message id) and what fills it."""

    sentence: str
    inputs: dict[str, object]


@dataclass(frozen=True)
class Standing:
    """`waited` is in seconds by the real clock, 0 in a rehearsal, whose clock says nothing about it; `note` is the last checkpoint."""

    sealed: int
    waiting: int
    waited: int
    origin: str
    signed: int
    note: str
    vkeys: tuple[str, ...]
    alarms: tuple[Alarm, ...]

    @property
    def ok(self) -> bool:
        return not self.alarms


def standing(session: Session, signer: Signer) -> Standing:
    newest, waiting = head(session.connection()), session.scalar(select(func.count()).select_from(AuditPending)) or 0
    waited = age(session, select(func.min(AuditEvent.recorded_at)).join(AuditPending, AuditPending.event_pk == AuditEvent.id))
    told: Told | None = None
    alarms, signing = list[Alarm](), tuple[str, ...]()
    try:
        if signer.there:
            told = signer.state.now
            signing = told.vkeys[-len(signer.state.signing) :]
        else:
            alarms.append(Alarm(NO_SIGNER, {}))
    except Misconfigured as problem:
        alarms.append(Alarm(problem.sentence, dict(problem.values)))
    if waited > LATE:
        alarms.append(Alarm(WAITS, {"seconds": waited, "most": LATE}))
    if told and (refused(session, told.origin, told.size) or newest.size < told.size):
        alarms.append(Alarm(REFUSES, {"size": told.size}))
    elif (
        told
        and age(
            session,
            select(AuditEvent.recorded_at).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id).where(AuditLeaf.leaf_index == told.size),
        )
        > 2 * LATE
    ):
        alarms.append(Alarm(UNSIGNED, {"size": newest.size, "signed": told.size}))
    last = session.scalar(select(func.max(LogNote.tree_size)).where(LogNote.origin == told.origin)) if told else 0
    text = note_of(session, told.origin, last) if told and last else ""
    return Standing(newest.size, waiting, waited, told.origin if told else "", last or 0, text, signing, tuple(alarms))


def age(session: Session, chosen: Select[str]) -> int:
    """How many seconds ago that record was made."""
    at, now = session.scalar(chosen), moment(session)
    return 0 if not at or now.clock != "real" else max(0, int((unstamp(now.at) - unstamp(at)).total_seconds()))


def refused(session: Session, origin: str, size: int) -> bool:
    """Whether the signer refused to go on from this state."""
    return find(session, command_id(SYSTEM, f"{REFUSED} {origin} {size}")) is not None
