"""Gathers what guards may see: the only reads that a decision rests on. It decides nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow import audit, tasks
from procflow.access import OFFICES, Organisation, organisation
from procflow.dates import Period
from procflow.db import Prepared
from procflow.facts.began import began
from procflow.facts.cases import CASE, CASE_NO, alike, applications, appraisals, closings, dossier, led, letters, links, named, seen
from procflow.facts.dues import redue
from procflow.facts.grades import grades
from procflow.facts.pool import pool
from procflow.facts.proposal import proposal
from procflow.facts.quarter import (
    appraisal,
    booking,
    books,
    claims,
    cycle_no,
    last_rating,
    period,
    publicity,
    rating,
    roster,
    sheets,
    standings,
    statement,
)
from procflow.grammar import NEW, SYSTEM, ActorSeen, CaseSeen, EntrySeen, Facts, MeetingSeen, PersonSeen, TaskSeen
from procflow.guards.slips import SLIP
from procflow.models import LedgerEntry, RegimeVersion
from procflow.regimes.rulebook import Rulebook, from_canonical

REGIME = Prepared(select(RegimeVersion.body).where(RegimeVersion.sha256 == bindparam("of")))
ENTRY = (LedgerEntry.entry_id, LedgerEntry.member_id, LedgerEntry.component, LedgerEntry.item, LedgerEntry.points, LedgerEntry.uncredited,
         LedgerEntry.counts_in, LedgerEntry.kind, LedgerEntry.reverses)  # fmt: skip
MEMBERS = ("formal", "probationary")
CANDIDATES = ("activist", "development_target")
BARRED = ("group_leader", "dept_head")
ENTRIES = Prepared(select(*ENTRY).where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.cycle == bindparam("cycle")))


class Gathering:
    """One decision's reading: what is asked for is loaded, once."""

    def __init__(self, session: Session, org: Organisation, case: CaseSeen, rules: Rulebook, today: date, actor: ActorSeen) -> None:
        self.session, self.org, self.case, self.rules, self.today = session, org, case, rules, today
        self.sections: dict[str, Any] = {
            "case": case,
            "actor": actor,
            "form": {},
            "today": today,
            "regime": rules,
            "calendar": org.calendar(),
            "files": (),
        }

    def facts(self, wanted: Iterable[str], **given: Any) -> Facts:
        """Facts with these sections; `given` replaces what is always there (form, files, actor, case)."""
        self.sections |= given
        for name in wanted:
            if name not in self.sections:
                self.sections[name] = LOADERS[name](self)
        if "meeting" in self.sections:
            self.sections["actor"] = placed(self.sections["actor"], self.sections["meeting"])
        return Facts(self.sections)

    @property
    def day(self) -> str:
        return self.today.isoformat()

    @property
    def form(self) -> Mapping[str, Any]:
        return self.sections["form"]  # type: ignore[no-any-return]


def placed(actor: ActorSeen, meeting: MeetingSeen) -> ActorSeen:
    """The actor with the positions held at this meeting."""
    held = {name for name, person in (("meeting_chair", meeting.chair), ("teller", meeting.teller)) if person and person == actor.person}
    return replace(actor, roles=actor.roles | held) if held - actor.roles else actor


def caller(org: Organisation, person: str, case: CaseSeen, day: str, entered_for: str = "") -> ActorSeen:
    """Who asks: roles in the unit or above, and the positions in this case (its subject, whoever opened it)."""
    actor = disinterested(org.actor(person, day, case.procedure), case)
    whose = entered_for if entered_for and actor.roles & set(OFFICES) else person
    held = {"member"} if case.subject in (person, whose) or (case.subject == case.unit and belongs(org, whose, day)) else set()
    if case.opened_by in (person, whose):
        held.add("proposer")
    if objecting(case) in (person, whose):
        held.add("objector")
    if {person, whose} & {helping(case)}:
        held.add("helper")
    if {person, whose} & substitutes(org, case, day):
        held.add("substitute")
    if person.startswith(SLIP) and not org.actor(person, day).roles and org.person(person, day) is None:
        held.add("slip")  # a slip with a code: the page that takes it has checked the code
    if case.state == NEW and belongs(org, whose, day):
        held.add("branch_member")  # any member may begin what concerns another: an objection
    return replace(actor, roles=actor.roles | held, entered_for=entered_for if entered_for != person else "")


def disinterested(actor: ActorSeen, case: CaseSeen) -> ActorSeen:
    """Without what is lent by somebody whom the case concerns; a deputy whom it concerns is lent nothing at all."""
    concerned = {case.subject, case.opened_by, objecting(case)} - {case.unit, SYSTEM, ""}
    barred = {role for role, absent in actor.lent.items() if {absent, actor.person} & concerned}
    if not barred:
        return actor
    return replace(actor, roles=actor.roles - barred, lent={role: absent for role, absent in actor.lent.items() if role not in barred})


def objecting(case: CaseSeen) -> str:
    """Who speaks for an objection: whoever filed it; of a line disputed in its closing the member. "" for any other case."""
    if case.procedure != "objection_review":
        return ""
    return case.subject if case.opened_by == SYSTEM else case.opened_by


def helping(case: CaseSeen) -> str:
    """Who was named last to accompany the member; "" where nobody was."""
    return next((str(each.form["helper"]) for each in reversed(case.taken) if each.form.get("helper")), "")


def substitutes(org: Organisation, case: CaseSeen, day: str) -> frozenset[str]:
    """Who acts for an official in the official's own case: the others of the committee (G-SELF); nobody in anybody else's."""
    committee = org.bodies(day).get("branch_committee")
    if committee is None or not org.actor(case.subject, day).roles & set(BARRED):
        return frozenset()
    return frozenset(committee.members) - {case.subject}


def belongs(org: Organisation, person: str, day: str) -> bool:
    """A case about the unit concerns each of its members, and an activist who opted in: a sheet, a closing."""
    found = org.person(person, day)
    return found is not None and (found.standing in MEMBERS or (found.standing in CANDIDATES and found.in_scope(day)))


def rules(session: Session, sha256: str) -> Rulebook:
    """The regime version of that hash; its bytes are content-addressed, so the parsed form is kept."""
    if sha256 not in _rulebooks:
        _rulebooks[sha256] = from_canonical(bytes(REGIME.all(session, of=sha256)[0].body))
    return _rulebooks[sha256]


_rulebooks: dict[str, Rulebook] = {}


def member(of: Gathering) -> PersonSeen:
    return of.org.person(of.case.subject, of.day) or PersonSeen(of.case.subject, "gone")


def meeting(of: Gathering) -> MeetingSeen:
    """The meeting named in the form, else the one on whose agenda the case stands."""
    named = [of.form.get("meeting"), *(each.form.get("meeting") for each in reversed(of.case.taken))]
    found = [seen for no in named if no and (seen := of.org.meeting(str(no)))]
    return found[0] if found else MeetingSeen("", "", "", "", "")


def entries(of: Gathering) -> tuple[EntrySeen, ...]:
    """The cycle's ledger of the case's subject, or of every member of the unit where the subject is the unit."""
    rows = ENTRIES.all(of.session, unit=of.case.unit, cycle=of.case.period[:4])
    undone = {row.reverses for row in rows if row.reverses}
    mine = (row for row in rows if of.case.subject in (of.case.unit, row.member_id))
    return tuple(EntrySeen(row.entry_id, row.member_id, row.component, row.item, row.points, row.counts_in, row.kind, row.uncredited,
                           row.entry_id in undone or bool(row.reverses)) for row in mine)  # fmt: skip


def own_entries(of: Gathering) -> tuple[EntrySeen, ...]:
    records = audit.chain(of.session, of.case.id)
    posted = {
        effect["entry_id"] for each in records for effect in audit.whole(of.session, each.body["effects"]) if effect["kind"] == "entry"
    }
    return tuple(each for each in entries(of) if each.id in posted and not each.reversed)


def governing(of: Gathering) -> Rulebook:
    """The rules of the period's last day, today's while it runs: those that a case of it would begin under."""
    adopted = of.org.last_adopted(min(of.day, Period.parse(of.case.period).last.isoformat()))
    return rules(of.session, str(adopted.data["sha256"])) if adopted else of.rules


def standing_tasks(of: Gathering) -> tuple[TaskSeen, ...]:
    return tuple(TaskSeen(row.desk, row.person or "", row.due) for row in tasks.STANDING.all(of.session, of=of.case.id))


def colleagues(of: Gathering) -> Mapping[str, frozenset[str]]:
    """Everyone who holds a role in the unit or, where it reaches down, above, with those roles."""
    names = {
        *of.org.own.get("role", {}),
        *of.org.higher.get("role", {}),
        *(name for body in of.org.bodies(of.day).values() for name in body.keepers),
    }
    return {name: roles for name in sorted(names) if (roles := of.org.actor(name, of.day).roles)}


LOADERS: Mapping[str, Callable[[Gathering], Any]] = {
    "member": member,
    "people": lambda of: of.org.people(of.day),
    "bodies": lambda of: of.org.bodies(of.day),
    "resolution": lambda of: of.org.resolution(str(of.form.get("resolution") or "")),
    "meeting": meeting,
    "links": links,
    "alike": alike,
    "period": period,
    "began": began,
    "entries": entries,
    "own_entries": own_entries,
    "claims": claims,
    "statement": statement,
    "publicity": publicity,
    "rating": rating,
    "appraisal": appraisal,
    "last_rating": last_rating,
    "standings": standings,
    "grades": grades,
    "dossier": dossier,
    "letters": letters,
    "appraisals": appraisals,
    "led": led,
    "roster": roster,
    "cycle_no": cycle_no,
    "pool": pool,
    "named": named,
    "applications": applications,
    "closings": closings,
    "sheets": sheets,
    "booking": booking,
    "books": books,
    "proposal": proposal,
    "governing": governing,
    "tasks": standing_tasks,
    "redue": redue,
    "colleagues": colleagues,
    "receipts": lambda of: {fact.subject: tuple(fact.data.get("persons") or ()) for fact in of.org.facts("receipt")},
}

__all__ = ["CASE", "CASE_NO", "Gathering", "caller", "organisation", "rules", "seen"]
