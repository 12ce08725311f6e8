"""Whoever administers or audits is told by mail what is wrong with the sealed log: each kind once a day, at any hour. It finds nothing out by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from procflow import canon
from procflow.canon import unstamp
from procflow.config import Smtp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import preferences as marking
from procflow.proof.alarms import Alarm
from procflow.proof.keeping import keep_daily
from procflow.proof.signer import Signer
from procflow.proof.standing import standing
from procflow.proof.witnesses import Witnesses
from procflow.queries.preferences import Reach, reach, reachable
from procflow.queries.seats import seats
from procflow.relay.mailing import deliver
from procflow.relay.pending import told
from procflow.wording import say

WATCH = "log.watch"
CONCERNED = frozenset({"sysadmin", "auditor"})
SUBJECT, GRAVE = "党员积分流程：封存日志有 {n} 处要处理", "党员积分流程：封存日志可能被改写"


def works(
    engine: Engine, signer: Signer, witnesses: Witnesses, folder: Path, smtp: Smtp | None
) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    """The job that looks after the log: leaves the day's checkpoint, then tells what is wrong."""

    def watching(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            keep_daily(session, folder)
            if smtp is not None:
                tell(session, standing(session, signer, witnesses).alarms, smtp)

    return {WATCH: watching}


def tell(session: Session, alarms: Sequence[Alarm], smtp: Smtp) -> None:
    """One mail to each of them with what they were not told today. Raises OSError or SMTPException: then the job is tried again."""
    today = local_day(unstamp(now(session)))
    for person in reachable(session) if alarms else ():
        to = reach(session, person)
        known = told(session, person)
        fresh = {mark(each, today.isoformat()): each for each in alarms if mark(each, today.isoformat()) not in known}
        concerned = any(each.roles & CONCERNED for each in seats(session, person, today).values())
        session.rollback()  # a mail server may take its time: nothing is held while it does
        if to.address and fresh and concerned:
            deliver(smtp, letter(smtp, to, list(fresh.values())))
            marking.mailed(session, person, fresh)


def mark(of: Alarm, today: str) -> str:
    return f"alarm:{today}:{canon.digest(of.sentence)[:16]}"


def letter(smtp: Smtp, to: Reach, alarms: Sequence[Alarm]) -> EmailMessage:
    """Sentences and where to look; no name, no record."""
    made = EmailMessage(policy=POLICY)
    made["From"], made["To"] = smtp.sender, to.address
    made["Subject"] = say(GRAVE if any(each.grave for each in alarms) else SUBJECT, to.lang, n=len(alarms))
    made["Auto-Submitted"] = "auto-generated"
    lines = [f"- {say(each.sentence, to.lang, **each.inputs)}" for each in alarms]
    made.set_content("\n".join([*lines, f"  {smtp.site}/audit/integrity" if smtp.site else ""]).rstrip() + "\n")
    return made
