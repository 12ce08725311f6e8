"""The calendar file, read back by a small reader of RFC 5545: whatever stands in a text, lines stay lines, texts stay texts."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from procflow.web.ical import Event, calendar

STAMP = datetime(2024, 4, 19, 11, 0, tzinfo=UTC)
TEXTS = st.text(max_size=120)
EVENTS = st.lists(
    st.builds(Event, st.text("abc.-@1", min_size=1, max_size=90), st.dates(date(1990, 1, 1), date(2100, 1, 1)), TEXTS, TEXTS), max_size=3
)


def read(data):
    """The properties of the file as (name, value) in their order."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    whole = b"\r\n".join(lines).replace(b"\r\n ", b"").decode()
    return [tuple(line.split(":", 1)) for line in whole.split("\r\n")]


def plain(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@given(TEXTS, EVENTS)
def test_what_was_written_is_read_again(title, events):
    found = read(calendar(title, STAMP, events))
    assert found[0] == ("BEGIN", "VCALENDAR")
    assert found[-1] == ("END", "VCALENDAR")
    assert [name for name, _ in found].count("BEGIN") == len(events) + 1
    for name, said in (("UID", [each.uid for each in events]), ("SUMMARY", [visible(each.summary) for each in events])):
        assert [plain(value) for key, value in found if key == name] == said
    assert [value for key, value in found if key == "DTSTART;VALUE=DATE"] == [each.day.strftime("%Y%m%d") for each in events]


def test_an_event_of_a_day_ends_on_the_next_and_keeps_nobody_busy():
    found = dict(read(calendar("日历", STAMP, [Event("u", date(2024, 12, 31), "登记", "由记录员办。\n依据 T3, A4; 附\\件")])))
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"], found["DTSTAMP"]) == ("20241231", "20250101", "20240419T110000Z")
    assert (found["TRANSP"], found["VERSION"]) == ("TRANSPARENT", "2.0")
    assert found["DESCRIPTION"] == "由记录员办。\\n依据 T3\\, A4\\; 附\\\\件"


def test_a_text_adds_no_line_of_its_own():
    data = calendar("x", STAMP, [Event("u", date(2024, 1, 1), "a\r\nATTENDEE:evil\u2028b\u0085c\x0bd")])
    assert not [line for line in data.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert len(data.splitlines()) == len(data.split(b"\r\n")) - 1


def visible(text):
    return "".join(each for each in text if each == "\n" or each.isprintable())
