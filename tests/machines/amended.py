"""How a year's rating comes to be wrong, step by step: objected to, a line left out, a veto on its way to the meeting. It says nothing of the rating's own way."""

from typing import Any

from tests.world import World

HEARD = {"evidence": "签到表、会议记录", "heard": "heard", "reason": "查明属实"}
FACTS = {"facts": "法院判决生效", "evidence": "判决书"}
VETO = {"source": "superior_feedback", "kind": "veto", "item": "veto_crime", "happened_on": "2024-12-20", "facts": "判决"}
MISSING = {"about": "omission", "component": "base", "claim": "一月学习漏记", "source": "member"}
LINE = {"member": "Y06", "item": "study", "mark": "present"}


class Amended(World):
    """Y06 lacks January's study. Where the rating and its sheets are, and who resolves what, says the year that this is part of."""

    def objected(self, period: str = "2024", kind: str = "publicity") -> str:
        """Y06 says so, of the year or of its first quarter; and the committee admits it."""
        sheet = self.rating if period == "2024" else self.find("quarterly_closing", period)
        said = {**MISSING, "sheet": sheet, "targets": [self.find("base_registration", "2024-01")]}
        no = self.begin("objection_review", "Y06", subject="Y06", period=period, form=said)
        self.step(no, "admit", "Y02", {"kind": kind, "handler": "Y01", "resolution": self.resolve()})
        return no

    def doubted(self) -> str:
        """Y06 objects to the grade itself, and nobody has admitted it yet."""
        said = {"sheet": self.rating, "about": "rating", "component": "other", "claim": "等次不对", "source": "member"}
        return self.begin("objection_review", "Y06", subject="Y06", period="2024", form=said)

    def told(self, no: str, result: str, **form: str) -> None:
        """What the committee decided of an objection, told to both sides."""
        self.step(no, "decide", "Y02", {"result": result, "resolution": self.resolve(), **HEARD, **form})
        self.step(no, "give_feedback", "Y01", {"objector_told": "yes", "subject_told": "yes"})

    def upheld(self, no: str, **form: str) -> str:
        """The same, upheld and accepted by Y06."""
        self.told(no, "upheld", **form)
        self.step(no, "accept", "Y06")
        return no

    def restated(self, order: str) -> str:
        """The first quarter opened again for Y06, whose line is booked; the number of its closing."""
        closing = self.find("quarterly_closing", "2024-Q1")
        self.step(closing, "restate", "Y02", {"resolution": self.resolve(), "order": order, "members": ["Y06"]})
        self.step(self.find("base_registration", "2024-01"), "correct", "Y02", {"order": order, "lines": [LINE]})
        return closing

    def line_moved(self) -> None:
        """The quarter's line of Y06 corrected on a late objection, whatever has become of the rating."""
        self.restated(self.upheld(self.objected("2024-Q1", "late"), points="3"))

    def veto(self, member: str = "M02") -> tuple[str, str]:
        """A proposal on the way to the meeting: its number, and its motion's."""
        no = self.begin("deduction_proposal", "Y03", subject=member, form=VETO)
        self.step(no, "accept_lead", "Y04", {"resolution": self.resolve("points_group")})
        self.step(no, "notify", "Y04", {"resolution": self.resolve("points_group"), **FACTS}, files=(self.paper("判决书", "Y04"),))
        self.step(no, "reply", member, {"statement": "没有意见"})
        record = self.step(no, "to_decision", "Y04", {"resolution": self.resolve("points_group")})
        return no, self.number(record.caused[0].case_id)

    def carry(self, motion: str) -> None:
        """A meeting that passes it, with all eight votes."""
        self.call(motion)
        self.step(motion, "open_vote", "Y01", {"discussion": "依据判决", "heard": "heard", "issued": 8})
        self.step(motion, "pass", "Y02", {"in_favour": 8, "against": 0, "abstained": 0, "returned": 8})

    def vetoed(self) -> str:
        """A veto of M02, passed after the rating was final, posted once the superior has it restated; its number."""
        no, motion = self.veto()
        self.carry(motion)
        self.restate(no)
        self.step(no, "post", "Y02")
        return no

    def against(self, veto: str) -> str:
        """A late objection of M02 against a veto, upheld; its number."""
        said = {**MISSING, "about": "line", "component": "deduction", "sheet": self.rating, "targets": [veto], "claim": "判决已撤销"}
        no = self.begin("objection_review", "M02", subject="M02", period="2024", form=said)
        self.step(no, "admit", "Y02", {"kind": "late", "handler": "Y01", "resolution": self.resolve()})
        self.told(no, "upheld")
        self.step(no, "accept", "M02")
        return no

    def restate(self, order: str) -> Any:
        """The superior has a final rating added up anew."""
        return self.step(self.rating, "restate", "U01", {"resolution": self.resolve("party_committee"), "order": order})
