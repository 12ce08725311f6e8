"""A member's year among N ledger entries: `python -m benchmarks.year [--size ENTRIES] [--kind postgresql]`.

Units of twenty members; each member has ten claims (case, motion, posting record, entry) and 40 lines of the unit's sheets. `queries.points` gives
the year with running sums, who decided each line, and its clause; beside it, in each round, the driver reads the same entries and nothing else.
"""

from __future__ import annotations

import random
from datetime import date

from sqlalchemy import text

from benchmarks.branch import MEMBERS
from benchmarks.copying import cases
from benchmarks.filling import Filling
from benchmarks.measuring import asked, opened, rounds, scratch
from benchmarks.township import PEOPLE, TWO, Township, filled
from procflow import queries

DAY = date(2024, 12, 20)
TABLES = ("audit_event", "proc_case", "case_link", "ledger_entry")
POSTING = ("bonus_claim.post", "base_registration.post")
CLAIMS, SHEETS = 10, 13  # a member's claims; a unit's sheets, each with three lines a member
OF_UNIT = len(MEMBERS) * (CLAIMS + 3 * SHEETS)
BARE = text("SELECT * FROM ledger_entry WHERE member_id = :member AND cycle = '2024' ORDER BY occurred_on, recorded_at, entry_id")


def main() -> None:
    given = asked(__doc__, (1_000, 10_000, 100_000, 1_000_000), 200)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 3_000) as url:
                units = max(1, round(size / OF_UNIT))
                fill(url, units)
                measure(url, kind, units, given.rounds)


def fill(url: str, units: int) -> None:
    with opened(url) as session:
        world = Township(session)
        claim = cases(session, [world.ids[world.posted], world.ids[world.motion]], (*PEOPLE, "b1", "2024-Q1"), TABLES, POSTING)
        sheet = cases(session, [world.ids[world.sheet]], (*PEOPLE, "b1", "2024-02"), TABLES, POSTING)
        session.commit()
    number = 0
    with Filling(url) as filling:
        world.settle(filling, range(1, units + 1))
        for unit in range(1, units + 1):
            for place in range(CLAIMS * len(MEMBERS)):
                number += 1
                who = {TWO: f"{MEMBERS[place % len(MEMBERS)]}.{unit}", "2024-Q1": f"2024-Q{1 + place % 4}"}
                filling.all(filled(claim, number, unit, who))
            for place in range(SHEETS):
                number += 1
                filling.all(filled(sheet, number, unit, {"2024-02": f"2024-{1 + place % 12:02}"}))


def measure(url: str, kind: str, units: int, number: int) -> None:
    chance = random.Random(units)
    members = [f"{chance.choice(MEMBERS)}.{1 + chance.randrange(units)}" for _ in range(number)]
    with opened(url) as session:
        shown = queries.points(session, members[0], DAY, members[0], "2024")
        if len(shown.lines) != CLAIMS + 3 * SHEETS or not all(each.decided for each in shown.lines):
            raise SystemExit("the member's year is not whole")
        found = rounds(number, lambda each: queries.points(session, members[each], DAY, members[each], "2024"),
                       lambda each: session.execute(BARE, {"member": members[each]}).all())  # fmt: skip
        entries = session.scalar(text("SELECT count(*) FROM ledger_entry")) or 0
    print(found.line(entries, kind, "the bare entries"), flush=True)


if __name__ == "__main__":
    main()
