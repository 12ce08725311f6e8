"""A roster of N people brought in: `python -m benchmarks.importing [--size PEOPLE] [--kind postgresql]`.

Each is a person, a membership and a day of scope: three facts and a name behind its commitment. Ours is the whole way: the workbook is opened and checked,
held against what is on file, and filed in one durable act with its records. Beside it, in the same round, plain SQL writes the same rows of facts and names
into tables of the same columns, without key, chain, record or check, in one transaction. Every round brings in other people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from time import perf_counter

from sqlalchemy import TableClause, column, insert, select, table, text
from sqlalchemy.orm import Session

from benchmarks.measuring import Asked, asked, opened, scratch
from procflow.importing import roster
from procflow.models import DatedFact, Vaulted
from procflow.sheets import opened as sheets
from procflow.sheets.columns import guessed, titles
from procflow.sheets.roster import COLUMNS
from procflow.sheets.written import template
from tests.world import World

UNIT, BRANCHES = "xz", ("d1", "d2")


def main() -> None:
    given = asked(__doc__, (2_000, 50_000), 2)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 20_000) as url, opened(url) as session:
                World(session)
                session.execute(text("CREATE TABLE kept_fact AS SELECT * FROM dated_fact WHERE 1 = 0"))
                session.execute(text("CREATE TABLE kept_name AS SELECT * FROM pii_vault WHERE 1 = 0"))
                session.commit()
                found = measure(session, size, given.rounds)
                rate = size / min(found.ours)
                print(found.line(size, kind, "plain SQL"), f"{rate:,.0f} people/s, {3 * rate:,.0f} facts/s", flush=True)


def measure(session: Session, size: int, rounds: int) -> Asked:
    found = Asked([], [], [])
    for number in range(rounds):
        book = workbook(number, size)
        found.add(True, lambda book=book: brought(session, book), lambda number=number: bare(session, number))
    return found


def workbook(number: int, size: int) -> bytes:
    rows = ((f"R{number}-{each:06}", f"王{each}", BRANCHES[each % 2], "正式党员", f"第{each % 9}党小组", "2020-07-01", "", "否", "2024-01-01", "")
            for each in range(size))  # fmt: skip
    return template(COLUMNS, "名册", {}, "zh", rows)


def brought(session: Session, book: bytes) -> None:
    """From the bytes of the file to the commit; the time of each part is told."""
    began = perf_counter()
    sheet = sheets.opened(book, titles(COLUMNS))
    read = perf_counter()
    key = f"import-{began}"
    plan = roster.plan(session, "adm", date(2024, 1, 1), UNIT, sheet, guessed(COLUMNS, sheet.head), key=key)
    planned = perf_counter()
    assert not plan.faults
    roster.confirm(session, "adm", key, plan, plan.digest)
    print(f"  opened {read - began:.2f} s, checked {planned - read:.2f} s, filed {perf_counter() - planned:.2f} s", flush=True)


def bare(session: Session, number: int) -> None:
    """The same rows once more, as they stand, into tables without keys; reading them first counts too, a little."""
    named = DatedFact.subject.like(f"R{number}-%")
    facts = [dict(row) for row in session.execute(select(*DatedFact.__table__.columns).where(named)).mappings()]
    theirs = Vaulted.subject_id.like(f"R{number}-%")
    names = [dict(row) for row in session.execute(select(*Vaulted.__table__.columns).where(theirs)).mappings()]
    session.rollback()
    for to, rows in (("kept_fact", facts), ("kept_name", names)):
        session.execute(insert(table_of(to, rows[0])), rows)
    session.commit()


def table_of(name: str, row: Mapping[str, object]) -> TableClause:
    return table(name, *(column(each) for each in row))


if __name__ == "__main__":
    main()
