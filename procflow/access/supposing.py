"""An organisation as it would be with one fact more, and the days on which that could be felt. It files nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from procflow.access.filed import FOREVER, Fact, Organisation

ONE_DAY = timedelta(days=1)


def supposed(org: Organisation, new: Fact) -> Organisation:
    """With the new fact among the unit's own; what it corrects is gone."""
    of_kind = dict(org.own.get(new.kind, {}))
    kept = (each for each in of_kind.get(new.subject, ()) if not corrected(each, new))
    of_kind[new.subject] = tuple(sorted((*kept, new), key=lambda each: each.since))
    return replace(org, own={**org.own, new.kind: of_kind}, memo={})


def corrected(old: Fact, new: Fact) -> bool:
    """The same fact again: of the same first day, a person's roles and those deputised told apart (as `engine.registers`)."""
    return old.since == new.since and all(old.data.get(name) == new.data.get(name) for name in ("role", "absent"))


def felt(new: Fact, day: str) -> tuple[str, ...]:
    """The days from now on when something may be different: the first of the fact, and the first without it."""
    first = max(new.since, day)
    over = max(after(new.until), day) if new.until < FOREVER else first
    return tuple(dict.fromkeys((first, over)))


def after(day: str) -> str:
    return (date.fromisoformat(day) + ONE_DAY).isoformat()


def before(day: str) -> str:
    return (date.fromisoformat(day) - ONE_DAY).isoformat()


def overlap(one: Fact, other: Fact) -> bool:
    return one.since <= other.until and other.since <= one.until
