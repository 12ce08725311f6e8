"""Units with members, a secretary, a recorder and a points administrator each, filed through the write door; it measures nothing itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from procflow.engine import enter, install
from procflow.engine.noted import Filing
from procflow.models import Account
from procflow.regimes.rulebook import Rulebook, load

TODAY = "2024-03-20"
SINCE = "2024-01-01"
OFFICES = {"S": "branch_secretary", "R": "recorder", "P": "points_admin"}


class Units:
    """`b1` … `bN` under one township; M1.3 is the first member of b3, S.3 its secretary."""

    def __init__(self, session: Session, units: int, members: int) -> None:
        self.session, self.count, self.members = session, 0, members
        install(session, "bench.procflow/log", f"{TODAY}T01:00:00.000000Z")
        rules = load("township_star")
        self.file("unit", "t1", "system", "t1", {"title": "某乡党委", "kind": "township", "code": "T1"})
        self.file("person", "adm", "system", "t1", {"name": "管理员"})
        self.file("role", "adm", "system", "t1", {"role": "sysadmin"})
        self.file("adoption", rules.id, "adm", "t1", {"version": rules.version, "sha256": rules.sha256}, rules)
        for number in range(1, units + 1):
            self.settle(number)

    def settle(self, number: int) -> None:
        unit = f"b{number}"
        self.file("unit", unit, "adm", unit, {"title": f"第{number}支部", "kind": "branch", "code": f"B{number}", "parent": "t1"})
        people = [f"{name}.{number}" for name in (*(f"M{each}" for each in range(1, self.members + 1)), *OFFICES)]
        for person in people:
            self.file("person", person, "adm", unit, {"name": f"某{person}"})
            self.file("membership", person, "adm", unit, {"standing": "formal"})
            self.file("scope", person, "adm", unit, {})
            self.session.add(Account(login=person, person=person, password="", failures=0, locked_until=None))
        for name, role in OFFICES.items():
            self.file("role", f"{name}.{number}", "adm", unit, {"role": role})
        self.session.commit()

    def file(self, kind: str, subject: str, actor: str, unit: str, form: dict[str, object], rules: Rulebook | None = None) -> None:
        self.count += 1
        enter(self.session, Filing(actor, f"f{self.count}", unit, kind, subject, form, SINCE, "", rules))
