"""What a password must be, how it is kept, and how one is given out. It keeps none and writes nothing."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from itertools import pairwise

from procflow.access.commonest import common
from procflow.forms import Sentence

LEAST, MOST = 8, 200
VALID = timedelta(days=7)  # how long a password that somebody else has seen opens the door
SHORT = "密码至少 {least} 个字符"
LONG = "密码最长 {most} 个字符"
COMMON = "这个密码太常见，别人一猜就中；请换一个，例如几个不相干的词连起来"
OWN = "密码里含有登录名，别人容易猜到；请换一个"
PLAIN = "密码只是有规律的数字或字母，别人容易猜到；请换一个"
SAME = "新密码和原来的一样；请换一个"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is taken for something else when it is read from paper
DATE = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


def wrong(password: str, login: str) -> Sentence | None:
    """Why this is no password for this sign-in; None if it may be one. Length counts, signs are not demanded."""
    said, own = password.casefold(), login.casefold()
    if len(password) < LEAST:
        return Sentence(SHORT, least=LEAST)
    if len(password) > MOST:
        return Sentence(LONG, most=MOST)
    if len(own) > 2 and own in said:
        return Sentence(OWN)
    if common(said) or common(said.rstrip("!.?0123456789")):
        return Sentence(COMMON)
    return Sentence(PLAIN) if plain(said) else None


def plain(said: str) -> bool:
    """One character over and over, a row that counts up or down, a day."""
    steps = {ord(after) - ord(before) for before, after in pairwise(said)}
    return len(set(said)) <= 2 or steps in ({1}, {-1}) or bool(DATE.fullmatch(said))


def given_out() -> str:
    """A password to be told on paper: sixteen characters in four groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)
