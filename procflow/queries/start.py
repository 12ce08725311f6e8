"""What a person may begin now: procedures by their first step, open or explained, and for whom paper may be entered. It begins nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow.access import OFFICES, organisation
from procflow.dates import Period
from procflow.decide import Option, held, options
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.grammar import AUTO, NEW, TIMER, Procedure
from procflow.machines import tables
from procflow.queries.beginning import Beginning, beginning
from procflow.queries.people import Named, of_unit
from procflow.queries.seats import seats
from procflow.queries.ways import Way, by_step, told


@dataclass(frozen=True)
class Startable:
    """A procedure of one unit that people begin. `about` is member, unit or period; `subjects` whom an official may begin it about.

    `for_whom` are the members whose paper the reader may enter for them. `period` is the one that was asked about, `periods` those around today.
    """

    procedure: str
    title: str
    clause: str
    unit: str
    unit_title: str
    about: str
    way: Way
    asks: type[Schema] | None
    subjects: tuple[Named, ...]
    for_whom: tuple[Named, ...]
    period: str
    periods: tuple[str, ...]
    for_period: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A procedure as such."""

    key: str
    title: str
    code: str
    edition: str
    about: str
    clause: str
    table: Procedure


def procedures() -> tuple[Known, ...]:
    """Every procedure, in the order of the clauses that it carries out; nobody needs a role to read the rules."""
    found = (Known(each.key, each.title, each.code, each.edition, each.about, each.clause, each) for each in tables().values())
    return tuple(sorted(found, key=lambda each: (first_clause(each.clause), each.title)))


def first_clause(clause: str) -> tuple[bool, int]:
    """Where the first clause stands: the township's regulation before the bureau's, each by number."""
    name = clause.split(maxsplit=1)[0]
    return not name.startswith("T"), int(name[1:])


def start(session: Session, actor: str, day: date, unit: str = "", *, only: str = "") -> tuple[Startable, ...]:
    """Each first step that people take, in each unit of the reader's (or in one); those that are open first. Raises NotFound.

    What a unit's rules leave out is not among them, unless it is asked for by name (`only`): then its refusal is explained.
    """
    sat = seats(session, actor, day)
    if unit and unit not in sat:
        raise NotFound
    found: list[Startable] = []
    for here in [unit] if unit else [each.unit for each in sat.values() if each.standing or each.sees]:
        adopted = organisation(session, here).adoption(day.isoformat())
        if adopted is not None:
            book = rules(session, str(adopted.data["sha256"]))
            known = [key for key, table in tables().items() if key == only or (not only and (table.offered is None or table.offered(book)))]
            found += [each for key in known for each in likeliest(session, actor, day, key, here)]
    return tuple(sorted(found, key=lambda each: (each.way.kind != "open", each.way.kind, first_clause(each.clause), each.title)))


def likeliest(session: Session, actor: str, day: date, key: str, unit: str) -> list[Startable]:
    """A procedure's first steps; where it is about the unit, for the first period around today in which one is open."""
    if tables()[key].about == "member":
        return of_procedure(beginning(session, actor, day, key, unit))
    begun = [beginning(session, actor, day, key, unit, period=period) for period in periods(day)]
    tried = [of_procedure(each) for each in begun if each.adopted is not None]
    return next((each for each in tried if any(one.way.kind == "open" for one in each)), tried[0])


def of_procedure(of: Beginning) -> list[Startable]:
    """The first steps of one procedure. Guards that look at a member are asked only where that member is the reader."""
    table, session = of.table, of.session
    rows = [row for row in table.leaving(NEW) if not {AUTO, TIMER} & set(row.named)]
    if not rows:
        return []
    gathering = of.gathering()
    facts = gathering.facts({name for row in rows for name in row.sections(form=False)})
    chosen = {option.row: option for option in by_step(options(table, facts))}
    members = tuple(name for name, seen in of.org.people(of.today).items() if seen.standing != "gone")
    named = of_unit(session, of.org, members)
    everybody = tuple(Named(person, named[person]) for person in sorted(members))
    office = bool(of.org.actor(of.actor, of.today).roles & set(OFFICES))
    found = []
    for row in rows:
        option, roles = chosen.get(row), row.roles(facts)
        if option is None:
            continue
        of_others = table.about == "member" and "member" not in roles
        anybody = "branch_member" in roles
        others = everybody if anybody else tuple(each for each in everybody if each.id != of.actor)
        if of_others and held(row, facts):
            option = Option(row, roles)
        (way,) = told(session, of.org, table, NEW, [option], of.today, of.positions, of.actor)
        paper = tuple(each for each in everybody if each.id != of.actor) if office and ("member" in roles or anybody) else ()
        found.append(Startable(table.key, table.title, row.clause or table.clause, of.case.unit, of.org.unit.title, table.about, way, row.asks,
                               others if of_others else (), paper, of.case.period, periods(of.day), table.for_period))  # fmt: skip
    return found


def periods(day: date) -> tuple[str, ...]:
    month, quarter = Period.of(day, "month"), Period.of(day, "quarter")
    return tuple(
        str(each)
        for each in (quarter, quarter.previous(), month, month.previous(), Period.of(day, "year"), Period.of(day, "year").previous())
    )
