"""Units of twenty members each, copied from one branch that was played through the write door; it fills for reading and measures nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.branch import MEMBERS, Branch
from benchmarks.copying import Template, unit
from benchmarks.filling import Filling
from procflow.engine import Command, advance

OFFICIALS = ("S", "P", "R", "G")
PEOPLE = (*MEMBERS, *OFFICIALS)
ITEMS = ("study", "org_life", "dues")
TWO, THREE = MEMBERS[1], MEMBERS[2]


class Township:
    """`posted` and `motion` are a claim that went all the way, `waiting` one that lies with the points group, `sheet` a month's sheet."""

    def __init__(self, session: Session) -> None:
        branch = Branch(session)
        for number in (0, 1):
            self.play(branch, branch.claim(number, MEMBERS[number]))
        self.posted, self.motion = branch.numbers["bonus_claim"], branch.numbers["member_meeting_vote"]
        steps = branch.claim(2, THREE)
        self.play(branch, [next(steps)])
        self.play(branch, [next(steps)])
        self.waiting = branch.numbers["bonus_claim"]
        self.play(branch, sheet(branch))
        self.sheet = branch.numbers["base_registration"]
        self.unit = unit(session, "b1", PEOPLE)
        self.ids: dict[str, str] = dict(session.execute(text("SELECT no, case_id FROM proc_case")).all())  # type: ignore[arg-type]
        session.commit()

    def play(self, branch: Branch, commands: Any) -> None:
        for command in commands:
            branch.saw(advance(branch.session, command))

    def settle(self, filling: Filling, units: range) -> None:
        """Copies of the unit: u1, u2 … with members M01.1 and so on."""
        for number in units:
            filling.all(self.unit.copy(number, renamed(number) | {"/t1/b1/": f"/t1/u{number}/", "B1": f"U{number}"}))


def renamed(number: int) -> dict[str, str]:
    """What this unit and its people are called."""
    return {"b1": f"u{number}"} | {person: f"{person}.{number}" for person in PEOPLE}


def sheet(branch: Branch) -> Iterator[Command]:
    """Every member met three duties in February."""
    lines = [{"member": member, "item": item, "mark": "present"} for member in MEMBERS for item in ITEMS]
    yield branch.command(
        "create", "R", {"source": "daily_record", "lines": lines}, procedure="base_registration", unit="b1", period="2024-02"
    )
    yield branch.command("verify", "G", {"resolution": "PG"}, case=branch.numbers["base_registration"])
    yield branch.command("post", "P", {}, case=branch.numbers["base_registration"])


def filled(template: Template, number: int, place: int, spread: Mapping[str, str]) -> Iterator[Any]:
    """A copy for that unit; `spread` swaps more than its people."""
    return template.copy(number, renamed(place) | spread, f"U{place}")
