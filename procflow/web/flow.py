"""Where a case stands on its procedure, drawn and as a list: both from the table and the states that it has lain in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import g
from markupsafe import Markup

from procflow.diagrams import svg
from procflow.grammar import Procedure
from procflow.queries import CasePage
from procflow.web.filters import say


@dataclass(frozen=True, slots=True)
class Station:
    """A state as the list draws it: `state` is done, now or ahead."""

    title: str
    words: str
    state: str


def diagram(page: CasePage) -> Markup:
    """The picture; everything in it is escaped where it is drawn."""
    return Markup(drawn(page.table, g.lang, page.state, page.been))  # noqa: S704


@lru_cache(maxsize=256)
def drawn(table: Procedure, lang: str, now: str, been: tuple[str, ...]) -> str:
    return svg(table, lang=lang, now=now, been=been)


def steps(page: CasePage) -> list[Station]:
    """The states that it has lain in, oldest first, and the one where it lies now."""
    titles = page.table.by_name
    been = [Station(titles[name].title, "", "done") for name in page.been if name in titles and name != page.state]
    waits = say("（在{who}处）", who=waiting(page)) if page.waiting else ""
    return [*been, Station(page.state_title, waits, "now")]


def waiting(page: CasePage) -> str:
    """Whoever is due, by name where it is somebody."""
    return ("、" if g.lang == "zh" else ", ").join(
        dict.fromkeys(each.person.name if each.person else say(each.desk_title) for each in page.waiting)
    )
