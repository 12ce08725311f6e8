"""A branch whose first quarter stands posted, with a line left out and a bonus set too high: what objections are played in."""

from procflow import clock
from procflow.models import Case
from procflow.regimes.rulebook import Rulebook
from tests.world import World

COMMITTEE = ["Y01", "Y02", "Y03", "Y05"]
PAPER = "村民的书面反映"
POSTING = {"place": "村务公开栏", "form": "noticeboard"}
EVIDENCE = {"evidence": "签到表、会议记录", "heard": "heard", "reason": "查明属实"}


class Posted:
    """M01 lacks study in January and February; M02 has a bonus of 10. Posted on 2 April: objections are in time from then to the 5th."""

    def __init__(self, world: World, rules: Rulebook | None = None) -> None:
        self.world = world
        if rules:
            world.file("adoption", rules.id, rules=rules, version=rules.version, sha256=rules.sha256)
        world.file("body", "branch_committee", members=COMMITTEE, keepers=["Y02", "Y05"])
        world.at("2024-03-01")
        self.sweep()
        self.sheets = [self.sheet("2024-01"), self.sheet("2024-02")]
        world.at("2024-03-09")
        self.claim = world.posted("M02", "10", item="prosperity")
        world.at("2024-04-01")
        self.sweep()
        self.closing = self.find("quarterly_closing", "2024-Q1")
        world.step(self.closing, "compile", "Y02")
        world.step(self.closing, "clear", "Y01", {"screened": "yes", "read": "yes"})
        world.at("2024-04-02")
        world.step(self.closing, "publicise", "Y03", POSTING)

    def sheet(self, period: str) -> str:
        lines = [{"member": name, "item": item, "mark": "present"} for name in ("M01", "M02") for item in ("study", "dues")]
        form = {"source": "daily_record", "lines": [each for each in lines if (each["member"], each["item"]) != ("M01", "study")]}
        no = self.world.begin("base_registration", "Y03", subject="d1", period=period, form=form)
        self.world.step(no, "verify", "Y04", {"resolution": self.resolve("points_group")})
        self.world.step(no, "post", "Y02")
        return no

    def resolve(self, body: str = "branch_committee", present: tuple[str, ...] = ()) -> str:
        no = f"JY{next(self.world.numbers)}"
        who = list(present or (("Y04", "Y05", "Y06") if body == "points_group" else COMMITTEE))
        keeper = {"points_group": "Y04", "branch_committee": "Y02"}[body]
        self.world.file("resolution", no, actor=keeper, body=body, present=who, title="决议")
        return no

    def sweep(self) -> None:
        clock.sweep(self.world.session)
        self.world.session.commit()

    def find(self, procedure: str, period: str) -> str:
        return str(self.world.rows(Case, Case.unit == "d1", Case.procedure == procedure, Case.period == period)[0].no)

    # Objections

    def form(self, **more: object) -> dict[str, object]:
        return {"sheet": self.closing, "about": "line", "component": "bonus", "claim": "分值偏高", "source": "member", **more}

    def file(self, actor: str, subject: str, files: tuple[str, ...] = (), period: str = "2024-Q1", **form: object) -> str:
        return self.world.begin("objection_review", actor, subject=subject, period=period, files=files, form=self.form(**form))

    def omission(self, actor: str = "M01") -> str:
        """O1: study of two months was not recorded."""
        return self.file(actor, "M01", about="omission", component="base", targets=list(self.sheets), claim="一月、二月学习漏记")

    def overstated(self) -> str:
        """O2: a villager says that the bonus is too high."""
        paper = (self.world.paper(PAPER, "Y03"),)
        return self.file("Y03", "M02", paper, targets=[self.claim], source="masses", name="李村民", claim="只做了一半")

    def admit(self, no: str, handler: str = "Y01", kind: str = "publicity") -> None:
        self.world.step(no, "admit", "Y02", {"kind": kind, "handler": handler, "resolution": self.resolve()})

    def decide(self, no: str, result: str, points: str = "", **more: object) -> None:
        form = {"result": result, "resolution": self.resolve(), **EVIDENCE, **({"points": points} if points else {}), **more}
        self.world.step(no, "decide", "Y02", form)

    def tell(self, no: str) -> None:
        self.world.step(no, "give_feedback", "Y01", {"objector_told": "yes", "subject_told": "yes"})

    def told(self, no: str, result: str, points: str = "", handler: str = "Y01", kind: str = "publicity") -> str:
        """Admitted, decided and told."""
        self.admit(no, handler, kind)
        self.decide(no, result, points)
        self.tell(no)
        return no

    def state(self, no: str = "") -> str:
        return str(self.world.case(no or self.closing).state)

    def correct(self, order: str) -> None:
        """The two missing lines, posted on the objection's order."""
        for sheet in self.sheets:
            line = {"member": "M01", "item": "study", "mark": "present"}
            self.world.step(sheet, "correct", "Y02", {"order": order, "lines": [line]})

    def booked(self, member: str, component: str) -> list[tuple[str, int]]:
        found = [each for each in self.world.entries() if (each.member_id, each.component) == (member, component)]
        return [(each.kind, each.points) for each in sorted(found, key=lambda each: (each.recorded_at, each.effect_no))]
