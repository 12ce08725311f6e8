"""A roster on its way in: read beside what is on file, planned, confirmed; and the roster on its way out. What is confirmed is filed by the write door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.engine import Record, enter_all
from procflow.engine.noted import Filing
from procflow.engine.together import Told, unheard
from procflow.errors import Refusal, Refused
from procflow.importing.enlisting import Enlisting, digest
from procflow.importing.filed import filed, shown
from procflow.importing.flow import CHANGED
from procflow.sheets.cells import Fault
from procflow.sheets.compared import Compared, compared
from procflow.sheets.judged import judged
from procflow.sheets.opened import Table
from procflow.sheets.roster import BY_KEY, COLUMNS, ENTRY, OFFICES, Line
from procflow.sheets.written import template
from procflow.wording import say

TITLE = "名册"


@dataclass(frozen=True)
class Plan:
    """What a roster would do: its faults, or the comparison with the facts that follow from it, named by their digest."""

    rows: int
    faults: tuple[Fault, ...]
    compared: Compared
    filings: tuple[Filing, ...] = ()
    digest: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


def plan(
    session: Session, actor: str, day: date, unit: str, table: Table, places: Mapping[str, int], *, leave: bool = False, key: str = ""
) -> Plan:
    """Read and compared, nothing written. Raises NotFound for whoever files no memberships there."""
    ids = [cells[places["id"]] for _, cells in table.rows if places["id"] < len(cells) and cells[places["id"]]]
    known = filed(session, actor, day, unit, ids)
    found = judged(table, places, known)
    against = compared(found.lines.values(), known, places, leave=leave)
    if found.faults:
        return Plan(len(table.rows), tuple(found.faults), against)
    orgs = {name: organisation(session, name) for name in known.units}
    filings = Enlisting(actor, key, known, orgs).filings(against)
    return Plan(len(table.rows), (), against, tuple(filings), digest(filings), known.units)


def confirm(session: Session, actor: str, key: str, planned: Plan, seen: str, told: Told = unheard) -> Record | None:
    """File what was planned, if it is what was seen; None where there is nothing to file. Raises Refused."""
    if planned.faults or planned.digest != seen:
        raise Refused([Refusal("STALE_VERSION", CHANGED)])
    session.rollback()
    return enter_all(session, actor, key, planned.filings, told) if planned.filings else None


def exported(session: Session, actor: str, day: date, unit: str, lang: str) -> tuple[bytes, int]:
    """The roster as a workbook that reads in again without a change, and how many people it lists."""
    lines = shown(session, actor, day, unit)
    units = filed(session, actor, day, unit).units
    notes = [("", ""), (say("截至", lang), day.isoformat()), (say("单位", lang), units[unit]), (say("人数", lang), str(len(lines)))]
    return template(COLUMNS, TITLE, choices(lang), lang, (cells(each, lang) for each in lines), notes), len(lines)


def blank(lang: str) -> bytes:
    """The template, with one line that shows how it is meant."""
    return template(COLUMNS, TITLE, choices(lang), lang)


def choices(lang: str) -> Mapping[str, list[str]]:
    return {"standing": [say(each, lang) for each in ENTRY.values()], "retired": [say("是", lang), say("否", lang)]}


def cells(line: Line, lang: str) -> list[str]:
    """A person as the sheet has it, in the order of the columns; the unit by its number, which nobody shares."""
    offices = "、".join(say(OFFICES[each], lang) for each in line.roles)
    said = {
        "standing": say(ENTRY.get(line.standing, line.standing), lang),
        "retired": say("是" if line.retired else "否", lang),
        "roles": offices,
    }
    return [said.get(key, getattr(line, key)) for key in BY_KEY]
