"""A branch whose rules have supplements, letters, exemptions and activists: the township's with these turned on, until the bureau's own are played."""

from itertools import count

from procflow import clock
from procflow.access import organisation
from procflow.models import Case
from tests.regimes.examples import changed
from tests.world import World

COMMITTEE = ["Y01", "Y02", "Y05"]
OFF = (("exemption", "§3"), ("activists", "§3"), ("commitment", "§3"), ("late_supplement", "§4.3"))
REASONS = """  reasons:
    - {code: old_weak_sick_disabled, label: 老弱病残, by: B2}
    - {code: long_residence_elsewhere, label: 长期外地居住, by: B2}
    - {code: other, label: 其他, by: A41}
"""
ON = tuple((f"  {flag}: {{is: no, by: {by}}}", f"  {flag}: {{is: yes, by: B2}}") for flag, by in OFF)
RULES = changed(*ON, ("  reasons: []\n", REASONS))
PERIOD_END = changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: period_end, by: A40}"))
LETTER = {"duties": "做好窗口服务", "targets": "全年办件零差错"}


class Opted:
    """The committee is Y01 (secretary), Y02 (points administrator, keeper) and Y05 (keeper); Y06 leads the group and the department; Y04 is the deputy."""

    def __init__(self, world: World, day: str = "2024-01-08", rules=RULES) -> None:
        self.world, self.numbers = world, count(1)
        world.file("adoption", rules.id, rules=rules, version=rules.version, sha256=rules.sha256)
        world.file("body", "branch_committee", members=COMMITTEE, keepers=["Y02", "Y05"])
        for role, name in (("group_leader", "Y06"), ("dept_head", "Y06"), ("deputy_secretary", "Y04")):
            world.file("role", name, role=role)
        world.at(day)

    def resolve(self, *present: str, body: str = "branch_committee", by: str = "Y02") -> str:
        no = f"ZW-{body[:2].upper()}{next(self.numbers)}"
        self.world.file("resolution", no, actor=by, body=body, present=list(present or COMMITTEE), title="研究事项")
        return no

    def state(self, no: str) -> str:
        return str(self.world.case(no).state)

    def seen(self, member: str, day: str = ""):
        found = organisation(self.world.session, "d1").person(member, day or self.world.today)
        self.world.session.commit()
        return found

    # Late supplements

    def sheet(self, period: str, *lines: tuple[str, str, str], mark: str = "present") -> str:
        """A book with these lines: member, item, day."""
        form = {"source": "daily_record", "lines": [{"member": who, "item": item, "mark": mark, "on": on} for who, item, on in lines]}
        return self.world.begin("base_registration", "Y03", subject="d1", period=period, form=form)

    def ask(self, on: str, member: str = "M01", actor: str = "", period: str = "2024-Q1", item: str = "org_life") -> str:
        form = {"item": item, "activity_on": on, "activity": "党课", "reason": "因公出差，签到表没有收到"}
        return self.world.begin("late_supplement", actor or member, subject=member, period=period, form=form)

    def attest(self, no: str, by: str = "Y06") -> None:
        self.world.step(no, "attest", by, {"statement": "当日在场"})

    def sweep(self) -> None:
        clock.sweep(self.world.session)
        self.world.session.commit()

    def finalize(self, quarter: str = "2024-Q1", day: str = "2024-04-19") -> str:
        """The quarter closed, compiled and posted in time, final on that day."""
        self.sweep()
        self.sweep()  # what it began today may be over already
        no = str(self.world.rows(Case, Case.unit == "d1", Case.procedure == "quarterly_closing", Case.period == quarter)[0].no)
        pending = [
            each.no for each in self.world.rows(Case, Case.procedure == "late_supplement", Case.state.in_(("requested", "attested")))
        ]
        self.world.step(no, "compile", "Y02", {"pending": pending})
        self.world.step(no, "clear", "Y01", {"screened": "yes", "read": "yes"})
        self.world.step(no, "publicise", "Y03", {"place": "党务公开栏", "form": "noticeboard"})
        self.world.at(day)
        self.world.step(no, "finalize", "Y02", {"resolution": self.resolve()})
        return no

    # Letters of commitment

    def letter(self, member: str = "M01") -> str:
        no = self.world.begin("commitment_letter", member)
        self.world.step(no, "submit", member, LETTER)
        return no

    def signed(self, member: str = "M01") -> str:
        no = self.letter(member)
        self.world.step(no, "dept_ok", "Y06", {})
        self.world.step(no, "sign", "Y01", {})
        return no

    def assess(self, no: str, ratio: str, by: str = "Y02"):
        return self.world.step(no, "assess", by, {"ratio": ratio, "evidence": "台账、办件记录", "resolution": self.resolve()})
