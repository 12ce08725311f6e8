"""What was posted up and when, which meetings came to nothing, who stands on the roll. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow.access import organisation
from procflow.rehearsal.stock import Names, Reading, Stock


class OfSheets:
    """One reading for each kind of expectation about sheets and meetings."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.kinds: Mapping[str, Reading] = {
            "posted": self.posted, "publicity": self.publicity, "late": self.late, "adjourned": self.adjourned, "roster": self.roster,
        }  # fmt: skip

    def posted(self, _: Names) -> Names:
        """How each period's sheet was first posted."""
        first: dict[str, Mapping[str, Any]] = {}
        for subject, data in self.stock.facts("publicity"):
            first.setdefault(subject, data)
        return first

    def publicity(self, _: Names) -> Names:
        """The posting that stands, for each period."""
        return dict(self.stock.facts("publicity"))

    def late(self, wanted: Names) -> Names:
        """The sheets first posted after their day, with the days that they were late."""
        return {period: data for period, data in self.posted(wanted).items() if int(data["days_late"])}

    def adjourned(self, _: Names) -> Names:
        """Each meeting that came to nothing: due, present, its motions, and the meeting that took them up again."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.stock.of("member_meeting_vote"):
            meeting, waiting = "", ""
            for step in self.stock.steps(row):
                if step.step == "schedule":
                    meeting = str(step.form["meeting"])
                    if waiting:
                        found[waiting]["resumed"] = meeting
                    waiting = ""
                elif step.step == "adjourn":
                    waiting = meeting
                    found.setdefault(meeting, self.present(meeting))["motions"].append(self.stock.names.get(row.no, row.no))
        return found

    def present(self, meeting: str) -> dict[str, Any]:
        seen = organisation(self.stock.session, self.stock.unit).meeting(meeting)
        return {"due": len(seen.due) if seen else 0, "present": len(seen.present) if seen else 0, "motions": [], "resumed": ""}

    def roster(self, _: Names) -> Names:
        """The list of those taking part, for each year."""
        return {year: sorted(data["members"]) for year, data in self.stock.facts("roster")}
