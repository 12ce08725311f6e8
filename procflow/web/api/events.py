"""The feed of events for programs: asked with the cursor of the last one read. The read door finds it."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError

from procflow.forms import Code, Count, Form
from procflow.queries.events import Feed, feed
from procflow.web.api.operations import Answer, Ask, Operation

PAGE = 100
MOST = 1000
LARGEST = 2**31 - 1  # what the databases count rows in


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/events", "events", "事件流：您任职的单位里发生的事，按游标往后读；读到末尾后隔几秒再问", following, Feed, EventsAsked, part="events"),
    )  # fmt: skip


class Cursor(Count):
    """A place in the feed, 0 for its beginning."""

    def __init__(self, title: str, **more: Any) -> None:
        super().__init__(title, most=LARGEST, **more)

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,10}", str(value)) or int(value) > self.most:
            raise ValidationError("请填写整数")
        return int(value)


class EventsAsked(Form):
    unit = Code("单位", required=False)
    after = Cursor("从这个游标往后", required=False)
    limit = Count("最多多少行", most=MOST, required=False)


def following(ask: Ask) -> Answer:
    given = ask.given
    found = feed(ask.reading, ask.actor, ask.day, given["after"] or 0, unit=given["unit"] or "", limit=given["limit"] or PAGE)
    return Answer(found, following=str(found.cursor))
