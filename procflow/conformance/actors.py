"""Whether the one who took a step was the one who takes it: the role that the table names, held that day, and not over oneself. It names no substitute."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.access import BODIES, OFFICES
from procflow.conformance.declared import Row, is_auto
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding
from procflow.grammar import AUTO, SYSTEM, TIMER

OTHER = "“{step}”应由{roles}办理，记录写作由{role}办理"
UNHELD = "{who}在{day}不担任{role}，却办了“{step}”"
BY_ITSELF = "“{step}”只能由系统按规则自动办理，记录却写作由人办理"
NOT_THEIRS = "“{step}”须由本人办理，办理人不是本人"
OWN = "{who}以{role}的职务办了本人的事项“{step}”"
HELD = frozenset(OFFICES) | BODIES
# Where the subject acts for himself or herself, or sits in the meeting that decides (A46), nobody decides the own case alone.
OWN_PLACES = frozenset({"member", "branch_member", "applicant", "objector", "proposer", "helper", "everyone", "slip", "teller", "meeting_chair",
                        "member_meeting", AUTO, TIMER})  # fmt: skip


def judged(unit: Unit, chain: str, line: Line, row: Row, step: str) -> Iterator[Finding]:
    said = line.body["actor"]
    role, who = str(said["role"] or ""), str(said["id"])
    if is_auto(row) or row.by == (TIMER,):
        if who != SYSTEM:
            yield unit.finding("wrong_role", BY_ITSELF, line.ref, chain=chain, on=line.on, clause=row.clause, member=who, step=step)
        return
    if row.by and role not in row.by:
        yield unit.finding("wrong_role", OTHER, line.ref, chain=chain, on=line.on, clause=row.clause, member=who, step=step,
                           roles="、".join(row.by), role=role)  # fmt: skip
    elif role in HELD and not held(unit, line, who, role):
        yield unit.finding(
            "wrong_role",
            UNHELD,
            line.ref,
            chain=chain,
            on=line.on,
            clause=row.clause,
            member=who,
            step=step,
            who=who,
            day=line.on,
            role=role,
        )
    elif role == "member" and not own(unit, line, who):
        yield unit.finding("wrong_role", NOT_THEIRS, line.ref, chain=chain, on=line.on, clause=row.clause, member=who, step=step)
    if who == line.body["subject"] and role not in OWN_PLACES and not said["entered_for"]:
        yield unit.finding("self_handled", OWN, line.ref, chain=chain, on=line.on, member=who, step=step, who=who, role=role)


def held(unit: Unit, line: Line, who: str, role: str) -> bool:
    """Whether the person held the office that day, kept the body's minutes, or stood in for one who did."""
    key = ("roles", who, line.on, line.body["procedure"]["id"])
    if key not in unit.memo:
        unit.memo[key] = unit.org.actor(who, line.on, line.body["procedure"]["id"]).roles
    return role in unit.memo[key]


def own(unit: Unit, line: Line, who: str) -> bool:
    """A member's step is the member's own, or entered for the member by an official; about a whole unit, that of any member of it."""
    subject, for_whom = str(line.body["subject"]), line.body["actor"]["entered_for"]
    if subject in (who, for_whom):
        return True
    return subject == line.body["unit"] and unit.org.person(str(for_whom or who), line.on) is not None
