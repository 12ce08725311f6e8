"""A calendar file by RFC 5545: all-day events as bytes, lines folded, texts escaped. It knows nothing of what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

WIDTH = 75  # octets of a line before it is folded
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. `uid` stays the same each time the file is made, so that a calendar replaces what it has."""

    uid: str
    day: date
    summary: str
    description: str = ""


def calendar(title: str, stamp: datetime, events: Iterable[Event]) -> bytes:
    """The file; `stamp` is the moment (UTC) at which it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//procflow//calendar//ZH", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{text(title)}"]
    for each in events:
        lines.extend(told(each, f"{stamp:%Y%m%dT%H%M%SZ}"))
    return "".join(folded(line) for line in (*lines, "END:VCALENDAR")).encode()


def told(each: Event, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{text(each.uid)}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}")
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"  # the first day that is no longer in it
    yield from (f"SUMMARY:{text(each.summary)}", *([f"DESCRIPTION:{text(each.description)}"] if each.description else []))
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")  # a duty does not keep its day busy


def text(said: str) -> str:
    """Whatever controls lines but a line feed is left out: no text can add a line of its own."""
    return "".join(each for each in said if each == "\n" or (each.isprintable() or each == " ")).translate(ESCAPED)


def folded(line: str) -> str:
    """At most 75 octets a line, never in the middle of a character; what goes on begins with a space."""
    parts, room = [""], WIDTH
    for each in line:
        if len(each.encode()) > room:
            parts.append(" ")
            room = WIDTH - 1
        parts[-1] += each
        room -= len(each.encode())
    return "\r\n".join(parts) + "\r\n"
