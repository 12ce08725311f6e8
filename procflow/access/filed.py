"""The organisation in time: units, people, roles, bodies, meetings, deputies. It answers who is what on a day, reads and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from procflow.dates import Calendar
from procflow.grammar import ActorSeen, BodySeen, MeetingSeen, PersonSeen, ResolutionSeen

SUPERIOR = frozenset(
    {"party_committee", "superior_org", "grassroots_committee", "party_building_office", "supervision_group", "auditor", "sysadmin"}
)
BODIES = frozenset({"branch_committee", "party_group", "points_group", "member_meeting", "party_building_office", "superior_org",
                    "party_committee", "grassroots_committee", "supervision_group"})  # fmt: skip
ENDED = ("gone", "left", "removed", "cancelled")
FOREVER = "9999-12-31"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    kind: str
    unit: str
    subject: str
    since: str
    until: str
    data: Mapping[str, Any]

    def stands(self, day: str) -> bool:
        return self.since <= day <= (self.until or FOREVER)


@dataclass(frozen=True)
class Organisation:
    """A unit as it was filed: its own dated facts, and those of the units above it."""

    unit: Any
    above: tuple[Any, ...]
    own: Mapping[str, Mapping[str, tuple[Fact, ...]]]
    higher: Mapping[str, Mapping[str, tuple[Fact, ...]]]
    memo: dict[Any, Any] = field(default_factory=dict)

    def facts(self, kind: str, day: str = "", subject: str = "") -> Iterator[Fact]:
        """The unit's own facts of a kind, oldest first; those standing on a day, if one is given."""
        kept = self.own.get(kind, {})
        for each in kept.get(subject, ()) if subject else (fact for facts in kept.values() for fact in facts):
            if not day or each.stands(day):
                yield each

    def latest(self, kind: str, subject: str, day: str = "") -> Fact | None:
        return next(reversed(list(self.facts(kind, day, subject))), None)

    def latest_begun(self, kind: str, subject: str, day: str) -> Fact | None:
        """The last one that had begun by that day, over or not; failing one, the first that will."""
        known = list(self.facts(kind, subject=subject))
        begun = [each for each in known if each.since <= day]
        return begun[-1] if begun else next(iter(known), None)

    def actor(self, person: str, day: str, doing: str | None = None) -> ActorSeen:
        """The roles that a person holds that day here or, where a role reaches down, above; bodies through their keepers.

        A deputy is lent the offices that the absent one holds in this very unit, never what reaches down to it; `doing` names the procedure,
        for offices may be lent for some only ("" for what is no procedure).
        """
        roles = {str(fact.data["role"]) for fact in self.facts("role", day, person)}
        roles |= {
            str(fact.data["role"])
            for fact in self.higher.get("role", {}).get(person, ())
            if fact.stands(day) and fact.data["role"] in SUPERIOR
        }
        bodies = {name for name, body in self.bodies(day).items() if person in body.keepers}
        lent = {role: absent for role, absent in self.lent(person, day, doing) if role not in roles}
        return ActorSeen(person, frozenset(roles | bodies | lent.keys()), frozenset(bodies), lent=lent)

    def titled(self, day: str) -> str:
        """What the unit was called that day; before it was first filed, as it was first."""
        found = self.latest_begun("unit", self.unit.unit_id, day)
        return str(found.data["title"]) if found else str(self.unit.title)

    def over(self, day: str) -> bool:
        """Whether the unit has been ended by that day."""
        found = self.latest_begun("unit", self.unit.unit_id, day)
        return found is not None and found.until < day

    def lent(self, person: str, day: str, doing: str | None = None) -> Iterator[tuple[str, str]]:
        """The offices that others lend to a person while they are away, each with the one who lends it."""
        for deputy in self.facts("deputy", day, person):
            absent, scope = str(deputy.data["absent"]), deputy.data.get("procedures") or ()
            if doing is None or not scope or doing in scope:
                yield from ((role, absent) for fact in self.facts("role", day, absent) if (role := str(fact.data["role"])) not in SUPERIOR)

    def people(self, day: str) -> Mapping[str, PersonSeen]:
        """Everyone with a membership of this unit that day."""
        key = ("people", day)
        if key not in self.memo:
            self.memo[key] = {name: seen for name in self.own.get("membership", {}) if (seen := self.person(name, day)) is not None}
        return self.memo[key]  # type: ignore[no-any-return]

    def person(self, name: str, day: str) -> PersonSeen | None:
        membership = self.latest("membership", name, day)
        if membership is None:
            return None
        said, joined = membership.data, self.joined(name, membership)
        standing = str(said["standing"])
        kinds = {standing, "in_service"} if standing in ("formal", "probationary") and not said.get("retired") else {standing}
        since, until = self.scope(name, kinds, joined, day)
        return PersonSeen(name, standing, str(said.get("group") or ""), since, until, standing == "formal" and not said.get("no_vote"), joined,
                          bool(said.get("retired")), str(said.get("probation_until") or ""), int(said.get("extensions") or 0),
                          str(said.get("extended_from") or ""), self.readmission(name, day))  # fmt: skip

    def readmission(self, name: str, day: str) -> str:
        """The first day on which somebody may be admitted again whose membership here ended in a way that bars it; else ""."""
        known = (fact.data.get("readmission_from") for fact in self.facts("membership", subject=name) if fact.since <= day)
        return max((str(each) for each in known if each), default="")

    def scope(self, name: str, kinds: set[str], joined: str, day: str) -> tuple[str, str]:
        """First and last day in scope, as filed; where the rules take everybody in, from the day of joining or of the rules (B1 B4)."""
        filed = self.latest_begun("scope", name, day)
        if filed:
            return filed.since, filed.until
        rules = self.adoption(day)
        return (max(joined, rules.since), "") if rules and kinds & set(rules.data.get("automatic", ())) else ("", "")

    def joined(self, name: str, membership: Fact) -> str:
        """The first day of an unbroken membership: a change of standing or group on the way is no joining."""
        since = membership.since
        for fact in reversed(list(self.facts("membership", subject=name))):
            if (
                fact.since < since
                and fact.data["standing"] not in ENDED
                and fact.until >= (date.fromisoformat(since) - ONE_DAY).isoformat()
            ):
                since = fact.since
        return since

    def bodies(self, day: str) -> Mapping[str, BodySeen]:
        """The bodies of the unit and those above that day; one that was filed last without members is none."""
        key = ("bodies", day)
        if key not in self.memo:
            standing = [
                *(fact for facts in self.higher.get("body", {}).values() for fact in facts if fact.subject in SUPERIOR),
                *self.facts("body"),
            ]
            latest = {fact.subject: fact.data for fact in standing if fact.stands(day)}
            self.memo[key] = {name: BodySeen(name, tuple(data["members"]), tuple(data["keepers"]))
                              for name, data in latest.items() if data["members"]}  # fmt: skip
        return self.memo[key]  # type: ignore[no-any-return]

    def resolution(self, no: str) -> ResolutionSeen | None:
        found = self.latest("resolution", no) or next(reversed(self.higher.get("resolution", {}).get(no, ())), None)
        return ResolutionSeen(no, str(found.data["body"]), found.since, tuple(found.data["present"])) if found else None

    def meeting(self, no: str) -> MeetingSeen | None:
        called, roll = self.latest("meeting", no), self.latest("roll", no)
        if called is None:
            return None
        seen = MeetingSeen(
            no, called.since, str(called.data["notified_on"]), str(called.data["chair"]), str(called.data.get("teller") or "")
        )
        if roll is None:
            return seen
        names = (tuple(roll.data[each]) for each in ("due", "present", "written", "excluded"))
        return MeetingSeen(seen.no, seen.on, seen.notified_on, seen.chair, seen.teller, True, *names)

    def calendar(self) -> Calendar:
        """Working days as filed, here or above; a year without any is an estimate."""
        if "calendar" not in self.memo:
            filed = [fact for kept in (self.higher, self.own) for facts in kept.get("calendar", {}).values() for fact in facts]
            days = {date.fromisoformat(day): bool(works) for fact in filed for day, works in fact.data["days"]}
            kept = {int(fact.subject): bool(fact.data.get("estimated")) for fact in filed}
            self.memo["calendar"] = Calendar(days, frozenset(year for year, guess in kept.items() if not guess))
        return self.memo["calendar"]  # type: ignore[no-any-return]

    def adoption(self, day: str) -> Fact | None:
        """The regime in force that day: the unit's own, else that of the nearest unit above."""
        higher = [fact for facts in self.higher.get("adoption", {}).values() for fact in facts if fact.stands(day)]
        standing = list(self.facts("adoption", day)) or higher
        return max(standing, key=lambda fact: fact.since, default=None)

    def last_adopted(self, day: str) -> Fact | None:
        """The regime in force that day or, where none is any more, the last that was."""
        return self.adoption(day) or max((fact for fact in self.adopted() if fact.since <= day), key=lambda fact: fact.until, default=None)

    def adopted_since(self) -> str:
        """The first day on which any regime was in force here; "" where none ever was."""
        return min((fact.since for fact in self.adopted()), default="")

    def adopted(self) -> list[Fact]:
        return [*self.facts("adoption"), *(fact for facts in self.higher.get("adoption", {}).values() for fact in facts)]
