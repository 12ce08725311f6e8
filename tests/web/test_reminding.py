"""到时提醒我 beside a step that waits for its day: the day in words, and a note for one's own calendar that names nobody."""

from datetime import date
from types import SimpleNamespace

import pytest

from procflow.errors import Refusal
from procflow.web.reminding import opens

TODAY = date(2024, 3, 10)


@pytest.fixture
def database_kind():
    return "sqlite"


def waits(*inputs, kind="not_yet", code="TOO_EARLY"):
    return SimpleNamespace(kind=kind, refusals=tuple(Refusal(code, "", each) for each in inputs))


@pytest.mark.parametrize(
    ("inputs", "day"),
    [
        ({"last": "2024-03-12", "today": "2024-03-10"}, date(2024, 3, 13)),
        ({"due": "2024-03-12"}, date(2024, 3, 13)),
        ({"on": "2024-03-12", "today": "2024-03-10"}, date(2024, 3, 12)),
        ({"first": "2024-03-12", "last": "2024-03-20"}, date(2024, 3, 12)),
        ({"last": "2024-03-01"}, None),
        ({"notified": "2024-03-10", "on": "2024-03-12", "least": 3}, None),
        ({"until": "2024-03-20", "on": "2024-03-12"}, None),
        ({"body": "points_group"}, None),
    ],
)
def test_the_day_is_the_first_on_which_time_stands_no_longer_against_it(inputs, day):
    assert opens(waits(inputs), TODAY) == day


def test_of_several_reasons_the_last_day_counts_and_what_is_missing_has_none():
    assert opens(waits({"last": "2024-03-12"}, {"on": "2024-03-20"}), TODAY) == date(2024, 3, 20)
    assert opens(waits({"last": "2024-03-12"}, kind="missing"), TODAY) is None
    assert opens(waits({"last": "2024-03-12"}, code="OUT_OF_WINDOW"), TODAY) is None


@pytest.fixture
def motion(lived):
    motion = lived.world.verify(lived.world.claim())
    lived.world.file(
        "meeting", "HY-7", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02"
    )
    lived.world.step(motion, "schedule", "Y01", {"meeting": "HY-7"})
    return motion


def test_the_case_tells_the_day_and_gives_a_note_of_it(lived, motion):
    page = lived.as_("Y01").case(motion)
    assert "最早 2024年3月12日（周二） 可以办。 到时提醒我" in page.text
    note = lived.as_("Y01").client.get(f"/calendar.ics?case={motion}&step=open_discussion").text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20240312" in note
    assert "今天起可以办：开始讨论" in note
    assert "王" not in note.split("SUMMARY:")[1].split("\r\n")[0]


@pytest.mark.parametrize("asked", ["case={}&step=void", "case={}&step=no_such", "case=D1ZB-XX-2024-0001&step=open_discussion", "case={}"])
def test_there_is_no_note_of_what_waits_for_no_day(lived, motion, asked):
    assert lived.as_("Y01").client.get(f"/calendar.ics?{asked.format(motion)}").status_code == 404


def test_a_stranger_to_the_case_gets_no_note(lived, motion):
    assert lived.as_("M02").client.get(f"/calendar.ics?case={motion}&step=open_discussion").status_code == 404
