"""Whether a login and its password fit, and how often they may not; it changes the account's row and commits nothing."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.models import Account

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Who it is; or how many tries are left, or until when none is. `start`: by a password that must be changed.

    Whether an account is shut, or its start password too old (`stale`), is told to whoever knows the password alone.
    """

    person: str = ""
    left: int = 0
    until: datetime | None = None
    start: bool = False
    stale: bool = False
    shut: bool = False


@dataclass
class Doors:
    """Counts failures of accounts in their rows, and of logins that nobody has in memory, so that both sound the same."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    strangers: OrderedDict[str, Account] = field(default_factory=OrderedDict)
    nobody: str = ""  # made at the first knock, whoever knocks: the start does not wait for it

    def knock(self, session: Session, login: str, password: str, at: datetime) -> Answer:
        """One try. Hashing takes its time without a lock; the count is kept under one, so that tries at once are counted one by one."""
        self.nobody = self.nobody or self.hasher.hash("nobody has this password")
        right = self.fits(self.kept(session, login), password)
        account = session.get(Account, login, with_for_update=True) or self.stranger(login)
        until = unstamp(account.locked_until) if account.locked_until else None
        if until and at < until:
            return Answer(until=until)
        if right and account.person:
            account.failures, account.locked_until = 0, None
            return self.opened(account, at)
        account.failures += 1
        if account.failures < MOST_FAILURES:
            return Answer(left=MOST_FAILURES - account.failures)
        account.failures, account.locked_until = 0, stamp(at + LOCKED_FOR)
        return Answer(until=at + LOCKED_FOR)

    def opened(self, account: Account, at: datetime) -> Answer:
        if account.shut:
            return Answer(shut=True)
        if account.start_until and unstamp(account.start_until) <= at:
            return Answer(stale=True)
        return Answer(account.person, start=bool(account.start_until))

    def kept(self, session: Session, login: str) -> str:
        session.connection(execution_options={"read_only": True})
        found = session.scalar(select(Account.password).where(Account.login == login))
        session.rollback()
        return found or self.nobody

    def fits(self, kept: str, password: str) -> bool:
        try:
            return self.hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    def stranger(self, login: str) -> Account:
        """A row that is never stored: an unknown login takes as long and counts as far as a known one."""
        kept = self.strangers.pop(login, None) or Account(login=login, person="", password=self.nobody, failures=0, locked_until=None)
        self.strangers[login] = kept
        while len(self.strangers) > KEPT:
            self.strangers.popitem(last=False)
        return kept
