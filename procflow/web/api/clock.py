"""The clock of this installation; that of a rehearsal can be moved forward. It does what falls due on the way, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask import g
from marshmallow import ValidationError

from procflow import clock
from procflow.canon import stamp, unstamp
from procflow.errors import Invalid, NotFound
from procflow.forms import Form, Titled
from procflow.queries import me
from procflow.queries.me import Clock
from procflow.web.api.operations import Ask, Operation
from procflow.web.clock import BACKWARDS, FARTHEST


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/clock", "clock", "现在是什么时候，是不是演练", now, Clock, part="clock"),
        Operation("POST", "/clock", "forward", "仅限演练：把时钟向前拨，途中到期的事照常办理", forward, Clock, Forward, part="clock"),
    )


class Instant(Titled):
    """A moment with its zone (RFC 3339), kept as records write it: 2024-04-19T11:00:00.000000Z."""

    described: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "date-time", "examples": ["2024-04-19T11:00:00.000000Z"]}

    def read(self, value: object) -> str:
        try:
            return stamp(datetime.fromisoformat(str(value)))
        except (ValueError, OverflowError):
            raise ValidationError("时刻写法不对，例如 2024-04-19T11:00:00.000000Z") from None


class Forward(Form):
    to = Instant("拨到什么时候")


def now(ask: Ask) -> Clock:
    return me.now(ask.reading)


def forward(ask: Ask) -> Clock:
    """At most a year at a time. Raises NotFound for a real clock, Invalid."""
    if not g.rehearsal:
        raise NotFound
    at, to = unstamp(g.now), ask.given["to"]
    if not at <= unstamp(to) <= at + FARTHEST:
        raise Invalid({"to": [BACKWARDS]})
    clock.forward(ask.writing, to)
    return me.now(ask.reading)
