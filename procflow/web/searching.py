"""What an auditor searches by, read from the address and told again as words that can each be taken away. It searches nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from procflow.canon import clean
from procflow.dates import Period
from procflow.filing.titles import BODY_TITLES, ROLES
from procflow.machines import tables
from procflow.queries.seats import Seat
from procflow.queries.sought import RESULTS, Sought
from procflow.reports.interchange.gathered import READERS
from procflow.web.asof import asof
from procflow.web.citing import CLAUSE
from procflow.web.filters import lang, said_day, say
from procflow.web.here import ident

LONGEST = 100
FIELDS = {
    "text": "编号、姓名或事项", "unit": "单位", "procedure": "程序", "period": "期间", "person": "经办人", "role": "身份", "step": "步骤",
    "clause": "条款", "result": "结果", "first": "发生日从", "last": "发生日到",
}  # fmt: skip
RESULT_TITLES = dict(zip(RESULTS, ("正在办理", "结果已定", "有没办成的", "有补记的"), strict=True))
OFFICES = {"member": "党员", **ROLES, **BODY_TITLES}
CASES, RECORDS = "cases", "records"


@dataclass(frozen=True)
class Asked:
    """The conditions, which list is meant, and from where on."""

    sought: Sought
    view: str
    after: str

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Asked:
        """Raises NotFound for a unit that can be none; days that are no days, and odd results, are left out."""
        said = {name: clean(args.get("q" if name == "text" else name, ""))[:LONGEST] for name in FIELDS}
        said["unit"] = ident(args["unit"]) if args.get("unit") else ""
        known = {"result": RESULTS, "role": OFFICES}
        odd = {name for name, allowed in known.items() if said[name] not in allowed} | {n for n in ("first", "last") if not day(said[n])}
        odd |= {"clause"} if not CLAUSE.fullmatch(said["clause"]) else set()
        sought = Sought(**{name: "" if name in odd else value for name, value in said.items()}, asof=asof())
        return cls(sought, RECORDS if args.get("view") == RECORDS else CASES, clean(args.get("after", ""))[:LONGEST])

    def url(self, **other: str) -> str:
        """The same search with something changed; a change of conditions begins at its first page."""
        said = {name: getattr(self.sought, name) for name in FIELDS} | {"view": self.view if self.view != CASES else ""} | other
        return url_for(str(request.endpoint), **{"q" if name == "text" else name: value for name, value in said.items() if value})

    def chips(self, units: tuple[Seat, ...]) -> list[tuple[str, str, str]]:
        """What is asked for, each as (what, how, the address without it)."""
        titles = {seat.unit: seat.title for seat in units}
        return [(FIELDS[name], value(name, getattr(self.sought, name), titles), self.url(**{name: ""})) for name in self.sought.given]


def value(name: str, said: str, units: Mapping[str, str]) -> str:
    ways: dict[str, Callable[[], str]] = {
        "unit": lambda: units.get(said, said), "procedure": lambda: say(tables()[said].title) if said in tables() else said,
        "period": lambda: period(said), "role": lambda: say(OFFICES[said]), "step": lambda: step(said), "result": lambda: say(RESULT_TITLES[said]),
        "first": lambda: said_day(date.fromisoformat(said), short=False), "last": lambda: said_day(date.fromisoformat(said), short=False),
    }  # fmt: skip
    return ways[name]() if name in ways else said


def period(said: str) -> str:
    try:
        return Period.parse(said).title(lang())
    except ValueError:
        return said


def step(said: str) -> str:
    procedure, _, name = said.rpartition(".")
    row = next(iter(tables()[procedure].rows.get(name, ())), None) if procedure in tables() else None
    return f"{say(tables()[procedure].title)} · {say(row.title)}" if row else said


def steps() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every step of every procedure, under its title."""
    return [(each.title, [(f"{each.key}.{name}", rows[0].title) for name, rows in each.rows.items()]) for each in tables().values()]


def day(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False


def shown(asked: Asked, found: Any) -> dict[str, Any]:
    """What the template needs beside what was found."""
    more = {"person", "role", "step", "clause", "result", "first", "last", "period"} & set(asked.sought.given)
    choices = {
        "procedures": [(each.key, each.title) for each in tables().values()],
        "units": [(each.unit, each.title) for each in found.units],
        "offices": list(OFFICES.items()),
        "results": list(RESULT_TITLES.items()),
    }
    return {"asked": asked, "found": found, "chips": asked.chips(found.units), "more": bool(more), "steps": steps(), "fields": FIELDS,
            "choices": choices, "exports": [(each.unit, each.title) for each in found.units if each.sees & READERS], "asof": asked.sought.asof}  # fmt: skip
