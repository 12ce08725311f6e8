"""A branch with one posted sheet that lacks a line, and a supervision group above it: what inspections are played in. It asserts nothing."""

from tests.world import World

INSPECTORS = ["U02", "U03", "U04"]
FINDING = {"kind": "omission", "case": "$sheet", "member": "M01", "remark": "签到表有名，登记表没有"}
BOOK = {"kind": "procedure", "register": "会议记录第3页", "remark": "没有记录人签名"}


class Inspected(World):
    """M01's study of January is missing in the sheet. Today is 1 March 2024."""

    def prepared(self) -> dict[str, str]:
        for name, called in (("U01", "方建业"), *zip(INSPECTORS, ("严明", "石磊", "江涛"), strict=True)):
            self.file("person", name, unit="xz", name=called)
        self.file("body", "party_committee", unit="xz", members=["U01"], keepers=["U01"])
        self.file("body", "supervision_group", unit="xz", members=INSPECTORS, keepers=["U02"])
        self.at("2024-03-01")
        lines = [{"member": name, "item": item, "mark": "present"} for name in ("M01", "M02") for item in ("study", "dues")]
        form = {"source": "daily_record", "lines": lines[1:]}
        sheet = self.begin("base_registration", "Y03", subject="d1", period="2024-01", form=form)
        self.file("resolution", "JF1", actor="Y04", body="points_group", present=["Y04", "Y05", "Y06"], title="核实登记")
        self.step(sheet, "verify", "Y04", {"resolution": "JF1"})
        self.step(sheet, "post", "Y02")
        no = self.begin("inspection", "U02", subject="d1", period="2024-Q1", form={"title": "一季度督查"})
        found = {"case": no, "sheet": sheet, "ok": self.resolved(), "mixed": self.resolved(["U02", "U03", "Y01"])}
        return {**found, "committee": self.resolved(["U01"], "party_committee", "U01"), "group": "JF1"}

    def resolved(self, present: list[str] | None = None, body: str = "supervision_group", keeper: str = "U02") -> str:
        no = f"DC{next(self.numbers)}"
        self.file("resolution", no, actor=keeper, unit="xz", body=body, present=present or INSPECTORS, title="督查")
        return no

    def drafted(self) -> dict[str, str]:
        """Two findings: the line left out, and a page without signature."""
        found = self.prepared()
        self.step(found["case"], "start", "U02", {"cases": [found["sheet"]], "resolution": found["ok"]}, key="spent")
        findings = [{**FINDING, "case": found["sheet"]}, BOOK]
        self.step(found["case"], "draft", "U02", {"findings": findings, "resolution": found["ok"]})
        return found

    def asked(self) -> dict[str, str]:
        found = self.drafted()
        self.step(found["case"], "ask", "U02", {"resolution": found["ok"]})
        return found

    def confirmed(self, *verdicts: str) -> dict[str, str]:
        """Answered; the first finding kept unless said otherwise, the second dropped."""
        found = self.asked()
        self.step(found["case"], "reply", "Y01", {"reply": "一月学习确有漏记"})
        lines = [
            {"finding": str(place), "verdict": verdict, "reason": "核实"} for place, verdict in enumerate(verdicts or ("keep", "drop"), 1)
        ]
        self.step(found["case"], "confirm", "U02", {"verdicts": lines, "resolution": found["ok"]})
        return found

    def ordered(self) -> dict[str, str]:
        found = self.confirmed()
        self.step(found["case"], "notify", "U01", {"number": "青督〔2024〕1号", "resolution": found["committee"]})
        self.step(found["case"], "order", "U02", {"terms": [{"finding": "1", "due": "2024-03-15"}], "resolution": found["ok"]})
        return found
