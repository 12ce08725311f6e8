"""The yearly roll: facts made by hand about an application, and a branch with a committee that makes its roll through the write door."""

from dataclasses import replace
from itertools import count

from procflow.access import organisation
from tests.machines.world import BODIES, facts, person, step
from tests.regimes.examples import changed
from tests.world import World

COMMITTEE = ("Y01", "Y02", "Y05")
PAPER = {"form_date": "2024-01-08", "statement": "自愿参加本年度积分管理"}


AUTOMATIC_SCOPE = changed(("enrollment: {is: application, by: T1}", "enrollment: {is: automatic, by: T1}"))
NO_VOTE = changed(("enrollment: {is: [branch_committee, member_meeting], by: T1}", "enrollment: {is: [branch_committee], by: T1}"))


def applying(*taken, **more):
    given = {"subject": "M01", "actor": "M01", "roles": ("member",), "period": "2024", "on": "2024-01-08", "taken": taken, "form": PAPER,
             "alike": (), "links": (), "bodies": BODIES, "member": replace(person("M01"), joined="2010-07-01")}  # fmt: skip
    return facts(**{**given, **more})


def filed(handed_in, dated="", **more):
    return applying(step("submit", handed_in, {**PAPER, "form_date": dated or handed_in}), **more)


class Roll:
    """The committee is Y01 (keeper, secretary), Y02 (keeper) and Y05; Y03 is the recorder."""

    def __init__(self, world: World) -> None:
        self.world, self.numbers = world, count(1)
        world.file("body", "branch_committee", members=list(COMMITTEE), keepers=["Y01", "Y02"])

    def draft(self, member: str = "M01") -> str:
        return self.world.begin("enrollment_application", member)

    def apply(self, member: str = "M01", **form: str) -> str:
        """An application, handed in today with its paper."""
        no = self.draft(member)
        self.world.step(no, "submit", member, {**PAPER, **form}, files=(self.world.paper(no, member),))
        return no

    def batch(self, until: str = "2024-01-15") -> str:
        return self.world.begin("branch_review", "Y03", form={"title": "第一批", "intake_until": until})

    def resolve(self, *present: str, body: str = "branch_committee", by: str = "Y02") -> str:
        no = f"ZW{next(self.numbers)}"
        self.world.file("resolution", no, actor=by, body=body, present=list(present or COMMITTEE), title="入册审核")
        return no

    def reviewing(self, *applications: str) -> str:
        """A batch of these applications that the committee is reviewing."""
        no = self.batch(until=self.world.today)
        self.world.step(no, "close_intake", "Y03", {"items": list(applications)})
        self.world.step(no, "start_review", "Y02", {"resolution": self.resolve()})
        return no

    def decide(self, batch: str, item: str, result: str = "approve", reason: str = "", by: str = "Y02", present: tuple[str, ...] = ()):
        form = {"item": item, "result": result, "reason": reason, "resolution": self.resolve(*present)}
        return self.world.step(batch, "decide_item", by, form)

    def approved(self, *members: str) -> tuple[str, list[str], list[str]]:
        """A batch at the meeting: its number, the applications, and their motions."""
        applications = [self.apply(member) for member in members]
        batch = self.reviewing(*applications)
        motions = [self.world.number(self.decide(batch, no).caused[-1].case_id) for no in applications]
        self.world.step(batch, "conclude", "Y01", {"resolution": self.resolve()})
        self.world.step(batch, "put_to_meeting", "Y01")
        return batch, applications, motions

    def scope(self, member: str) -> tuple[str, str]:
        seen = organisation(self.world.session, self.world.unit).person(member, self.world.today)
        self.world.session.commit()
        return seen.scope_from, seen.scope_until

    def state(self, no: str) -> str:
        return self.world.case(no).state
