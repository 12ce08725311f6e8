"""Mail to people: who has something to be told gets a job, the job sends one mail and then marks what it told. Sent at least once, marked after."""

from __future__ import annotations

import smtplib
import ssl
from datetime import timedelta
from email.message import EmailMessage

from sqlalchemy.orm import Session

from procflow import canon, jobs
from procflow.canon import unstamp
from procflow.config import Smtp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import preferences as marking
from procflow.queries.preferences import reach, reachable
from procflow.relay.letters import letter
from procflow.relay.pending import pending, summary

SWEEP, SEND = "mail.sweep", "mail.send"
PATIENCE = 20.0  # seconds that a mail server may take
KEPT = timedelta(days=60)


def sweep(session: Session) -> None:
    """A job for everybody who has something to be told now; what was told long ago is forgotten."""
    for person in reachable(session):
        items, _ = pending(session, person, reach(session, person))
        session.rollback()
        if items:
            jobs.renew(session, SEND, 0, f"mail/{canon.digest(person)[:30]}", {"person": person})
    marking.forget_mailed(session, jobs.later(now(session), -KEPT))


def send(session: Session, smtp: Smtp, person: str) -> None:
    """One mail with whatever is to be told now; nothing where somebody else has told it meanwhile."""
    told = reach(session, person)
    items, daily = pending(session, person, told)
    today = local_day(unstamp(now(session)))
    session.rollback()  # a mail server may take its time: nothing is held while it does
    if not items:
        return
    deliver(smtp, letter(smtp, told.address, items, told.lang, daily=daily))
    marking.mailed(session, person, [*(each.what for each in items), *([summary(today)] if daily else [])])


def deliver(smtp: Smtp, mail: EmailMessage) -> None:
    """Raises OSError or SMTPException: then the job is tried again."""
    secure = ssl.create_default_context()
    opened = (
        smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=PATIENCE, context=secure)
        if smtp.tls == "tls"
        else smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE)
    )
    with opened as server:
        if smtp.tls == "starttls":
            server.starttls(context=secure)
        if smtp.user:
            server.login(smtp.user, smtp.password)
        server.send_message(mail)
