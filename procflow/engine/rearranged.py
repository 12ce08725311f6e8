"""What stands against a change of the tree: loops, the past rewritten, a unit ended that is still lived in. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.access import FOREVER, organisation
from procflow.access.filed import ENDED
from procflow.engine import units
from procflow.engine.filed import Filing
from procflow.errors import Refusal
from procflow.machines import tables
from procflow.models import Case

ITSELF = "单位的登记以单位自己的编号“{unit}”办理"
FIXED = "编号前缀“{code}”不变，以前的编号才对得上"
AHEAD = "单位的变动在生效当天或以后登记，不能预先登记"
EARLIER = "这个单位在{day}已有登记，新的登记不早于这一天"
LOOP = "上级单位不能是本单位或其下级"
ROOT = "最上级单位没有上级，其他单位须有上级"
OVER = "{unit}已经撤销，不再接收下级单位或人员"
INSIDE = "撤销以前，先办完 {cases} 件未办结的事项，转出 {members} 人，撤销或调出 {units} 个下级单位"


def against(session: Session, filing: Filing, form: Mapping[str, Any], span: tuple[str, str], day: str) -> Refusal | None:
    """Why the unit may not be set up or changed like this; None if nothing stands against it."""
    if filing.subject != filing.unit:
        return Refusal("GUARD_FAILED", ITSELF, {"unit": filing.unit})
    known = units.row(session, filing.unit)
    found = next(of_change(session, filing, form, span, day, known), None) if known else None
    return found or (over(session, form["parent"], span[0]) if form.get("parent") else None)


def of_change(session: Session, filing: Filing, form: Mapping[str, Any], span: tuple[str, str], day: str, known: Any) -> Iterator[Refusal]:
    parent, since = form.get("parent") or "", span[0]
    last = organisation(session, filing.unit).latest("unit", filing.unit)
    if form["code"] != known.code:
        yield Refusal("GUARD_FAILED", FIXED, {"code": known.code})
    if max(since, "" if span[1] == FOREVER else span[1]) > day:
        yield Refusal("TOO_EARLY", AHEAD)
    if last and since < last.since:
        yield Refusal("OUT_OF_WINDOW", EARLIER, {"day": last.since})
    if bool(parent) != bool(known.parent):
        yield Refusal("GUARD_FAILED", ROOT)
    if parent and units.row(session, parent).path.startswith(known.path):
        yield Refusal("GUARD_FAILED", LOOP)
    if span[1] < FOREVER:
        yield from inside(session, known, day)


def inside(session: Session, known: Any, day: str) -> Iterator[Refusal]:
    """Open cases, members, units below: what must be settled before a unit ends."""
    rows = session.execute(
        select(Case.procedure, Case.state, func.count()).where(Case.unit == known.unit_id).group_by(Case.procedure, Case.state)
    )
    cases = sum(number for procedure, state, number in rows if not done(procedure, state))
    members = sum(each.standing not in ENDED for each in organisation(session, known.unit_id).people(day).values())
    under = [each for each in units.below(session, known.path) if each.unit_id != known.unit_id and not over(session, each.unit_id, day)]
    if cases or members or under:
        yield Refusal("GUARD_FAILED", INSIDE, {"cases": cases, "members": members, "units": len(under)})


def done(procedure: str, state: str) -> bool:
    found = tables()[procedure].by_name[state]
    return found.final or found.settled


def over(session: Session, unit: str, day: str) -> Refusal | None:
    """A unit that has been ended takes nothing in."""
    org = organisation(session, unit)
    return Refusal("GUARD_FAILED", OVER, {"unit": org.unit.title}) if org.over(day) else None
