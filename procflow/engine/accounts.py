"""Accounts at the write door: made, reset, shut, opened, and passwords changed, each on record. No password is ever on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from procflow.access import accounts, passwords, sessions, tokens
from procflow.canon import stamp, unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import note
from procflow.engine.sessions import close
from procflow.errors import Invalid, NotFound
from procflow.forms import Sentence
from procflow.models import Account, AccountIdentity

# "account.create" is older; the others are words of OWASP's logging vocabulary.
CREATED, UPDATED, CHANGED = "account.create", "user_updated", "authn_password_change"
LOGIN_TAKEN = "登录名“{login}”已经有人用"
OWN = "自己的账号请另一位系统管理员停用，免得谁都进不来"
HAS_ONE = "这个人已经有账号，登录名是“{login}”"


def create(session: Session, actor: str, person: str, login: str, at: datetime) -> str:
    """A sign-in with a start password, which is returned this once. Raises NotFound, Invalid."""
    permit(session, actor, person)
    held = accounts.of(session, person)
    if held is not None:
        raise Invalid({"person": [Sentence(HAS_ONE, login=held.login)]})
    if session.get(Account, login) is not None:
        raise Invalid({"login": [Sentence(LOGIN_TAKEN, login=login)]})
    secret = passwords.given_out()
    session.add(Account(login=login, person=person, password=passwords.hashed(secret), failures=0, locked_until=None,
                        start_until=stamp(at + passwords.VALID)))  # fmt: skip
    note(session, kind=CREATED, actor=actor, data={"person": person})
    return secret


def reset(session: Session, actor: str, person: str, at: datetime) -> str:
    """A new start password; whatever the account was signed in to is ended. Raises NotFound."""
    row, secret = kept(session, actor, person), passwords.given_out()
    row.password, row.start_until = passwords.hashed(secret), stamp(at + passwords.VALID)
    row.failures, row.locked_until = 0, None
    close(sessions.open_of(session, person), at)
    told(session, actor, person, "reset")
    return secret


def shut(session: Session, actor: str, person: str, at: datetime) -> None:
    """No sign-in from now on; browsers and programs of this person are out at once. Raises NotFound, Invalid for one's own."""
    row = kept(session, actor, person)
    if actor == person:
        raise Invalid({"person": [OWN]})
    row.shut = row.shut or stamp(at)
    close(sessions.open_of(session, person), at)
    for each in tokens.of_person(session, person):
        each.ended = each.ended or stamp(at)
    told(session, actor, person, "shut")


def reopen(session: Session, actor: str, person: str) -> None:
    """Sign-in again with the password that there was, and no failures counted. Raises NotFound."""
    row = kept(session, actor, person)
    row.shut, row.failures, row.locked_until = None, 0, None
    told(session, actor, person, "reopened")


def change(session: Session, person: str, password: str, at: datetime, here: str = "") -> None:
    """One's own new password, judged before; every browser but the one `here` is ended. Raises NotFound."""
    row = accounts.of(session, person)
    if row is None:
        raise NotFound
    row.password, row.start_until = passwords.hashed(password), None
    others = [each for each in sessions.open_of(session, person) if each.token_hash != here]
    close(others, at)
    for each in sessions.open_of(session, person):
        each.way, each.proved = "password", stamp(at)
    note(session, kind=CHANGED, actor=person, data={"sessions": len(others)})


def link(session: Session, person: str, issuer: str, name: str, at: datetime, by: str) -> None:
    """From now on this identity of the office's sign-on is this person; `by` says how that was shown."""
    session.merge(AccountIdentity(issuer=issuer, name=name, person=person, linked=stamp(at)))
    told(session, person, person, "linked", by=by)


def unlink(session: Session, actor: str, person: str) -> None:
    """No sign-in by the office's sign-on any more, until it is linked anew. Raises NotFound."""
    kept(session, actor, person)
    session.execute(delete(AccountIdentity).where(AccountIdentity.person == person))
    told(session, actor, person, "unlinked")


def kept(session: Session, actor: str, person: str) -> Account:
    permit(session, actor, person)
    row = session.scalar(select(Account).where(Account.person == person).with_for_update())
    if row is None:
        raise NotFound
    return row


def permit(session: Session, actor: str, person: str) -> None:
    if not accounts.looks_after(session, actor, person, local_day(unstamp(now(session))).isoformat()):
        raise NotFound


def told(session: Session, actor: str, person: str, change: str, **more: Any) -> None:
    note(session, kind=UPDATED, actor=actor, data={"person": person, "change": change, **more})
