"""The clock of a rehearsal: what it shows, and moving it on with every timer step on the way. A real clock is only shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.words import day as day_word
from procflow.errors import Invalid, NotFound
from procflow.wording import day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ONE_WAY = "请选一种：--to、--days 或 --next"
NOTHING_DUE = "没有到期就会自动办理的事，时钟没有拨动"
REAL = "本系统按真实时间运行，时钟不能拨动"
FAR = "9999-12-31T00:00:00.000000Z"


@click.group("clock", cls=Group, help="演练的时钟：看，向前拨")
def clock() -> None:
    pass


@clock.command("show", cls=Command, help="现在是什么时间")
@pass_place
def show(place: Place) -> None:
    from procflow.db import moment

    with place.session() as session:
        now = moment(session)
    place.show({"now": now.at, "clock": now.clock}, [shown(place, now.at) + ("" if now.clock == "real" else f" ({place.say('演示时间')})")])


@clock.command("forward", cls=Command, help="向前拨到某天、拨几天，或拨到下一件到期的事；路上到期的步骤照常发生")
@click.option("--to", type=day_word, metavar="DATE", help="拨到这一天 09:00")
@click.option("--days", type=click.IntRange(1, 3660), metavar="N", help="拨几天")
@click.option("--next", "next_due", is_flag=True, help="拨到下一件到期的事之后")
@pass_place
def forward(place: Place, to: date | None, days: int | None, next_due: bool) -> None:
    from procflow.clock import forward as move
    from procflow.db import moment, now

    if sum((to is not None, days is not None, next_due)) != 1:
        raise click.UsageError(ONE_WAY)
    with place.session(writing=True) as session:
        at = moment(session)
        if at.clock == "real":
            raise Invalid({"clock": [REAL]})
        wanted, last = target(session, at.at, to, days), newest(session)
        session.rollback()
        if not wanted:
            raise NotFound(NOTHING_DUE)
        move(session, wanted)
        steps, shows = fired(session, last), now(session)
    rows = [(on, no, place.say(title), place.say(state)) for on, no, title, state, _ in steps]
    heads = [place.say(each) for each in ("日期", "编号", "步骤", "到")]
    lines = [*table(heads, rows), place.say("现在：{now}（自动办理 {count} 步）", now=shown(place, shows), count=len(steps))]
    data = [dict(zip(("on", "case", "title", "state", "step"), each, strict=True)) for each in steps]
    place.show({"now": shows, "steps": data}, lines)


def target(session: Session, now: str, to: date | None, days: int | None) -> str:
    """The stamp to move to; "" where nothing falls due."""
    from procflow.canon import stamp, unstamp
    from procflow.clock import falls_due
    from procflow.dates import start_of

    if to is not None:
        return stamp(start_of(to) + timedelta(hours=9))
    return stamp(unstamp(now) + timedelta(days=days)) if days is not None else falls_due(session, now, FAR)


def newest(session: Session) -> int:
    from sqlalchemy import func, select

    from procflow.models import AuditEvent

    return session.scalar(select(func.max(AuditEvent.id))) or 0


def fired(session: Session, after: int) -> list[tuple[str, str, str, str, str]]:
    """The steps that the system has taken since that record: day, case, the step's title, where it led, the step."""
    from sqlalchemy import select

    from procflow.canon import loads
    from procflow.grammar import SYSTEM
    from procflow.machines import tables
    from procflow.models import AuditEvent, Case

    chosen = select(AuditEvent.body, Case.no, Case.procedure).join(Case, Case.case_id == AuditEvent.case_id)
    mine = (AuditEvent.id > after, AuditEvent.actor_id == SYSTEM, AuditEvent.outcome == "done")
    found = []
    for row in session.execute(chosen.where(*mine).order_by(AuditEvent.id)):
        body, procedure = loads(bytes(row.body)), tables()[row.procedure]
        step = str(body["transition"])
        title = procedure.rows[step][0].title if step in procedure.rows else step
        found.append((str(body["occurred_on"]), row.no, title, procedure.by_name[body["to"]].title, step))
    return found


def shown(place: Place, stamp: str) -> str:
    from procflow.canon import unstamp
    from procflow.dates import ZONE

    at = unstamp(stamp).astimezone(ZONE)
    return f"{day(at.date(), place.lang)} {at:%H:%M}"
