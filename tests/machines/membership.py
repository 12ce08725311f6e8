"""A branch of fifteen formal members and one on probation, under rules in which a rating may lead to a probation case: where memberships are decided."""

from collections.abc import Iterable
from typing import Any

from procflow import clock
from procflow.audit import Record
from procflow.grammar import Facts, MeetingSeen
from procflow.regimes.rulebook import Rulebook, load
from tests.machines.world import BODIES, facts, person, step
from tests.regimes.examples import changed
from tests.world import MEMBERS, World

FORMAL = (*MEMBERS, *(f"F{number:02d}" for number in range(1, 8)))
COMMITTEE = ["Y01", "Y02", "Y03"]
TRIGGERS = ("triggers: {is: [term_ending, discipline], by: §4.3}", "triggers: {is: [term_ending, discipline, rating], by: B23}")
INTERIM = ("interim_of: {is: none, by: A43, note: 本细则的考核以年度评定为准}", "interim_of: {is: 90, by: A43}")
OPENS = (
    ("opens: [education_rectification], by: [T17, A1]", "opens: [education_rectification, probation_case], by: [T17, A1]"),
    ("opens: [unqualified_handling], by: [T18, A1, A18]", "opens: [unqualified_handling, probation_case], by: [T18, A1, A18]"),
)
BUREAU = load("bureau_quarterly")
RULES = changed(TRIGGERS, INTERIM, *OPENS)
OPINION = {
    "trigger": "term_ending",
    "group_opinion": "同意",
    "members_opinion": "同意",
    "masses_opinion": "无",
    "talk": "已谈话",
    "reason": "表现一般",
}
APPROVED = {"document": "青党〔2025〕8号"}


def opinion(measure: str = "extend", months: str = "6", **more: Any) -> dict[str, Any]:
    return {**OPINION, "measure": measure, **({"months": months} if measure == "extend" else {}), **more}


class Branch(World):
    """Probationary member K12, whose term ends on 15 March 2025; the township's committee approves. Today is 20 February 2025."""

    def set_up(self) -> "Branch":
        self.founded("2024-01-01")
        self.file("person", "K12", name="名十二")
        self.file("membership", "K12", standing="probationary", probation_until="2025-03-15", group="第一党小组")
        self.file("scope", "K12")
        self.at("2025-02-20")
        return self

    def founded(self, day: str, rules: Rulebook = RULES) -> None:
        """The bodies, the rules and the formal members, on this day."""
        self.at(day)
        self.file("person", "U01", unit="xz", name="方建业")
        self.file("body", "party_committee", unit="xz", members=["U01"], keepers=["U01"])
        self.file("body", "branch_committee", members=COMMITTEE, keepers=["Y02"])
        self.file("adoption", rules.id, since="2024-01-01", rules=rules, version=rules.version, sha256=rules.sha256)
        for name in FORMAL[len(MEMBERS) :]:
            self.join(name)

    def resolve(self, body: str = "branch_committee", present: Iterable[str] = COMMITTEE) -> str:
        no, keeper = f"JY{next(self.numbers)}", {"branch_committee": "Y02", "party_committee": "U01"}[body]
        unit, here = ("xz", ["U01"]) if body == "party_committee" else ("d1", list(present))
        self.file("resolution", no, actor=keeper, unit=unit, body=body, present=here, title="决议")
        return no

    def decided(self, no: str, name: str, form: dict[str, Any] | None = None) -> Record:
        """A step of the committee."""
        return self.step(no, name, "Y02", {**(form or {}), "resolution": self.resolve()})

    def approved(self, no: str, name: str, form: dict[str, Any] | None = None) -> Record:
        """A step of the superior."""
        return self.step(no, name, "U01", {**APPROVED, **(form or {}), "resolution": self.resolve("party_committee")})

    def meeting(self, on: str) -> str:
        no = f"HY{next(self.numbers)}"
        self.file("meeting", no, actor="Y01", since=on, title="党员大会", notified_on=self.today, chair="Y01", teller="Y02")
        return no

    def to_meeting(self, no: str, meeting: str, name: str = "to_meeting_direct", **form: str) -> str:
        """The number of the motion."""
        record = self.step(no, name, "Y01", {"meeting": meeting, "invited": "yes", **form})
        return self.number(record.caused[0].case_id)

    def held(self, motion: str, meeting: str, on: str, in_favour: int, present: int = 12) -> Record:
        """The meeting on its day, and its secret vote on the motion."""
        self.step(motion, "schedule", "Y01", {"meeting": meeting})
        self.at(on)
        self.step(motion, "record_attendance", "Y03", {"present": list(FORMAL[:present])})
        self.step(motion, "open_discussion", "Y01")
        self.step(motion, "open_vote", "Y01", {"discussion": "逐一讨论", "heard": "heard", "issued": present})
        tally = {"in_favour": in_favour, "against": present - in_favour, "abstained": 0, "returned": present}
        return self.step(motion, "pass" if in_favour > len(FORMAL) // 2 else "not_pass", "Y02", tally)

    def sweep(self) -> None:
        clock.sweep(self.session)
        self.session.commit()

    def state(self, no: str) -> str:
        return str(self.case(no).state)


def probationary(until: str = "2025-03-15", **more: Any) -> Any:
    found = person("K12", standing="probationary")
    return type(found)(**{**{name: getattr(found, name) for name in found.__slots__}, "probation_until": until, **more})


def formed(measure: str = "extend", trigger: str = "term_ending", months: int | None = 6, on: str = "2025-02-20", **more: Any) -> Any:
    return step("form_opinion", on, {"trigger": trigger, "measure": measure, "months": months if measure == "extend" else None, **more})


# A probation case as its guards see it, under the bureau's rules

OPENED = step("create", "2025-02-10", {"trigger": "term_ending"})
EXTENDED = {"extensions": 1, "extended_from": "2025-03-15"}


def seen(*taken: Any, **more: Any) -> Facts:
    given = {
        "rules": BUREAU, "subject": "K12", "period": "2025", "on": "2025-02-20", "state": "opened", "procedure": "probation_case",
        "taken": (OPENED, *taken), "member": probationary(), "grades": {}, "rating": {}, "standings": {}, "links": (), "bodies": BODIES, "dossier": (),
    }  # fmt: skip
    return facts(**{**given, **more})


def proposing(measure: str = "extend", trigger: str = "term_ending", months: int | None = None, **more: Any) -> Facts:
    return seen(form={"measure": measure, "trigger": trigger, "months": months}, **more)


def meeting(on: str) -> MeetingSeen:
    return MeetingSeen("HY1", on, "2025-03-10", "Y01", "Y02")
