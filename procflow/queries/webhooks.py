"""Webhooks and what was sent to them, for whoever administers the system in their unit or above. Their secrets stand nowhere to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.models import AuditEvent, Delivery, DeliveryAttempt, EventFeed, Unit, Webhook
from procflow.queries.seats import seats

ADMINISTRATOR = "sysadmin"
STATES = {"waiting": "待发", "sending": "正在发送", "done": "已送达", "failed": "未送达，不再重试"}
PROBLEMS = {
    "": "", "answered": "对方没有收下：答复的状态码不是 2xx", "redirected": "对方要求转到别处，没有照办", "unreachable": "连不上对方",
    "timeout": "对方没有在时限内答复", "untrusted": "没有建立可信的加密连接：请检查对方的证书", "garbled": "对方的答复不是 HTTP",
    "barred": "这个地址上不会有接收方，没有发送", "cut_off": "发送中断，对方收到与否不明",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook: of which unit (and those below), where to, from which place in the feed on deliveries are yet to be made, how many wait or were given up.

    Instants in UTC; `rests_until` where the other side does not answer at all, `ended` once it was taken away; "" for neither.
    """

    webhook: str
    unit: str
    unit_title: str
    url: str
    cursor: int
    waiting: int
    failed: int
    rests_until: str
    created: str
    ended: str


@dataclass(frozen=True, slots=True)
class Try:
    """One time that a delivery was sent: when, the status of the answer (0 for none), how long it took, what was wrong."""

    at: str
    status: int
    milliseconds: int
    problem: str
    problem_title: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery, named by its event's place in the feed; `event` is the record's id, under which it is sent. `due` is "" unless it waits."""

    delivery: int
    event: str
    state: str
    state_title: str
    due: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class Deliveries:
    """A page of a webhook's deliveries, in the order of the feed."""

    items: tuple[Sent, ...]
    following: str


@dataclass(frozen=True, slots=True)
class HookSecret:
    """A webhook with the secret that its messages are signed with from now on, told this once."""

    secret: str
    webhook: Hook


def hooks(session: Session, actor: str, day: date, webhook: str = "") -> list[Hook]:
    """Those of the units that the reader administers, the newest first; those that were taken away last."""
    chosen = (
        select(Webhook.__table__, Unit.title)
        .join(Unit, Unit.unit_id == Webhook.unit)
        .where(Webhook.unit.in_(administered(session, actor, day)))
    )
    chosen = chosen.where(Webhook.hook_id == webhook) if webhook else chosen
    rows = list(session.execute(chosen.order_by(Webhook.ended.is_not(None), Webhook.created.desc(), Webhook.hook_id)))
    counts = counted(session, [row.hook_id for row in rows])
    return [Hook(row.hook_id, row.unit, row.title, row.url, row.cursor, counts.get((row.hook_id, "waiting"), 0) + counts.get((row.hook_id, "sending"), 0),
                 counts.get((row.hook_id, "failed"), 0), row.rest_until, row.created, row.ended or "") for row in rows]  # fmt: skip


def hook(session: Session, actor: str, day: date, webhook: str) -> Hook:
    """Raises NotFound for one that the reader does not administer."""
    found = hooks(session, actor, day, webhook)
    if not found:
        raise NotFound
    return found[0]


def deliveries(session: Session, actor: str, day: date, webhook: str, *, state: str = "", after: int = 0, limit: int = 100) -> Deliveries:
    """Raises NotFound as `hook`."""
    hook(session, actor, day, webhook)
    chosen = (
        select(Delivery.cursor, Delivery.state, Delivery.run_at, AuditEvent.event_id)
        .join(EventFeed, EventFeed.cursor == Delivery.cursor)
        .join(AuditEvent, AuditEvent.id == EventFeed.event_pk)
        .where(Delivery.hook_id == webhook, Delivery.cursor > after)
    )
    chosen = chosen.where(Delivery.state == state) if state else chosen
    rows = list(session.execute(chosen.order_by(Delivery.cursor).limit(limit + 1)))
    shown, log = rows[:limit], tries(session, webhook, [row.cursor for row in rows[:limit]])
    items = tuple(Sent(row.cursor, row.event_id, row.state, STATES[row.state], row.run_at if row.state == "waiting" else "",
                       tuple(log.get(row.cursor, ()))) for row in shown)  # fmt: skip
    return Deliveries(items, str(shown[-1].cursor) if len(rows) > limit else "")


def administered(session: Session, actor: str, day: date) -> frozenset[str]:
    """The units in which somebody administers the system that day."""
    return frozenset(name for name, seat in seats(session, actor, day).items() if ADMINISTRATOR in seat.roles)


def counted(session: Session, webhooks: Sequence[str]) -> dict[tuple[str, str], int]:
    chosen = (
        select(Delivery.hook_id, Delivery.state, func.count())
        .where(Delivery.hook_id.in_(webhooks))
        .group_by(Delivery.hook_id, Delivery.state)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(chosen)}


def tries(session: Session, webhook: str, cursors: Sequence[int]) -> dict[int, list[Try]]:
    log = DeliveryAttempt.__table__.c
    found: dict[int, list[Try]] = {}
    rows: Any = session.execute(select(*log).where(log.hook_id == webhook, log.cursor.in_(cursors)).order_by(log.attempt))
    for row in rows:
        found.setdefault(row.cursor, []).append(Try(row.at, row.status, row.milliseconds, row.problem, PROBLEMS[row.problem]))
    return found
