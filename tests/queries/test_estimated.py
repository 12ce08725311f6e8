"""A due day of a year whose notice is not on file says that it is an estimate: in the inbox, on the case, to programs."""

from procflow import queries
from procflow.engine.founding import GUESS, SOURCE, calendars
from procflow.shapes import dump
from tests.queries.world import DAY, WAITING

ESTIMATE = {"days": [["2024-05-01", False]], "source": GUESS, "estimated": True}
NOTICE = {"days": [["2024-05-01", False]], "source": SOURCE}


def test_an_estimated_year_marks_each_due_day_until_the_notice_is_filed(session, world):
    for filed, said in ((None, False), (ESTIMATE, True), (NOTICE, False)):
        if filed:
            world.file("calendar", "2024", "xz", **filed)
        found = queries.inbox(session, "Y04", DAY)
        assert {row.estimated for row in found.rows} == {said}
        (due,) = queries.case_page(session, "Y04", DAY, WAITING).waiting
        assert (due.estimated, dump(found)["rows"][0]["estimated"]) == (said, said)


def test_a_new_installation_begins_with_this_year_and_the_next_and_says_which_is_an_estimate():
    told = {year: (form["source"], form["estimated"]) for year, form in calendars(DAY.replace(year=2026))}
    assert told == {2026: (SOURCE, None), 2027: (GUESS, True)}
    assert ["2027-10-01", False] in dict(calendars(DAY.replace(year=2026)))[2027]["days"]
