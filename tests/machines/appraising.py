"""A branch that holds its democratic appraisal in December 2024: eight formal members, one on probation; ballots of members and masses give points."""

from typing import Any

from procflow.audit import Record
from tests.regimes.examples import changed
from tests.world import MEMBERS, World

POINTS = (  # the masses are asked, and what comes of it is worth up to ten points (A31)
    ("mass: {is: no, by: [T14, §3.17], note: 群众参评可以不进行}", "mass: {is: yes, by: B9}"),
    ("label: 优秀, points: 0,", "label: 优秀, points: 10,"),
    ("label: 合格, points: 0,", "label: 合格, points: 8,"),
    ("label: 基本合格, points: 0,", "label: 基本合格, points: 6,"),
    ("cap: {is: 0, by: [T14, A57], note: 积分是民主评议的依据，评议不计分}", "cap: {is: 10, by: B5}"),
)
BALLOTS = "  weights:\n    - {source: members, share: 0.8, by: A31}\n    - {source: masses, share: 0.2, by: A31}"
RULES = changed(*POINTS, ("  weights: []", BALLOTS))
WITH_PLEDGE = changed(*POINTS, ("  weights: []", BALLOTS.replace("0.8", "0.6") + "\n    - {source: pledge, share: 0.2, by: A31}"))
PROCEDURE = "democratic_appraisal"
ALL = (*MEMBERS, "P10")
COMMITTEE = ["Y01", "Y02", "Y05"]
MEETING = {"meeting": "HY1"}


def line(member: str, *counts: int, abstained: int = 0) -> dict[str, Any]:
    return {"member": member, **dict(zip(("excellent", "qualified", "basic", "unqualified"), counts, strict=True)), "abstained": abstained}


def tally(*counts: int, returned: int, **more: Any) -> dict[str, Any]:
    """The same counts for everybody."""
    return {"returned": returned, "lines": [line(name, *counts) for name in ALL], **more}


def slip(grade: str = "qualified", **others: str) -> dict[str, Any]:
    return {"grades": [{"member": name, "grade": others.get(name, grade)} for name in ALL]}


class Appraisal(World):
    """Secretary and chair Y01, points admin and teller Y02, recorder Y03; the committee is Y01, Y02 and Y05, minutes kept by Y02."""

    no: str

    def ready(self, rules: Any = RULES, day: str = "2024-12-02", **more: Any) -> str:
        """The appraisal of the year, scheduled by the secretary."""
        if rules.sha256 != self.rules.sha256:
            self.file("adoption", rules.id, unit="xz", rules=rules, version=rules.version, sha256=rules.sha256)
        self.join("P10", standing="probationary")
        self.file("body", "branch_committee", members=COMMITTEE, keepers=["Y02", "Y05"])
        self.at(day)
        self.file("meeting", "HY1", actor="Y01", since="2024-12-12", title="组织生活会", notified_on=day, chair="Y01", teller="Y02")
        self.no = self.begin(PROCEDURE, "Y01", period="2024", **more)
        return self.no

    def take(self, step: str, actor: str, form: Any = None, **more: Any) -> Record:
        return self.step(self.no, step, actor, form, **more)

    def evaluated(self) -> None:
        self.take("open", "Y01", MEETING)
        self.take("self_evaluate", "M01", {"member": "M01", "text": "学习还不够"})
        self.take("self_done", "Y01", {"others": [{"member": name, "why": "paper"} for name in ALL if name != "M01"]})

    def at_ballot(self, present: tuple[str, ...] = MEMBERS) -> None:
        self.at("2024-12-12")
        self.take("record_attendance", "Y03", {"present": list(present), "attending": ["P10"]})
        self.take("ballot", "Y01", {"discussion": "逐人互评", "issued": len(present) + 1, "probationary": 1})

    def counted(self) -> None:
        """Nine ballots: seven say qualified of everybody, two excellent."""
        self.take("count", "Y02", tally(2, 7, 0, 0, returned=9))

    def at_masses(self, **more: Any) -> None:
        self.ready(**more)
        self.evaluated()
        self.at_ballot()
        self.counted()

    def both_enter(self, form: Any) -> None:
        for person in ("Y02", "Y03"):
            self.take("mass_tally", person, form)

    def decided(self, **grades: str) -> dict[str, Any]:
        """The committee's decision: qualified for everybody but who is named otherwise, an opinion of P10."""
        given = [{"member": name, "grade": grades.get(name, "qualified"), "opinion": ""} for name in MEMBERS]
        return {
            "resolution": "ZW-1",
            "basis": "结合平时表现",
            "decisions": [*given, {"member": "P10", "grade": "", "opinion": "按期完成学习"}],
        }

    def resolution(self, no: str = "ZW-1", present: tuple[str, ...] = tuple(COMMITTEE)) -> None:
        self.file("resolution", no, actor="Y02", body="branch_committee", present=list(present), title="评定等次")
