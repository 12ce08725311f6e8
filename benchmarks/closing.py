"""A quarter's statement for a branch of N members (P9): `python -m benchmarks.closing [--size MEMBERS] [--kind postgresql]`.

Eleven ledger entries a member. `compile` through the write door checks the sums, looks what caps give back, adds up and ranks everyone, and files the
statement with its record in one durable act; it is sent back and compiled again in every round (the first is
not counted: it reads the members). Beside it, in the same round, plain SQL makes the same
numbers: sums by component, the sum under the yearly cap, the rank; and keeps them as one JSON document, committed.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from benchmarks.branch import MEMBERS, Branch
from benchmarks.copying import Template, chosen
from benchmarks.filling import Filling
from benchmarks.measuring import Asked, asked, opened, scratch
from procflow.engine import advance, wind
from procflow.models import DatedFact, LedgerEntry, Vaulted

ONE, PERIOD = "M02", "2024-Q1"
ENTRY = tuple(column.name for column in LedgerEntry.__table__.columns)
BASE = [(item, points) for item, points in (("study", 150), ("org_life", 200), ("dues", 100)) for _ in range(3)]
BARE = """
    WITH held AS (SELECT DISTINCT subject AS member FROM dated_fact WHERE unit = 'b1' AND kind = 'scope' AND superseded_by IS NULL),
    sums AS (SELECT member_id, sum(CASE component WHEN 'base' THEN points ELSE 0 END) AS base,
        sum(CASE component WHEN 'bonus' THEN points ELSE 0 END) AS bonus, sum(CASE component WHEN 'deduction' THEN points ELSE 0 END) AS less,
        sum(points) AS total FROM ledger_entry WHERE unit = 'b1' AND counts_in = '2024-Q1' GROUP BY member_id),
    capped AS (SELECT member_id, sum(points + uncredited) AS due FROM ledger_entry WHERE unit = 'b1' AND cycle = '2024' AND component = 'base'
        GROUP BY member_id)
    SELECT held.member, sums.base, sums.bonus, sums.less, sums.total, capped.due, rank() OVER (ORDER BY sums.total DESC)
    FROM held LEFT JOIN sums ON sums.member_id = held.member LEFT JOIN capped ON capped.member_id = held.member ORDER BY held.member"""


def main() -> None:
    given = asked(__doc__, (1_000, 10_000), 5)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 20_000) as url:
                no = fill(url, size)
                with opened(url) as session:
                    print(measure(session, no, size, given.rounds).line(size, kind, "plain SQL"), flush=True)


def fill(url: str, size: int) -> str:
    """The branch with so many members more, its ledger, and the closing cut off; the closing's number."""
    with opened(url) as session:
        Branch(session)
        facts = chosen(session, DatedFact, DatedFact.subject == ONE)
        names = chosen(session, Vaulted, Vaulted.subject_id == ONE, Vaulted.field != "request")
        one = Template({"dated_fact": facts, "pii_vault": names}, (ONE,))
        session.execute(text("CREATE TABLE kept (lines TEXT)"))
        session.commit()
    with Filling(url) as filling:
        for number in range(1, size + 1):
            filling.all(one.copy(number, {ONE: f"N{number:06}"}))
            filling.all(("ledger_entry", ENTRY, row) for row in entries(number))
        filling.run(f"UPDATE unit SET facts_head = '{sha256(b'more').hexdigest()}' WHERE unit_id = 'b1'")
    with opened(url) as session:
        later = Branch.again(session)
        wind(session, "2024-04-10T01:00:00.000000Z")
        session.commit()
        later.saw(advance(session, later.command("open", "system", procedure="quarterly_closing", unit="b1", period=PERIOD)))
        no = later.numbers["quarterly_closing"]
        advance(session, later.command("cut_off", "system", case=no))
    return str(no)


def entries(number: int) -> list[tuple[Any, ...]]:
    """A quarter of one member: nine duties met, a pledge, a bonus; every tenth has a deduction instead."""
    more = ("deduction", "absence", -200) if number % 10 == 0 else ("bonus", "serve_masses", 50 * (number % 20))
    found = [*(("base", item, points) for item, points in BASE), ("base", "pledge", 400), more]
    made = sha256(f"entries{number}".encode()).hexdigest()
    return [(f"018e595f-4690-7{place:03x}-8000-{number:012x}", "b1", f"N{number:06}", "2024", component, "original", item, points, 0, PERIOD, PERIOD,
             "2024-03-01", "2024-03-20T01:00:00.000000Z", "township_star@2024-1 T8", made, place, None, "")
            for place, (component, item, points) in enumerate(found)]  # fmt: skip


def measure(session: Session, no: str, size: int, rounds: int) -> Asked:
    """One round before the first is not counted: it reads the members for the first time."""
    found, branch = Asked([], [], []), Branch.again(session)
    for number in range(rounds + 1):
        command = branch.command("compile", "P", {"pending": []}, case=no)
        found.add(number > 0, lambda command=command: advance(session, command), lambda: bare(session))
        advance(session, branch.command("send_back", "S", {"reason": "再核一次"}, case=no))
    filed = session.scalars(select(DatedFact.data).where(DatedFact.kind == "statement")).all()
    if len(json.loads(filed[-1])["lines"]) != size + len(MEMBERS) + 4:
        raise SystemExit("the statement is short")
    return found


def bare(session: Session) -> None:
    lines = [list(row) for row in session.execute(text(BARE))]
    session.execute(text("INSERT INTO kept VALUES (:lines)"), {"lines": json.dumps(lines, default=int)})
    session.commit()


if __name__ == "__main__":
    main()
