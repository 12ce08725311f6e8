"""What an installation is told once: the name of its log, and whether its clock is simulated. It commits nothing."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from procflow.db import setting
from procflow.errors import Misconfigured
from procflow.models import Installation


def install(session: Session, log: str, simulated: str) -> None:
    """Write the installation's properties into an empty database. Raises Misconfigured if it has some already."""
    if session.execute(select(Installation.name).limit(1)).first() is not None:
        raise Misconfigured("这个数据库已经启用（日志名 {log}），不能再次初始化；请换一个空数据库", log=setting(session, "log"))
    rows = [{"name": "log", "value": log}, *([{"name": "now", "value": simulated}] if simulated else [])]
    session.execute(insert(Installation), rows)
