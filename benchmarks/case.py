"""The page of any case among N records: `python -m benchmarks.case [--size RECORDS] [--kind postgresql]`.

Units of twenty members with two hundred claims each; a claim with its motion is 11 records, 11 tasks, a ledger line. `queries.case_page` gives what
may be done, by whom, every record with its texts, the links; beside it, in each round, the driver reads the bodies of the same chain and hashes them.
"""

from __future__ import annotations

import hashlib
import random
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.branch import MEMBERS
from benchmarks.copying import cases
from benchmarks.filling import Filling
from benchmarks.measuring import asked, opened, rounds, scratch
from benchmarks.township import PEOPLE, TWO, Township, filled
from procflow import queries

DAY = date(2024, 3, 21)
OF_UNIT = 200
BARE = text("SELECT body FROM audit_event WHERE case_id = :of ORDER BY case_seq")


def main() -> None:
    given = asked(__doc__, (1_000, 10_000, 100_000, 1_000_000), 200)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 4_000) as url:
                measure(url, kind, fill(url, size), given.rounds)


def fill(url: str, size: int) -> int:
    """How many claims there are."""
    with opened(url) as session:
        world = Township(session)
        claim = cases(session, [world.ids[world.posted], world.ids[world.motion]], (*PEOPLE, "b1", "2024-Q1"))
        session.commit()
    claims = size // len(claim.rows["audit_event"])
    with Filling(url) as filling:
        world.settle(filling, range(1, 2 + claims // OF_UNIT))
        for number in range(claims):
            unit, place = 1 + number // OF_UNIT, number % OF_UNIT
            who = {TWO: f"{MEMBERS[place % len(MEMBERS)]}.{unit}", "2024-Q1": f"2024-Q{1 + place % 4}"}
            filling.all(filled(claim, 1 + number, unit, who))
    return claims


def measure(url: str, kind: str, claims: int, number: int) -> None:
    chance = random.Random(claims)
    with opened(url) as session:
        records = session.scalar(text("SELECT count(*) FROM audit_event")) or 0
        wanted = [chance.randrange(claims) for _ in range(number)]
        named = [(f"S.{1 + each // OF_UNIT}", f"U{1 + each // OF_UNIT}-JL-2024-{3 + each:04d}") for each in wanted]
        ids = [str(session.scalar(text("SELECT case_id FROM proc_case WHERE no = :no"), {"no": no})) for _, no in named]
        shown = queries.case_page(session, named[0][0], DAY, named[0][1])
        if (len(shown.events), len(shown.links), len(shown.entries)) != (6, 1, 1):
            raise SystemExit("the case is not whole")
        found = rounds(number, lambda each: queries.case_page(session, *pick(named[each])), lambda each: bare(session, ids[each]))
    print(found.line(records, kind, "its bare records"), flush=True)


def pick(named: tuple[str, str]) -> tuple[str, date, str]:
    return named[0], DAY, named[1]


def bare(session: Session, of: str) -> list[Any]:
    return [hashlib.sha256(b"\x00" + bytes(row.body)).hexdigest() for row in session.execute(BARE, {"of": of})]


if __name__ == "__main__":
    main()
