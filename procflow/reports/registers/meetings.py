"""Minutes and resolutions (R8): every meeting of the year with what was put to it and how it was voted, and what the bodies resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow import queries
from procflow.filing import BODY_TITLES
from procflow.queries import Meeting, Motion
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("日期", "day"), Column("会议或机构", "word"), Column("编号"), Column("事项", "word"), Column("涉及人员"), Column("应到", "number"),
           Column("到会", "number"), Column("书面意见", "number"), Column("赞成", "number"), Column("反对", "number"), Column("弃权", "number"),
           Column("结果", "word"))  # fmt: skip
SHORT = "到会人数不足，未表决"
RESOLVED = "形成决议"
ELECTION = "推选积分小组"


def minutes(reading: Reading) -> Part:
    rows = sorted([*meetings(reading), *resolutions(reading)], key=lambda row: (row[0], row[2]))
    return Part(COLUMNS, rows, (), ("主持人", "记录人"))


def meetings(reading: Reading) -> Iterator[tuple[Any, ...]]:
    at = (reading.session, reading.actor, reading.day)
    for called in queries.meetings(*at, reading.unit).meetings:
        if called.on.startswith(reading.year):
            yield from of_meeting(reading, queries.meeting(*at, called.no))


def of_meeting(reading: Reading, of: Meeting) -> Iterator[tuple[Any, ...]]:
    """A row for each motion; one for the meeting itself where nothing was put to it, or it could not vote."""
    roll = (of.counters.due, of.counters.present, of.counters.written) if of.counters.called else (None, None, None)
    head = (of.called.on, of.called.title, of.called.no)
    if not of.motions:
        yield (*head, "", "", *roll, None, None, None, SHORT if of.counters.called and of.counters.missing else "")
    for each in of.motions:
        yield (*head, each.about_title or ELECTION, each.subject.name, *roll, *tally(each), each.state_title)


def tally(of: Motion) -> tuple[int | None, ...]:
    return tuple(of.tally.get(name) for name in ("in_favour", "against", "abstained"))


def resolutions(reading: Reading) -> Iterator[tuple[Any, ...]]:
    for fact in reading.org.facts("resolution"):
        if fact.since.startswith(reading.year):
            said, present = fact.data, len(fact.data["present"])
            yield (
                fact.since,
                BODY_TITLES[said["body"]],
                fact.subject,
                str(said["title"]),
                "",
                None,
                present,
                None,
                None,
                None,
                None,
                RESOLVED,
            )
