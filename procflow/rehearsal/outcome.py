"""What has come of a rehearsal so far, in the words of its script: one reading for each kind of expectation. It compares and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.facts import rules
from procflow.facts.cases import taken
from procflow.grammar import Taken
from procflow.models import Case, DatedFact, LedgerEntry, Notice
from procflow.rehearsal.rated import figures, led_to, score, share, tie
from procflow.wording import points

WHOLE = {"adjourned": 0, "late": 0, "scores": 1}  # expected as a whole, so many levels down: what is not named must not be there
Names = Mapping[str, Any]


class Outcome:
    """The unit's records, facts and entries as they stand; `cases` gives each case's number by its name in the script."""

    def __init__(self, session: Session, unit: str, cases: Mapping[str, str], number: Callable[[str], str]) -> None:
        self.session, self.unit, self.number = session, unit, number
        self.names = {no: name for name, no in cases.items()}
        self.kinds: dict[str, Callable[[Names], Any]] = {
            "states": self.states, "last": self.last, "taken": self.taken, "points": self.points, "posted": self.posted,
            "publicity": self.publicity, "late": self.late, "adjourned": self.adjourned, "objections": self.objections,
            "enrollment": self.enrollment, "roster": self.roster, "scores": self.scores, "rating": self.rating, "consequences": self.consequences,
        }  # fmt: skip

    def found(self, kind: str, expected: Any) -> Any:
        return self.kinds[kind](expected if isinstance(expected, Mapping) else {})

    def states(self, wanted: Names) -> Names:
        return {name: self.case(name).state for name in wanted}

    def last(self, wanted: Names) -> Names:
        """The step that each case took last: of one that is over, what ended it."""
        return {name: self.steps(self.case(name))[-1].step for name in wanted}

    def taken(self, wanted: Names) -> Names:
        """For each case the day on which each of its steps was first taken."""
        return {name: {step.step: step.on for step in reversed(self.steps(self.case(name)))} for name in wanted}

    def points(self, wanted: Names) -> Names:
        """What counts in a quarter or, for a year, in all of it, for each member."""
        return {period: {member: points(self.sum(member, period)) for member in members} for period, members in wanted.items()}

    def sum(self, member: str, period: str) -> int:
        counted = LedgerEntry.cycle == period if len(period) == 4 else LedgerEntry.counts_in == period
        chosen = select(func.coalesce(func.sum(LedgerEntry.points), 0)).where(
            LedgerEntry.unit == self.unit, LedgerEntry.member_id == member, counted
        )
        return int(self.session.execute(chosen).scalar_one())

    def posted(self, _: Names) -> Names:
        """How each period's sheet was first posted."""
        first: dict[str, Mapping[str, Any]] = {}
        for subject, data in self.facts("publicity"):
            first.setdefault(subject, data)
        return first

    def publicity(self, _: Names) -> Names:
        """The posting that stands, for each period."""
        return dict(self.facts("publicity"))

    def late(self, wanted: Names) -> Names:
        """The sheets first posted after their day, with the days that they were late."""
        return {period: data for period, data in self.posted(wanted).items() if int(data["days_late"])}

    def adjourned(self, _: Names) -> Names:
        """Each meeting that came to nothing: due, present, its motions, and the meeting that took them up again."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.of("member_meeting_vote"):
            meeting, waiting = "", ""
            for step in self.steps(row):
                if step.step == "schedule":
                    meeting = str(step.form["meeting"])
                    if waiting:
                        found[waiting]["resumed"] = meeting
                    waiting = ""
                elif step.step == "adjourn":
                    waiting = meeting
                    found.setdefault(meeting, self.present(meeting))["motions"].append(self.names.get(row.no, row.no))
        return found

    def present(self, meeting: str) -> dict[str, Any]:
        seen = organisation(self.session, self.unit).meeting(meeting)
        return {"due": len(seen.due) if seen else 0, "present": len(seen.present) if seen else 0, "motions": [], "resumed": ""}

    def objections(self, wanted: Names) -> Names:
        """When each was filed, as what kind it was admitted, what was decided, and when it was closed."""
        return {name: self.objection(self.case(name)) for name in wanted}

    def objection(self, row: Any) -> dict[str, Any]:
        steps = self.steps(row)
        said: dict[str, Any] = {}
        for step in steps:
            said |= {name: step.form[name] for name in ("kind", "component", "result", "points") if step.form.get(name) is not None}
        given = {"filed": steps[0].on, "closed": steps[-1].on if row.state.startswith("closed_") else "", "by": steps[-1].step}
        return {**said, "points": points(int(said.get("points", 0))), **given}

    def enrollment(self, _: Names) -> Names:
        """For each year what became of each member's application: of several, the last."""
        found: dict[str, dict[str, str]] = {}
        for row in self.of("enrollment_application"):
            found.setdefault(row.period, {})[row.subject] = row.state
        return found

    def roster(self, _: Names) -> Names:
        """The list of those taking part, for each year."""
        return {year: sorted(data["members"]) for year, data in self.facts("roster")}

    def scores(self, wanted: Names) -> Names:
        """For a year, each member's annual score and grade, as the rating filed last has them."""
        return {year: {line["member"]: score(line) for line in self.ratings.get(year, {}).get("lines", ())} for year in wanted}

    def rating(self, wanted: Names) -> Names:
        """For a year, the components of each score, and how the places of each limited grade were given."""
        return {
            year: {
                "version": data.get("version", ""),
                "lines": {line["member"]: figures(line) for line in data.get("lines", ())},
                "shares": {each["grade"]: share(each) for each in data.get("shares", ())},
                "ties": [tie(each) for each in data.get("ties", ())],
                "unresolved": [tie(each) for each in data.get("unresolved", ())],
            }
            for year in wanted
            for data in [self.ratings.get(year, {})]
        }

    def consequences(self, wanted: Names) -> Names:
        """For a year, whom each thing that a final grade leads to concerns, as far as its desk was told of so many."""
        found = {}
        for year in wanted:
            row = self.case(f"annual_rating/{year}")
            told = set(self.session.scalars(select(Notice.inputs).where(Notice.case_id == row.case_id)))
            led = led_to(rules(self.session, row.regime), self.ratings.get(year, {}).get("lines", ()))
            counts = [json.loads(inputs).get("count") for inputs in told]
            found[year] = {name: members if not members or len(members) in counts else [] for name, members in led.items()}
        return found

    @cached_property
    def ratings(self) -> Mapping[str, Mapping[str, Any]]:
        return dict(self.facts("rating"))

    def facts(self, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The filed facts of a kind in the order of their filing, with what they are about; superseded ones too."""
        chosen = select(DatedFact.subject, DatedFact.data).where(DatedFact.unit == self.unit, DatedFact.kind == kind)
        rows = self.session.execute(chosen.order_by(DatedFact.since, DatedFact.fact_id))
        return [(row.subject, json.loads(row.data)) for row in rows]

    def of(self, procedure: str) -> Iterator[Any]:
        chosen = select(*Case.__table__.columns).where(Case.unit == self.unit, Case.procedure == procedure)
        yield from self.session.execute(chosen.order_by(Case.no)).all()

    def case(self, name: str) -> Any:
        return self.session.execute(select(*Case.__table__.columns).where(Case.no == self.number(name))).one()

    def steps(self, row: Any) -> tuple[Taken, ...]:
        return taken(self.session, row.taken)
