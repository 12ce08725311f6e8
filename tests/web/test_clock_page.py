"""The clock of a rehearsal on the page: it moves on, timers fire on the way, and it never goes back; a real clock has no such page."""

import pytest

from procflow.models import Installation
from tests.world import CLAIM


def test_a_day_passes_and_the_reader_is_back_where_they_were(lived):
    no = lived.world.begin("bonus_claim", "M01")
    answer = lived.as_("M01").post("/clock/forward", by="day", back=f"/cases/{no}")
    assert (answer.status, answer.location) == (303, f"/cases/{no}")
    assert lived.world.today == "2024-03-11"


def test_the_next_due_day_comes_and_neglect_takes_its_course(lived):
    """B31: what was returned lapses after five working days, by the clock alone."""
    no = lived.world.begin("bonus_claim", "M01")
    lived.world.step(no, "submit", "M01", {**CLAIM, "points": "8"}, files=(lived.world.paper(),))
    reader = lived.as_("Y04")
    reader.post("/clock/forward", by="due")
    assert lived.world.today == "2024-03-15"
    assert "今天到期" in reader.get("/inbox").text
    lived.world.file("resolution", "JY-8", actor="Y04", body="points_group", present=["Y04", "Y05"], title="退回")
    fields = lived.as_("Y04").get(f"/cases/{no}/do/return").form("/check")[1]
    reader.act(no, "return", reason="补证明", **({"resolution": "JY-8"} if "resolution" in fields else {}))
    reader.post("/clock/forward", by="date", to="2024-04-01")
    assert lived.world.case(no).state == "lapsed"


@pytest.mark.parametrize("to", ["2024-03-09", "2024-03-10", "9999-12-31", "", "x", "2024-02-30", "2026-01-01"])
def test_the_clock_goes_neither_back_nor_out_of_sight(lived, to):
    answer = lived.as_("M01").post("/clock/forward", by="date", to=to)
    assert (answer.status, "演示时钟只能向前" in answer.text) == (422, True)
    assert lived.world.today == "2024-03-10"


def test_an_order_that_is_none_is_told_so(lived):
    assert lived.as_("M01").post("/clock/forward", by="year").status == 422


def test_the_way_back_stays_on_this_site(lived):
    assert lived.as_("M01").post("/clock/forward", by="day", back="//elsewhere.example").location.startswith("/")
    assert "elsewhere" not in lived.as_("M01").post("/clock/forward", by="day", back="//elsewhere.example").location


def test_a_real_clock_has_no_such_page(lived):
    reader = lived.as_("M01")
    lived.world.session.query(Installation).filter(Installation.name == "now").delete()
    lived.world.session.commit()
    assert reader.post("/clock/forward", by="day").status == 404
