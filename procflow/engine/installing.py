"""What an installation is told: the name of its log, whether its clock is simulated, and what that clock shows. It commits nothing."""

from __future__ import annotations

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from procflow.db import setting
from procflow.errors import Invalid, Misconfigured
from procflow.models import Installation


def install(session: Session, log: str, simulated: str) -> None:
    """Write the installation's properties into an empty database. Raises Misconfigured if it has some already."""
    if session.execute(select(Installation.name).limit(1)).first() is not None:
        raise Misconfigured("这个数据库已经启用（日志名 {log}），不能再次初始化；请换一个空数据库", log=setting(session, "log"))
    rows = [{"name": "log", "value": log}, *([{"name": "now", "value": simulated}] if simulated else [])]
    session.execute(insert(Installation), rows)


def wind(session: Session, to: str) -> None:
    """Set the simulated clock on to this stamp. Raises Invalid where the clock is real, or shows a later time already."""
    on = update(Installation).where(Installation.name == "now", Installation.value <= to).values(value=to)
    if session.execute(on).rowcount == 1:  # type: ignore[attr-defined]  # what an update returns has it
        return
    shown = setting(session, "now")
    raise Invalid({"to": ["时钟只能向前拨，不能往回拨" if shown else "本系统按真实时间运行，时钟不能拨动"]})
