"""A branch of twenty members for measurements, and the life of one claim in it; it measures nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns

from sqlalchemy import text
from sqlalchemy.orm import Session

from procflow.engine import Command, Record, advance, enter, install
from procflow.engine.noted import Filing
from procflow.regimes.rulebook import load

MEMBERS = tuple(f"M{number:02}" for number in range(1, 21))
PROOF = "a" * 64
TODAY = "2024-03-20"


class Branch:
    """Files what a claim needs; `claim` then yields the steps of one, in order."""

    def __init__(self, session: Session) -> None:
        self.session, self.count, self.numbers = session, 0, {}
        install(session, "bench.procflow/log", f"{TODAY}T01:00:00.000000Z")
        rules = load("township_star")
        self.file("unit", "t1", "system", "t1", {"title": "某乡党委", "kind": "township", "code": "T1"})
        self.file("person", "adm", "system", "t1", {"name": "管理员"})
        self.file("role", "adm", "system", "t1", {"role": "sysadmin"})
        self.file("adoption", rules.id, "adm", "t1", {"version": rules.version, "sha256": rules.sha256}, rules)
        self.file("unit", "b1", "adm", "b1", {"title": "某支部", "kind": "branch", "code": "B1", "parent": "t1"})
        for name in (*MEMBERS, "S", "P", "R", "G"):
            self.file("person", name, "adm", "b1", {"name": f"某{name}"})
            self.file("membership", name, "adm", "b1", {"standing": "formal"})
            self.file("scope", name, "adm", "b1", {})
        for name, role in (("S", "branch_secretary"), ("P", "points_admin"), ("R", "recorder")):
            self.file("role", name, "adm", "b1", {"role": role})
        self.file("body", "points_group", "adm", "b1", {"members": ["G", "S", "R"], "keepers": ["G"]})
        self.file("resolution", "PG", "G", "b1", {"body": "points_group", "present": ["G", "S", "R"], "title": "核实"}, since=TODAY)
        self.file("meeting", "HY", "S", "b1", {"title": "大会", "notified_on": "2024-03-10", "chair": "S", "teller": "R"}, since=TODAY)
        session.execute(
            text("INSERT INTO evidence_file VALUES (:sha, 1, 'image/png', 'n', 'S', :at)"),
            {"sha": PROOF, "at": f"{TODAY}T01:00:00.000000Z"},
        )
        session.commit()
        self.rolled = False

    @classmethod
    def again(cls, session: Session) -> Branch:
        """The branch as it stands in this database already; its keys go on from where no other's reach."""
        found = cls.__new__(cls)
        found.session, found.count, found.numbers, found.rolled = session, time_ns(), {}, True
        return found

    def file(
        self, kind: str, subject: str, actor: str, unit: str, form: dict[str, object], rules: object = None, since: str = "2024-01-01"
    ) -> None:
        self.count += 1
        enter(self.session, Filing(actor, f"f{self.count}", unit, kind, subject, form, since, "", rules))  # type: ignore[arg-type]

    def command(self, step: str, actor: str, form: dict[str, object] | None = None, **more: object) -> Command:
        self.count += 1
        return Command(step=step, actor=actor, key=f"k{self.count}", form=form or {}, **more)  # type: ignore[arg-type]

    def saw(self, record: Record) -> None:
        """Remember the numbers of the cases that a record began."""
        for one in (record, *record.caused):
            if one.body["from"] == "new":
                chosen = text("SELECT no FROM proc_case WHERE case_id = :of")
                self.numbers[one.body["procedure"]["id"]] = self.session.execute(chosen, {"of": one.case_id}).scalar_one()
        self.session.commit()

    def claim(self, number: int, member: str) -> Iterator[Command]:
        """A claim from its draft to the ledger, with its motion; the roll is called once, outside the measured steps."""
        yield self.command("create", member, procedure="bonus_claim", unit="b1")
        claim = self.numbers["bonus_claim"]
        form = {"item": "serve_masses", "deed_on": "2024-03-19", "points": "5", "event": f"E{number}", "description": "帮助三户村民抢收"}
        yield self.command("submit", member, form, case=claim, files=(PROOF,))
        yield self.command("verify_to_vote", "G", {"verified": "5", "resolution": "PG", "opinion": "情况属实"}, case=claim)
        motion = self.numbers["member_meeting_vote"]
        yield self.command("schedule", "S", {"meeting": "HY"}, case=motion)
        if not self.rolled:
            self.rolled = True
            advance(self.session, self.command("record_attendance", "R", {"present": [*MEMBERS, "S", "R"]}, case=motion))
        yield self.command("open_discussion", "S", case=motion)
        yield self.command("open_vote", "S", {"discussion": "没有不同意见", "heard": "not_needed", "issued": "22"}, case=motion)
        yield self.command("pass", "R", {"in_favour": "20", "against": "1", "abstained": "1", "returned": "22"}, case=motion)
        yield self.command("post", "P", case=claim)
