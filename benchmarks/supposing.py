"""A year of N members tried under other rules (domain §4.3): `python -m benchmarks.supposing [--size MEMBERS] [--rounds N] [--kind postgresql]`.

Forty-four ledger entries a member. Asked are a single value (`quota.excess = none`), the bureau's rules whole, and the page /regimes/whatif itself with
the single value; beside each, in the same round, the same entries read and summed by plain SQL. Nothing is written but the filling.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.branch import Branch
from benchmarks.closing import ENTRY, ONE, entries
from benchmarks.copying import Template, chosen
from benchmarks.filling import Filling
from benchmarks.measuring import asked, opened, rounds, scratch
from procflow.app import create_app
from procflow.config import Settings
from procflow.engine import wind
from procflow.models import Account, DatedFact, Vaulted
from procflow.queries.whatif import rules_of, supposed
from procflow.regimes.overrides import overridden
from procflow.regimes.rulebook import load

UNIT, YEAR, WHO, DAY = "b1", "2024", "S", date(2025, 1, 20)
OK = 200
SET = "quota.excess=none"
BARE = """SELECT member_id, component, sum(points) FROM ledger_entry WHERE unit = 'b1' AND cycle = '2024' GROUP BY member_id, component
    ORDER BY member_id"""


def main() -> None:
    given = asked(__doc__, (500,), 10)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * 60_000) as url:
                fill(url, size)
                with opened(url) as session, TemporaryDirectory() as home:
                    for name, ask in ((SET, one_value), ("bureau_quarterly", whole_rules), ("page", paged(url, Path(home)))):
                        found = rounds(given.rounds, lambda _, ask=ask: ask(session), lambda _: bare(session))
                        print(f"{name}: {found.line(size, kind, 'plain SQL')}", flush=True)


def fill(url: str, size: int) -> None:
    """The branch with so many members more and their year, in January; the secretary can sign in."""
    with opened(url) as session:
        Branch(session)
        facts = chosen(session, DatedFact, DatedFact.subject == ONE)
        names = chosen(session, Vaulted, Vaulted.subject_id == ONE, Vaulted.field != "request")
        one = Template({"dated_fact": facts, "pii_vault": names}, (ONE,))
        session.commit()
    with Filling(url) as filling:
        for number in range(1, size + 1):
            filling.all(one.copy(number, {ONE: f"N{number:06}"}))
            filling.all(("ledger_entry", ENTRY, row) for quarter in range(1, 5) for row in of_quarter(number, quarter))
        filling.run(f"UPDATE unit SET facts_head = '{sha256(b'more').hexdigest()}' WHERE unit_id = 'b1'")
    with opened(url) as session:
        wind(session, f"{DAY.isoformat()}T01:00:00.000000Z")
        session.add(Account(login=WHO, person=WHO, password="x", failures=0, locked_until=None))
        session.commit()


def of_quarter(number: int, quarter: int) -> list[tuple[Any, ...]]:
    """A quarter's entries of one member: the first's, moved; who earns how much changes from quarter to quarter."""
    found = []
    for row in entries(number + 3 * quarter):
        said = dict(zip(ENTRY, row, strict=True))
        period, on = f"{YEAR}-Q{quarter}", f"{YEAR}-{3 * quarter:02}-01"
        said |= {"member_id": f"N{number:06}", "counts_in": period, "booked_in": period, "occurred_on": on,
                 "event_hash": sha256(f"{number}/{quarter}".encode()).hexdigest(),
                 "entry_id": f"018e595f-469{quarter}-7{said['effect_no']:03x}-8000-{number:012x}"}  # fmt: skip
        found.append(tuple(said[name] for name in ENTRY))
    return found


def one_value(session: Session) -> None:
    found = supposed(session, WHO, DAY, UNIT, YEAR, overridden(rules_of(session, WHO, DAY, UNIT, YEAR), [SET]))
    session.rollback()
    if not found.found.moved:
        raise SystemExit("nobody moves: nothing was measured")


def whole_rules(session: Session) -> None:
    supposed(session, WHO, DAY, UNIT, YEAR, load("bureau_quarterly"))
    session.rollback()


def paged(url: str, home: Path) -> Callable[[Session], None]:
    """The page as the secretary's browser asks for it."""
    app = create_app(Settings(home=home, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/login/as", data={"person": WHO})

    def ask(_: Session) -> None:
        answer = client.get("/regimes/whatif", query_string={"unit": UNIT, "year": YEAR, "set": SET})
        if answer.status_code != OK:
            raise SystemExit(answer.get_data(as_text=True)[:2000])

    return ask


def bare(session: Session) -> None:
    session.execute(text(BARE)).all()
    session.rollback()


if __name__ == "__main__":
    main()
