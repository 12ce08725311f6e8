"""A branch that revises its rules, through the write door: committee, superior and meeting with their keepers, and rules as files; it asserts nothing."""

import json
from itertools import count

from procflow import clock, evidence
from procflow.db import now
from procflow.models import Case, DatedFact
from tests.regimes.examples import changed_text

ORG = "Y06"
RECEIPT = "青党备〔2024〕2号"
NEW = ("version: 2024-1", "version: 2025-1")
CEIL = ("rounding: {is: floor, by: A8}", "rounding: {is: ceil, by: A8}")
REAL = ("placeholder: {is: yes, by: A5", "placeholder: {is: no, by: A5")
YEAR2 = ("    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n",
         "    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n    - {grade: star4, cycle_no: 2, share: 0.12, by: T15}\n")  # fmt: skip


class Revising:
    """`world` with an organisation commissioner Y06, a committee kept by Y02, a superior kept by U01, a meeting kept by Y03."""

    def __init__(self, world, folder):
        self.world, self.folder, self.numbers = world, folder, count(1)
        self.closings = 0
        world.file("role", ORG, role="org_commissioner")
        world.file("body", "branch_committee", members=["Y01", "Y02", "Y03"], keepers=["Y02"])
        world.file("body", "member_meeting", members=["M01", "M02", "Y01"], keepers=["Y03"])
        world.file("person", "U01", unit="xz", name="上级")
        world.file("body", "party_committee", unit="xz", members=["U01"], keepers=["U01"])

    def paper(self, *pairs):
        """A rules file as it was uploaded; without changes the township's own."""
        return self.upload(changed_text(*pairs))

    def upload(self, text):
        session = self.world.session
        sha256 = evidence.keep(session, self.folder, text.encode(), "rules.yaml", ORG, now(session)).sha256
        session.commit()
        return sha256

    def resolve(self, body="branch_committee"):
        no, keeper, present = (
            f"JY-X{next(self.numbers)}",
            {"branch_committee": "Y02", "party_committee": "U01"}[body],
            ["Y01", "Y02", "Y03"],
        )
        unit = "xz" if body == "party_committee" else ""
        self.world.file("resolution", no, actor=keeper, unit=unit, body=body, present=["U01"] if unit else present, title="细则")
        return no

    def draft(self):
        return self.world.begin("rule_revision", ORG)

    def submit(self, no, *pairs, **form):
        return self.world.step(no, "submit", ORG, {"summary": "修订", **form}, files=(self.paper(*(pairs or (NEW, CEIL, REAL))),))

    def submitted(self, *pairs, **form):
        no = self.draft()
        self.submit(no, *pairs, **form)
        return no

    def adopt(self, no, **form):
        return self.world.step(no, "adopt", "Y02", {"resolution": self.resolve(), "read": "yes", **form})

    def file(self, no, receipt=RECEIPT):
        return self.world.step(no, "file", "U01", {"resolution": self.resolve("party_committee"), "receipt": receipt})

    def meeting(self, ahead=2):
        """A meeting on a day to come, which the clock is then wound on to."""
        no, today = f"HY-X{next(self.numbers)}", self.world.today
        self.world.file(
            "meeting", no, actor="Y01", since=later(today, ahead), title="党员大会", notified_on=today, chair="Y01", teller="Y02"
        )
        self.world.at(later(today, ahead), 20)
        return no

    def communicate(self, no, meeting="", present=("M01", "M02", "Y01"), **form):
        said = {"meeting": meeting or self.meeting(), "present": list(present), "read_out": "yes", **form}
        return self.world.step(no, "communicate", "Y03", said)

    def communicated(self, *pairs, **form):
        no = self.submitted(*pairs, **form)
        self.adopt(no)
        self.file(no)
        self.communicate(no)
        return no

    def sweep(self):
        clock.sweep(self.world.session)
        self.world.session.commit()

    def state(self, no):
        return self.world.case(no).state

    def adoptions(self):
        """Version and first day of what the branch itself adopted."""
        rows = self.world.rows(DatedFact, DatedFact.kind == "adoption", DatedFact.unit == "d1", DatedFact.superseded_by.is_(None))
        return sorted((json.loads(row.data)["version"], row.since) for row in rows)

    def regime_of(self, procedure, period):
        return self.world.case(self.number_of(procedure, period)).regime

    def number_of(self, procedure, period):
        (row,) = self.world.rows(Case, Case.procedure == procedure, Case.period == period, Case.unit == "d1")
        return row.no


def later(day, days):
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
