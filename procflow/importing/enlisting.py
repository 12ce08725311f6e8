"""What a compared roster brings about, as dated facts, and their filing in one act; it compares nothing and decides no right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from procflow import canon
from procflow.access import Organisation
from procflow.engine.noted import Filing
from procflow.filing import MembershipForm
from procflow.sheets.compared import Change, Compared
from procflow.sheets.roster import Filed, Line

KEPT_OFFICES = ("branch_secretary",)  # never left empty: whoever follows is filed before whoever goes
ASKED = frozenset(MembershipForm().fields)
MEMBERSHIP = ("standing", "group", "probation", "retired", "joined")


class Enlisting:
    """The filings of one import, by one person, under one key; all from today but for days that the roster gives."""

    def __init__(self, actor: str, key: str, filed: Filed, orgs: dict[str, Organisation]) -> None:
        self.actor, self.key, self.filed, self.orgs = actor, key, filed, orgs
        self.today = filed.today
        self.yesterday = (date.fromisoformat(filed.today) - timedelta(days=1)).isoformat()

    def filings(self, found: Compared) -> list[Filing]:
        """In an order that leaves no office empty and fills none twice on the way."""
        rest = [each for line in found.new for each in self.entered(line)]
        rest += [each for change in found.changed for each in self.changed(change)]
        rest += [each for line in found.left if found.leave for each in self.leaves(line)]
        return sorted(rest, key=turn)

    def entered(self, line: Line) -> Iterator[Filing]:
        """Somebody new here: the person where the id has no such name yet, the membership, the scope, the offices."""
        if self.filed.named.get(line.id) != line.name:
            yield self.file(line.unit, "person", line.id, {"name": line.name})
        yield self.membership(line, line.joined or self.today)
        if line.scope:
            yield self.file(line.unit, "scope", line.id, {}, line.scope)
        yield from (self.file(line.unit, "role", line.id, {"role": role}) for role in line.roles)

    def changed(self, change: Change) -> Iterator[Filing]:
        before, after, differs = change.before, change.after, set(change.differs)
        if "unit" in differs:
            yield from self.leaves(before)
            yield from self.entered(after if "joined" in differs else replace(after, joined=self.today))
            return
        if "name" in differs:
            yield self.file(after.unit, "person", after.id, {"name": after.name})
        if differs & set(MEMBERSHIP) - {"joined"}:
            yield self.membership(after, self.today)
        if "joined" in differs:  # only ever earlier: what is on file goes on from there
            yield self.membership(before, after.joined)
        if "scope" in differs:
            yield self.file(after.unit, "scope", after.id, {}, after.scope)
        if "roles" in differs:
            yield from (self.file(after.unit, "role", after.id, {"role": role}) for role in after.roles if role not in before.roles)
            yield from (each for role in before.roles if role not in after.roles for each in self.ends(before, "role", role))

    def leaves(self, line: Line) -> Iterator[Filing]:
        yield self.membership(Line(line.id, line.name, line.unit, "gone"), self.today)
        yield from self.ends(line, "scope")
        yield from (each for role in line.roles for each in self.ends(line, "role", role))

    def ends(self, line: Line, kind: str, role: str = "") -> Iterator[Filing]:
        """Each standing fact of the kind, filed again with yesterday as its last day."""
        for fact in self.orgs[line.unit].facts(kind, self.today, line.id):
            if not role or fact.data["role"] == role:
                form = {"role": role} if role else {name: value for name, value in fact.data.items() if value}
                yield self.file(line.unit, kind, line.id, form, fact.since, self.yesterday)

    def membership(self, line: Line, since: str) -> Filing:
        """With whatever else is on file of it: an extension of the probation outlasts a change of group."""
        known = self.orgs[line.unit].latest("membership", line.id, self.today)
        said = {**(known.data if known and line.standing == known.data["standing"] else {}),
                "standing": line.standing, "group": line.group, "probation_until": line.probation, "retired": line.retired}  # fmt: skip
        return self.file(line.unit, "membership", line.id, {name: value for name, value in said.items() if value and name in ASKED}, since)

    def file(self, unit: str, kind: str, subject: str, form: Mapping[str, object], since: str = "", until: str = "") -> Filing:
        return Filing(self.actor, self.key, unit, kind, subject, form, since or self.today, until)


def turn(filing: Filing) -> int:
    """People and memberships first; then whoever takes over, whoever goes, and the other offices."""
    if filing.kind != "role":
        return 0
    return 2 if filing.until else 1 if filing.form["role"] in KEPT_OFFICES else 3


def digest(filings: list[Filing]) -> str:
    """What a preview shows and a confirmation must still mean."""
    return canon.digest([[each.unit, each.kind, each.subject, each.since, each.until, sorted(each.form.items())] for each in filings])
