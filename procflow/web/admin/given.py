"""What every topic starts from: whom it may name, today, the day asked about, and whether to offer a form at all. It permits nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import ValidationError

from procflow.filing import KINDS
from procflow.forms import Day
from procflow.queries.posts import known
from procflow.queries.tree import every_unit
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.here import reading, today
from procflow.web.reader import reader


def people(unit: str) -> Choices:
    return Choices(people=tuple(Option(each.id, each.name) for each in known(*reader(), unit)))


def starting(unit: str) -> dict[str, Any]:
    """Whatever a form calls its first day begins today."""
    return dict.fromkeys(("since", "off"), today().isoformat())


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a page is asked about; `past` where that is not today, `wrong` what could not be read as a day."""

    on: str
    past: bool = False
    wrong: str = ""


def asof() -> AsOf:
    now, given = today().isoformat(), request.args.get("on", "").strip()
    try:
        on = Day("").read(given) if given else now
    except ValidationError:
        return AsOf(now, wrong=given[:20])
    return AsOf(on, past=on != now)


def may(kind: str) -> bool:
    """Whether to offer the form; whether it is taken is the write door's to say."""
    return bool(current().roles & set(KINDS[kind].by))


def elsewhere(unit: str) -> Choices:
    """The unit's people, and every other unit by its title."""
    others = tuple(Option(each.unit, each.title) for each in every_unit(reading()) if each.unit != unit)
    return Choices(people=people(unit).people, codes={"goes_to": others})
