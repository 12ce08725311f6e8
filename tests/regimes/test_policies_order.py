"""Which text of a quarter is published where an office follows (A35): the branch's, before the office's stage, or the one that the members checked."""

import pytest

from procflow.models import Case, DatedFact
from procflow.proof.check import verify
from tests.machines.opted import ON, Opted
from tests.regimes.examples import changed

OFFICE = ("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n")
DUE = "  quarter:\n    due_day: {is: 15,"
FIRST, LAST = (changed(*ON, OFFICE, (DUE, f"  quarter:\n    order: {{is: {order}, by: [B13, B32, A35]}}\n    due_day: {{is: 15,"))
               for order in ("before_office", "after_office"))  # fmt: skip
POSTING = {"place": "党务公开栏", "form": "noticeboard"}
MEMBERS = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")


class Quarter(Opted):
    """The first quarter of 2024, compiled and cleared on 2 April; P01 keeps the office's minutes."""

    def __init__(self, world, rules):
        super().__init__(world, "2024-01-08", rules)
        world.file("person", "P01", unit="xz", name="党建办甲")
        world.file("body", "party_building_office", unit="xz", members=["P01"], keepers=["P01"])
        self.sweep()
        world.at("2024-04-02")
        self.sweep()
        self.no = str(world.rows(Case, Case.procedure == "quarterly_closing", Case.period == "2024-Q1", Case.unit == "d1")[0].no)
        for step, actor, form in (("compile", "Y02", {}), ("clear", "Y01", {"screened": "yes", "read": "yes"})):
            world.step(self.no, step, actor, form)

    def do(self, step, actor, form=None):
        self.world.step(self.no, step, actor, form or {})
        return self.state(self.no)

    def barred(self, step, actor, form=None):
        return {each.guard for each in self.world.refused(self.no, step, actor, form or {}).refusals}

    def opinion(self):
        no = f"DJB-{next(self.numbers)}"
        self.world.file("resolution", no, actor="P01", unit="xz", body="party_building_office", present=["P01"], title="初步意见")
        lines = [{"member": name, "opinion": "agreed"} for name in MEMBERS]
        return self.do("office_opinion", "P01", {"resolution": no, "members_asked": "yes", "masses_asked": "yes", "lines": lines})

    def posted(self):
        rows = self.world.rows(DatedFact, DatedFact.kind == "publicity", DatedFact.superseded_by.is_(None))
        return [row.since for row in rows]


@pytest.fixture
def quarter(world, request):
    return Quarter(world, request.param)


@pytest.mark.parametrize("quarter", [FIRST], indirect=True)
def test_by_default_the_sheet_is_posted_first_and_the_office_follows_A35(quarter, world):
    assert "office_first" in quarter.barred("report", "Y01")
    assert quarter.do("publicise", "Y03", POSTING) == "publicised"
    world.at("2024-04-06")
    assert quarter.do("report", "Y01") == "office_review"
    assert quarter.opinion() == "member_check"
    world.at("2024-04-10")
    assert quarter.barred("publicise", "Y03", POSTING) == {"changed"}  # posted anew only where something was corrected
    assert quarter.do("finalize_office", "Y02", {"resolution": quarter.resolve()}) == "finalized"


@pytest.mark.parametrize("quarter", [LAST], indirect=True)
def test_or_it_is_posted_only_after_the_office_and_the_members_and_closed_by_the_branch_then_A35(quarter, world):
    assert "publicity_first" in quarter.barred("publicise", "Y03", POSTING)
    assert quarter.do("report", "Y01") == "office_review"
    assert quarter.opinion() == "member_check"
    assert quarter.barred("publicise", "Y03", POSTING) == {"checked"}
    assert "publicity_first" in quarter.barred("finalize_office", "Y02", {"resolution": quarter.resolve()})
    world.at("2024-04-06")  # three days of silence
    assert quarter.posted() == []
    assert quarter.do("publicise", "Y03", POSTING) == "publicised"
    assert ([each.desk for each in world.tasks(quarter.no)], len(quarter.posted())) == (["branch_committee"], 1)
    assert quarter.barred("report", "Y01") >= {"publicity_first"}
    assert quarter.barred("finalize", "Y02", {"resolution": quarter.resolve()}) == {"window_over"}
    world.at("2024-04-10")
    assert quarter.do("finalize", "Y02", {"resolution": quarter.resolve()}) == "finalized"
    assert verify(world.session).findings == ()
