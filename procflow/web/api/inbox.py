"""What waits for the caller, and where the caller sits. The read door finds it."""

from __future__ import annotations

from procflow import queries
from procflow.forms import Choice, Code, Count, Form, Words
from procflow.queries import BOXES, Inbox, Startable
from procflow.queries import me as who
from procflow.queries.filters import DUE, Filters
from procflow.queries.me import Me
from procflow.web.api.operations import Answer, Ask, Operation

PAGE = 50
MOST = 1000


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/me", "me", "出示的令牌是谁的，在哪些单位，任什么职务", me, Me, part="inbox"),
        Operation("GET", "/inbox", "inbox", "待办：等您办的、逾期的、您发起的、办过的、抄送的", box, Inbox, InboxAsked, part="inbox"),
        Operation(
            "GET", "/startable", "startable", "现在可以发起的程序，其余的还缺什么", startable, list[Startable], UnitAsked, part="inbox"
        ),
    )


class UnitAsked(Form):
    unit = Code("单位", required=False)


class InboxAsked(UnitAsked):
    box = Choice("哪一格", dict.fromkeys(BOXES, ""), required=False)
    find = Words("查找", required=False)
    step = Code("步骤", required=False)
    due = Choice("何时到期", dict.fromkeys(DUE, ""), required=False)
    limit = Count("最多多少行", most=MOST, required=False)
    after = Words("从上一页末尾的记号往后", required=False)


def me(ask: Ask) -> Me:
    return who.me(ask.reading, ask.actor, ask.day)


def box(ask: Ask) -> Answer:
    given = ask.given
    filters = Filters(given["find"] or "", given["step"] or "", given["due"] or "")
    found = queries.inbox(ask.reading, ask.actor, ask.day, unit=given["unit"] or "", box=given["box"] or "todo", filters=filters,
                          after=given["after"] or "", limit=min(given["limit"] or PAGE, MOST))  # fmt: skip
    return Answer(found, following=found.following)


def startable(ask: Ask) -> list[Startable]:
    return list(queries.start(ask.reading, ask.actor, ask.day, ask.given["unit"] or ""))
