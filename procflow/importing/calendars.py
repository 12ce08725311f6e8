"""The working calendar as a kind of import: a year's days, which due days they move, and their filing; the days are counted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import canon, clock
from procflow.access import Organisation, organisation
from procflow.engine import dues, enter
from procflow.engine.founding import GUESS, SOURCE
from procflow.engine.noted import Filing
from procflow.engine.together import Told
from procflow.errors import NotFound, Refusal, Refused
from procflow.filing import ADMIN
from procflow.importing.drafts import Draft
from procflow.importing.flow import CHANGED, faulty
from procflow.importing.marking import returned
from procflow.machines import tables
from procflow.sheets.columns import Column
from procflow.sheets.holidays import COLUMNS, Arranged, arranged, as_table, estimated
from procflow.sheets.written import template

MOST = 200


class Holidays:
    """One year at a time, for a unit and all below it."""

    key: str = "calendar"
    title: str = "工作日历"
    columns: Sequence[Column] = COLUMNS

    def blank(self, lang: str) -> bytes:
        return template(COLUMNS, self.title, {"works": ["休", "班"]}, lang)

    def check(self, session: Session, draft: Draft, day: date) -> dict[str, Any]:
        found = arranged(draft.table, draft.places)
        if found.faults:
            return {"rows": len(draft.rows), "faults": faulty(found.faults), "count": len(found.faults)}
        filing = filed_by(session, draft, day, found)
        known = standing(organisation(session, filing.unit), found.year)
        moved = dues.foreseen(session, filing)
        counts = [
            ["年份", found.year],
            ["休", list(found.days.values()).count(False)],
            ["班", list(found.days.values()).count(True)],
            ["期限变动", len(moved)],
        ]
        return {
            "rows": len(draft.rows), "faults": [], "counts": counts, "digest": digest(found, moved), "nothing": known == dict(filing.form),
            "deed": "确认登记工作日历", "parts": [
                {"title": "期限变动", "note": "", "head": ["编号", "事项", "原期限", "新期限"], "more": max(0, len(moved) - MOST),
                 "rows": [[row.no, {"say": tables()[row.procedure].title}, was, then] for row, was, then in moved[:MOST]]},
                {"title": "安排", "note": "", "head": ["日期", "安排"], "more": 0,
                 "rows": [[on, {"say": "班" if works else "休"}] for on, works in sorted(found.days.items())]},
            ],
        }  # fmt: skip

    def carry(self, session: Session, draft: Draft, day: date, told: Told) -> dict[str, Any]:
        """Filed, then every day that moves, case by case; those that another process moves meanwhile are moved all the same."""
        found = arranged(draft.table, draft.places)
        filing = filed_by(session, draft, day, found)
        if digest(found, dues.foreseen(session, filing)) != draft.result.get("digest"):
            raise Refused([Refusal("STALE_VERSION", CHANGED)])
        record = enter(session, filing)
        moved = clock.redate(session, filing.unit, record.event_id)
        return {"counts": [["年份", found.year], ["期限变动", moved]]}

    def marked(self, session: Session, draft: Draft, day: date, lang: str) -> bytes:
        return returned(draft.table, arranged(draft.table, draft.places).faults, lang)


def guess(year: int) -> list[list[Any]]:
    """The rows of an estimate, as a draft keeps them."""
    return [[number, list(cells)] for number, cells in as_table(estimated(year)).rows]


def filed_by(session: Session, draft: Draft, day: date, found: Arranged) -> Filing:
    return filing_of(
        draft.actor, draft.id, seat(session, draft.actor, day, draft.unit), found, guessed=bool(draft.choices.get("estimated"))
    )


def filing_of(actor: str, key: str, unit: str, found: Arranged, *, guessed: bool) -> Filing:
    """The year as a dated fact; the same year again replaces it."""
    days = [[on, works] for on, works in sorted(found.days.items())]
    form = {"days": days, "source": GUESS if guessed else SOURCE, "estimated": guessed or None}
    return Filing(actor, key, unit, "calendar", str(found.year), form, f"{found.year:04d}-01-01")


def seat(session: Session, actor: str, day: date, unit: str) -> str:
    """The topmost unit in which this person administers: a calendar is one for all. Raises NotFound."""
    org = organisation(session, unit)
    mine = [
        each.unit_id
        for each in (org.unit, *org.above)
        if organisation(session, each.unit_id).actor(actor, day.isoformat()).roles & set(ADMIN)
    ]
    if not mine:
        raise NotFound
    return str(mine[-1])


def standing(org: Organisation, year: int) -> dict[str, Any]:
    """What is on file for a year in this very unit; nothing where nothing is."""
    fact = org.latest("calendar", str(year))
    return {name: fact.data.get(name) for name in ("days", "source", "estimated")} if fact else {}


def digest(found: Arranged, moved: Sequence[tuple[Any, str, str]]) -> str:
    return canon.digest(
        [found.year, sorted([on, works] for on, works in found.days.items()), [[row.no, was, then] for row, was, then in moved]]
    )
