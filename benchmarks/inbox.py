"""The inbox of an official of five units among N tasks (P5): `python -m benchmarks.inbox [--size TASKS] [--kind postgresql]`.

Twenty units, four desks each, a tenth of the tasks open, a notice for each case. `queries.inbox` gives a page of 50 with the counts of all boxes
and the names of all whom it shows; beside it, in each round, the two bare statements of the driver: the page by the partial index, the count.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import text

from benchmarks.copying import Template, cases
from benchmarks.filling import Filling
from benchmarks.measuring import asked, opened, rounds, scratch
from benchmarks.township import PEOPLE, THREE, TWO, Township, filled
from procflow import queries
from procflow.engine import enter
from procflow.engine.noted import Filing

DAY = date(2024, 3, 20)
UNITS, OWN = 20, (2, 5, 9, 13, 17)
DESKS, ROLES = ("branch_secretary", "points_admin", "recorder", "points_group"), ("branch_secretary", "recorder")
DUE = "2024-03-27"
TABLES = ("proc_case", "task")
PAGE = ("SELECT t.task_id, t.due, c.no, c.state, c.taken FROM task t JOIN proc_case c ON c.case_id = t.case_id WHERE t.task_id IN"
        " (SELECT task_id FROM task WHERE closed IS NULL AND person IS NULL AND due <> '' AND unit IN ({units}) AND desk IN ({desks})"
        " ORDER BY due, task_id LIMIT 50) ORDER BY t.due, t.task_id")  # fmt: skip
COUNT = "SELECT count(*) FROM task WHERE closed IS NULL AND person IS NULL AND unit IN ({units}) AND desk IN ({desks})"
NOTICE = ("event_hash", "effect_no", "unit", "case_id", "addressee", "sentence", "inputs", "recorded_at")


def main() -> None:
    given = asked(__doc__, (1_000, 10_000, 100_000, 1_000_000), 200)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 1_500) as url:
                fill(url, size)
                measure(url, kind, size, given.rounds)


def fill(url: str, size: int) -> None:
    with opened(url) as session:
        world = Township(session)
        waiting = cases(session, [world.ids[world.waiting]], (*PEOPLE, "b1", "points_group", DUE), TABLES)
        done = cases(session, [world.ids[world.posted], world.ids[world.motion]], (*PEOPLE, "b1"), TABLES)
        session.commit()
    with Filling(url) as filling:
        world.settle(filling, range(1, UNITS + 1))
        for number in range(1, size // 10 + 1):
            filling.all(waiting_case(waiting, number))
        for number in range(1, (size - size // 10 * len(waiting.rows["task"])) // len(done.rows["task"]) + 1):
            filling.all(filled(done, number + size, 1 + number % UNITS, {TWO: f"{PEOPLE[number % 20]}.{1 + number % UNITS}"}))
    with opened(url) as session:
        enter(session, Filing("adm", "official", "b1", "person", "OFF", {"name": "某干部"}, "2024-01-01"))
        for number, role in ((number, role) for number in OWN for role in ROLES):
            enter(session, Filing("adm", f"{number}{role}", f"u{number}", "role", "OFF", {"role": role}, "2024-01-01"))
        session.commit()


def waiting_case(template: Template, number: int) -> Iterator[Any]:
    """A claim that waits at some desk until some day, and somebody told of it."""
    chance = random.Random(number)
    place, desk = 1 + chance.randrange(UNITS), chance.choice(DESKS)
    member, due = f"{chance.choice(PEOPLE[:20])}.{place}", (DAY + timedelta(days=chance.randrange(-9, 30))).isoformat()
    for table, columns, values in filled(template, number, place, {THREE: member, "points_group": desk, DUE: due}):
        if table == "proc_case":
            told = desk if number % 5 == 0 else member
            made = sha256(f"notice{number}".encode()).hexdigest()
            yield "notice", NOTICE, (made, 0, f"u{place}", values[0], told, "已受理（{no}）", '{"no":"X"}', "2024-03-20T01:00:00.000000Z")
        yield table, columns, values


def measure(url: str, kind: str, size: int, number: int) -> None:
    with opened(url) as session:
        lists = {"units": ", ".join(f"'u{each}'" for each in OWN), "desks": ", ".join(f"'{each}'" for each in ROLES)}
        page, count = text(PAGE.format(**lists)), text(COUNT.format(**lists))
        shown = queries.inbox(session, "OFF", DAY)
        if len(shown.rows) != min(50, shown.counts["todo"]):
            raise SystemExit("the official's page is short")
        bare = rounds(number, lambda _: queries.inbox(session, "OFF", DAY),
                      lambda _: (session.execute(page).all(), session.execute(count).scalar()))  # fmt: skip
    print(bare.line(size, kind, "bare page and count"), f"todo {shown.counts['todo']}, cc {shown.counts['cc']}", flush=True)


if __name__ == "__main__":
    main()
