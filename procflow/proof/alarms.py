"""What is wrong with the sealed log now, as sentences: records that wait, a head without signature, a signer or a witness that refuses. It mends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from procflow.audit import command_id, find
from procflow.canon import unstamp
from procflow.db import moment
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, AuditLeaf, AuditPending
from procflow.proof.keys import Told
from procflow.proof.rounds import REFUSED, contradicted
from procflow.proof.signer import REFUSES
from procflow.proof.witnesses import Cosigned

LATE, HOUR, UNSEEN = 60, 3600, 24
WAITS = "最早的一条记录已等待封存 {seconds} 秒（应在 {most} 秒之内）。请系统管理员看后台工作是否在运行"
UNSIGNED = "封存到 {size} 条，只签到 {signed} 条。请系统管理员看后台工作的日志"
UNWITNESSED = "第 {size} 条以后的记录已有 {hours} 小时没有见证（应在 {most} 小时之内，要 {quorum} 个见证人）。请系统管理员和见证人核对"
CONTRADICTS = (
    "见证人 {witness} 拒绝见证：它见过这个日志的另一种样子。数据库可能被退回或改写，或签名密钥被盗。请停止办理，保留现场，报告上级党组织"
)


@dataclass(frozen=True)
class Alarm:
    """A sentence (a message id) and what fills it; a `grave` one says that the log may have been rewritten."""

    sentence: str
    inputs: dict[str, object]
    grave: bool = False


def waited(session: Session) -> int:
    """How many seconds the record that waits longest has waited."""
    return age(session, select(func.min(AuditEvent.recorded_at)).join(AuditPending, AuditPending.event_pk == AuditEvent.id))


def late(seconds: int) -> Iterator[Alarm]:
    if seconds > LATE:
        yield Alarm(WAITS, {"seconds": seconds, "most": LATE})


def unsigned(session: Session, told: Told, sealed: int) -> Iterator[Alarm]:
    """The signer refuses, or has not signed for long."""
    if refused(session, f"{REFUSED} {told.origin} {told.size}") or sealed < told.size:
        yield Alarm(REFUSES, {"size": told.size}, grave=True)
    elif age(session, at(told.size)) > 2 * LATE:
        yield Alarm(UNSIGNED, {"size": sealed, "signed": told.size})


def unwitnessed(session: Session, origin: str, signed: tuple[Cosigned, ...], quorum: int, covered: int) -> Iterator[Alarm]:
    """A witness refuses, or too few have seen what was recorded a day ago."""
    for each in signed:
        if refused(session, contradicted(origin, each.witness, each.size)):
            yield Alarm(CONTRADICTS, {"witness": each.witness}, grave=True)
    hours = age(session, at(covered)) // HOUR if signed else 0
    if hours >= UNSEEN:
        yield Alarm(UNWITNESSED, {"size": covered, "hours": hours, "most": UNSEEN, "quorum": quorum})


def at(index: int) -> Select[str]:
    """When the record at this place of the log was made; the first one that a tree of that size does not hold."""
    return select(AuditEvent.recorded_at).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id).where(AuditLeaf.leaf_index == index)


def age(session: Session, chosen: Select[str]) -> int:
    """How many seconds ago that record was made; 0 in a rehearsal, whose clock says nothing about it."""
    made, now = session.scalar(chosen), moment(session)
    return 0 if not made or now.clock != "real" else max(0, int((unstamp(now.at) - unstamp(made)).total_seconds()))


def refused(session: Session, key: str) -> bool:
    """Whether a refusal is on record under this key."""
    return find(session, command_id(SYSTEM, key)) is not None
