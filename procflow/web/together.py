"""The same step for several cases: what it would do to each, then each by itself at the write door. It chooses none and knows no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from procflow.engine import Command, advance, preview
from procflow.errors import Invalid, Refusal, Refused
from procflow.queries import Plan, explain
from procflow.queries.told import refusals
from procflow.web.auth import current
from procflow.web.filters import say
from procflow.web.here import given, reading, today, writing

MOST = 50
DRAFT = "draft"
BY_ITSELF = "这一件要单独填写：{fields}"


@dataclass(frozen=True, slots=True)
class Row:
    """One case of several: what the step would do or did, or why not."""

    no: str
    plan: Plan | None = None
    refusals: tuple[Refusal, ...] = ()


def foreseen(commands: Iterable[Command]) -> list[Row]:
    """What each would do; nothing is kept."""
    found = []
    for each in commands:
        try:
            record = preview(writing(), each)
        except Invalid as wrong:
            found.append(Row(each.case, refusals=(alone(wrong),)))
            continue
        plan = None if record.refused else explain(reading(), current().person, today(), record)
        found.append(Row(each.case, plan, refusals(record)))
    return found


def taken(commands: Iterable[Command]) -> list[Row]:
    """Each taken in a transaction of its own, under a key of its own: sent again, it is still done once."""
    found = []
    for each in commands:
        try:
            advance(writing(), each)
            found.append(Row(each.case))
        except Refused as refused:
            found.append(Row(each.case, refusals=refused.refusals))
        except Invalid as wrong:
            found.append(Row(each.case, refusals=(alone(wrong),)))
    return found


def key(of_all: str, no: str) -> str:
    """The key of one case of several."""
    return f"{of_all}:{no}"[:80]


def seen(posted: MultiDict[str, str], no: str) -> str:
    """The digest of the preview that was shown for this case. Raises Invalid."""
    return given(posted.get(f"preview-{no}", ""))


def alone(wrong: Invalid) -> Refusal:
    return Refusal("GUARD_FAILED", BY_ITSELF, {"fields": "、".join(worded(wrong.errors))})


def worded(errors: Mapping[str, object]) -> list[str]:
    """The first sentence that each field is told."""
    return [say(each[0]) if isinstance(each, list) and each else str(name) for name, each in errors.items()]
