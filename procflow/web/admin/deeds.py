"""What can be done with an account: each deed with its words, when it is offered, and what it calls. It shows nothing and permits nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from procflow.access.accounts import LOCKED, NEW, NONE, OPEN, SHUT, STALE
from procflow.engine import accounts, sessions
from procflow.errors import Invalid
from procflow.forms import Code

HELD = (OPEN, NEW, STALE, LOCKED)


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it to whom, with which login where one is asked."""

    session: Session
    actor: str
    person: str
    login: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """`do` answers the start password, "" where there is none to be told."""

    title: str
    about: str
    states: tuple[str, ...]
    do: Callable[[Doing], str]


def new(doing: Doing) -> str:
    try:
        login = Code("登录名").read(doing.login)
    except ValidationError as wrong:
        raise Invalid({"login": wrong.messages}) from None
    return accounts.create(doing.session, doing.actor, doing.person, login, doing.at)


def reset(doing: Doing) -> str:
    return accounts.reset(doing.session, doing.actor, doing.person, doing.at)


def shut(doing: Doing) -> str:
    accounts.shut(doing.session, doing.actor, doing.person, doing.at)
    return ""


def reopen(doing: Doing) -> str:
    accounts.reopen(doing.session, doing.actor, doing.person)
    return ""


def end(doing: Doing) -> str:
    accounts.permit(doing.session, doing.actor, doing.person)
    sessions.end(doing.session, doing.actor, doing.person, doing.at)
    return ""


def unlink(doing: Doing) -> str:
    accounts.unlink(doing.session, doing.actor, doing.person)
    return ""


DEEDS = {
    "new": Deed("建账号", "建立登录账号，给出一个起始密码。它只显示这一次，7 天内有效，本人第一次登录要先改掉它。", (NONE,), new),
    "reopen": Deed("解锁或恢复", "试错次数清零；停用的账号恢复。原来的密码照用。", (LOCKED, SHUT), reopen),
    "reset": Deed("重设密码", "原来的密码作废，登录着的浏览器全部退出，给出一个新的起始密码。它只显示这一次，7 天内有效。", HELD, reset),
    "end": Deed("退出全部浏览器", "这个人登录着的浏览器全部退出，要重新登录；密码不变。", HELD, end),
    "unlink": Deed("解除单位账号", "这个人的单位账号和本系统的账号不再对应；以后要用，本人用密码登录一次重新对上。", HELD, unlink),
    "shut": Deed("停用账号", "从确认起不再接受登录，登录着的浏览器全部退出，令牌全部收回；以前办的事都留着。", HELD, shut),
}
