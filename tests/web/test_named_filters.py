"""Filters under names: one's own for oneself, a unit's by whoever holds an office there; and reminding from the case."""

import pytest

from procflow.models import KeptFilter


@pytest.fixture
def claims(lived):
    return lived.world.claim("M01"), lived.world.claim("M02")


def kept(reader, query="?q=王甲华", **fields):
    return reader.get(f"/inbox{query}").send("/inbox/filters", **fields)


def test_a_filter_is_kept_under_a_name_found_again_and_dropped(lived, claims):
    reader = lived.as_("Y04")
    sent = reader.get("/inbox?q=王甲华")
    page = [sent.send("/inbox/filters", title="王甲华的") for _ in (1, 2)][-1].follow()
    assert len(lived.world.rows(KeptFilter)) == 1, "sent twice, kept once"
    assert "王甲华的" in page.text
    assert claims[1] not in page.text
    assert "王甲华的" in reader.get("/inbox?box=done").text
    assert "王甲华的" not in lived.as_("Y02").get("/inbox").text
    page.send("/inbox/filters/drop", filter=lived.world.rows(KeptFilter)[0].filter_id)
    assert lived.world.rows(KeptFilter) == []


def test_a_units_filter_is_everybodys_there_but_only_from_an_office(lived, claims):
    kept(lived.as_("Y04"), title="逾期", query="?due=overdue", shared="yes")
    assert "逾期 （本单位）" in lived.as_("M02").get("/inbox").text
    lived.as_("M02").post("/inbox/filters", title="党员存的", q="x", shared="yes")
    assert "党员存的" in lived.as_("M02").get("/inbox").text
    assert "党员存的" not in lived.as_("Y04").get("/inbox").text
    row = lived.world.rows(KeptFilter, KeptFilter.unit != "")[0]
    lived.as_("M02").post("/inbox/filters/drop", filter=row.filter_id)
    assert row.filter_id in {each.filter_id for each in lived.world.rows(KeptFilter)}


def test_whoever_waits_reminds_from_the_step_that_is_not_theirs(lived, claims):
    page = lived.as_("M01").case(claims[0])
    assert page.text.count("催办") >= 2
    done = page.send("/do/nudge/check").send("/steps").follow()
    assert "催办" in done.text
    assert "同一件事一天只能催一次" in lived.as_("M01").post(f"/cases/{claims[0]}/do/nudge/check").text
