"""A branch in the summer of 2024, its two quarters closed, with cases of probation and disposal in every state: where what is refused is tried."""

from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Case
from procflow.schema import upgrade
from tests.machines.membership import FORMAL, Branch, opinion
from tests.world import World

TERMS = {"K12": "2024-09-01", "K13": "2024-12-31", "K14": "2024-12-31", "K15": "", "K16": "2024-06-30", "K17": "2024-06-30", "K18": "2024-06-30",
         "K21": "2024-09-01", "K22": "2024-12-31", "K23": "2024-12-31", "K25": "2024-12-31"}  # fmt: skip
EXTENDED = {"K12": {"extensions": "1", "extended_from": "2024-03-01"}, "K21": {"extensions": "1"}}
POSTING = {"place": "党务公开栏", "form": "noticeboard"}
GROUND = [{"ground": "left_six_months", "facts": "半年不参加组织生活"}]
HEARD = {"shown": "yes", "statement": "没有意见", "talked_by": ["Y01", "Y02"], "reason": "查实"}
MEET = {"invited": "yes"}


class Disposed(Branch):
    """F01 to F07 and K12 to K25: whose case lies where is said by `case_of`. Today is 12 August 2024."""

    def case_of(self, subject: str, procedure: str) -> str:
        return str(self.rows(Case, Case.subject == subject, Case.procedure == procedure)[0].no)

    def play(self) -> "Disposed":
        self.founded("2024-01-10")
        for name, until in TERMS.items():
            self.file("person", name, name=f"名{name}")
            self.file(
                "membership", name, standing="probationary", **({"probation_until": until} if until else {}), **EXTENDED.get(name, {})
            )
            self.file("scope", name)
        self.sweep()
        for number, on in enumerate(("2024-04-02", "2024-07-02"), 1):
            self.at(on)
            self.sweep()
            self.closed(f"2024-Q{number}")
        self.voted()
        self.at("2024-08-12")
        self.sweep()
        self.begun()
        return self

    def closed(self, period: str) -> None:
        no = str(self.rows(Case, Case.procedure == "quarterly_closing", Case.period == period, Case.unit == "d1")[0].no)
        self.step(no, "compile", "Y02")
        self.step(no, "clear", "Y01", {"screened": "yes", "read": "yes"})
        self.step(no, "publicise", "Y03", POSTING)
        self.later(4)
        self.decided(no, "finalize")

    def voted(self) -> None:
        """What the meeting of 8 July decided, and what the superior made of it."""
        meeting = self.meeting("2024-07-08")
        motions = [self.put(self.weighed(who, trigger=why, measure=what), meeting) for who, why, what in (
            ("K18", "term_ending", "extend"), ("K22", "discipline", "cancel"))]  # fmt: skip
        motions += [self.put(self.reviewed(who, what), meeting, "to_meeting") for who, what in (
            ("F05", "rectify"), ("F06", "advise_withdrawal"), ("F07", "rectify"), ("Y06", "remove"))]  # fmt: skip
        for motion in motions:
            self.step(motion, "schedule", "Y01", {"meeting": meeting})
        self.at("2024-07-08")
        self.step(motions[0], "record_attendance", "Y03", {"present": list(FORMAL)})
        for motion in motions:
            self.step(motion, "open_discussion", "Y01")
            self.step(motion, "open_vote", "Y01", {"discussion": "逐一讨论", "heard": "heard", "issued": 15})
            self.step(motion, "pass", "Y02", {"in_favour": 10, "against": 5, "abstained": 0, "returned": 15})
        self.approved(self.case_of("F06", "unqualified_handling"), "approve_advise")
        self.approved(
            self.case_of("F07", "unqualified_handling"), "approve_rectify", {"helper": "M01", "measures": "每月谈心", "months": "1"}
        )

    def begun(self) -> None:
        """What lies with the committee and the secretary today."""
        for who in ("K12", "K14", "K15", "K21"):
            self.opened(who)
        for who, trigger, measure in (("K13", "term_ending", "extend"), ("K16", "term_ending", "regularize"), ("K17", "term_ending", "regularize"),
                                      ("K23", "discipline", "cancel"), ("K25", "term_ending", "extend")):  # fmt: skip
            self.weighed(who, trigger=trigger, measure=measure)
        self.step(self.case_of("K17", "probation_case"), "publicise", "Y03", POSTING)
        self.put(self.case_of("K25", "probation_case"), self.meeting("2025-01-06"))
        self.disposal("F01")
        self.filed(self.disposal("F02"), "F02")
        self.looked_into(self.filed(self.disposal("F03"), "F03"))
        self.proposed("F04", "remove")

    # The way of one case

    def opened(self, who: str, trigger: str = "term_ending") -> str:
        return self.begin("probation_case", "Y01", subject=who, form={"trigger": trigger, "ground": "有关情况"}, key=f"spent-{who}")

    def weighed(self, who: str, trigger: str, measure: str) -> str:
        no = self.opened(who, trigger)
        self.decided(no, "form_opinion", opinion(measure, trigger=trigger))
        return no

    def put(self, no: str, meeting: str, name: str = "to_meeting_direct") -> str:
        return self.to_meeting(no, meeting, name)

    def disposal(self, who: str) -> str:
        return self.begin("unqualified_handling", "Y01", subject=who, form={"ground": "有关情况"}, key=f"spent-{who}")

    def filed(self, no: str, who: str) -> str:
        self.file("receipt", f"BA-{who}", actor="Y01", about="处置事前备案", addressee="grassroots_committee", persons=[who])
        self.decided(no, "pre_file", {"grounds": GROUND, "receipt": f"BA-{who}", "unpunished": "yes"})
        return no

    def looked_into(self, no: str) -> str:
        self.decided(no, "start_inquiry", {"investigators": ["Y01", "Y03"]})
        return no

    def proposed(self, who: str, measure: str) -> str:
        no = self.looked_into(self.filed(self.disposal(who), who))
        self.decided(no, "form_opinion", {"measure": measure, **HEARD})
        return no

    def withdrawn(self) -> None:
        """F06, who was advised to, leaves the Party today."""
        paper = (self.paper("退党声明", "F06"),)
        self.step(self.case_of("F06", "unqualified_handling"), "withdraw_party", "F06", {"statement": "自愿退党"}, files=paper)

    def reviewed(self, who: str, measure: str) -> str:
        no = self.proposed(who, measure)
        self.step(no, "pre_review_ok", "U01", {"reason": "同意", "resolution": self.resolve("party_committee")})
        return no


def built(url: str) -> None:
    """That summer, made once and copied."""
    played(url, lambda world: world.play())


def played(url: str, play: Any) -> None:
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        World(session)
        play(Disposed(session))
    engine.dispose()
