"""How templates say things: sentences in the reader's language, points, days, instants and names; no page and no rule.

Every filter that speaks takes the context: Jinja would otherwise work out `"待办"|t` once, in the language of whoever came first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, g, has_app_context
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from procflow import canon, wording
from procflow.dates import ZONE, Period
from procflow.errors import Refusal
from procflow.web.citing import cited


def install(app: Flask) -> None:
    for function in (t, points, day, stamp, clock, period, name, told, cited):
        app.jinja_env.filters[function.__name__] = function


def say(message: object, **values: object) -> str:
    """The message in the reader's language. A `forms.Sentence` brings its own values along."""
    return wording.say(str(message), lang(), **{**getattr(message, "inputs", {}), **values})


def lang() -> str:
    """The reader's language; Chinese outside a request."""
    return str(g.get("lang", "zh")) if has_app_context() else "zh"


@pass_context
def t(context: Context, message: object, **values: object) -> str:
    """The message; where a value brings its own markup (a `<time>`), as markup too, with everything else escaped."""
    return phrased(message, values)


def phrased(message: object, values: Mapping[str, object]) -> str:
    if any(isinstance(each, Markup) for each in values.values()):
        shown = {name: escape(each) for name, each in values.items()}
        return Markup(wording.filled(str(escape(say(message))), shown))  # noqa: S704 - every part of it was escaped
    return say(message, **values)


def points(hundredths: int, signed: bool = False) -> str:
    """2550 as 25.5, with a real minus sign."""
    return wording.points(hundredths, signed).replace("-", "−")


@pass_context
def day(context: Context, when: date | str, short: bool = False) -> Markup:
    """A `<time>` with weekday; `short` leaves the year out."""
    on = date.fromisoformat(when) if isinstance(when, str) else when
    return timed(on.isoformat(), said_day(on, short))


@pass_context
def stamp(context: Context, when: datetime | str, short: bool = False) -> Markup:
    """A `<time>` of an instant, in Beijing time, to the minute."""
    at = (canon.unstamp(when) if isinstance(when, str) else when).astimezone(ZONE)
    return timed(at.isoformat(timespec="minutes"), f"{said_day(at.date(), short)} {at:%H:%M}".replace("） ", "）"))


def clock(when: str) -> str:
    """The time of day of a stamp of the real clock, after its day where that is not today; "" for none."""
    if not when:
        return ""
    at, now = (each.astimezone(ZONE) for each in (canon.unstamp(when), datetime.now(UTC)))
    return f"{at:%H:%M}" if at.date() == now.date() else f"{said_day(at.date(), short=True)} {at:%H:%M}"


@pass_context
def period(context: Context, text: str) -> str:
    return Period.parse(text).title(lang())


@pass_context
def name(context: Context, person: str) -> str:
    """A person's name from the page's `names`, or the reader's own; the id where neither knows it."""
    names: Mapping[str, str] = context.get("names") or {}
    who = g.get("who")
    return names.get(person) or str(who.name if who and who.person == person else person)


@pass_context
def told(context: Context, refusal: Refusal) -> str:
    """A refusal's sentence with its inputs as people read them: days with weekday, people and roles by name."""
    return phrased(refusal.sentence, {key: readable(context, value) for key, value in refusal.inputs.items()})


def readable(context: Context, value: Any) -> object:
    if isinstance(value, (list, tuple, set, frozenset)):
        return joined(readable(context, each) for each in value)
    if not isinstance(value, str):
        return value
    try:
        return timed(value, said_day(date.fromisoformat(value), short=False))
    except ValueError:
        return joined(quarter(part) or called(context, part) for part in value.split("、"))


def called(context: Context, part: str) -> str:
    """A role by its title, a person by name; what is neither may be the title of a state or step, which have their English."""
    titles: Mapping[str, str] = g.get("role_titles", {})
    known = name(context, part)
    return known if known != part else say(titles.get(part, part))


def quarter(text: str) -> str:
    """A quarter or month in words; "" for anything else (four digits may be any number)."""
    try:
        return Period.parse(text).title(lang()) if "-" in text else ""
    except ValueError:
        return ""


def joined(parts: Any) -> str:
    """One after another; as markup where one of them is, with the others escaped."""
    found, between = list(parts), "、" if lang() == "zh" else ", "
    if any(isinstance(each, Markup) for each in found):
        return Markup(between).join(found)  # noqa: S704 - a sign of ours
    return between.join(str(each) for each in found)


def timed(exact: str, said: str) -> Markup:
    return Markup('<time datetime="{}" class="pf-nowrap">{}</time>').format(exact, said)


def said_day(on: date, short: bool) -> str:
    said = wording.day(on, lang())
    if not short:
        return said
    return said.partition("年")[2] if lang() == "zh" else said.rpartition(" ")[0]
