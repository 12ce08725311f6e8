"""The year's roll of participating members (R2) and the list of honours (R16), as they were filed. It admits and honours nobody."""

from __future__ import annotations

from typing import Any

from procflow.filing import STANDINGS
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

PARTICIPANT = (Column("序号", "number"), Column("姓名"), Column("身份", "word"), Column("党小组"), Column("纳入之日", "day"), Column("列入名单", "day"),
               Column("申请编号"))  # fmt: skip
HONOURED = (Column("序号", "number"), Column("姓名"), Column("等次", "word"), Column("授牌日期", "day"), Column("在规定时间内", "word"), Column("牌匾或证书编号"),
            Column("撤销日期", "day"))  # fmt: skip
LISTED = "名单于 {day} 确定，共 {n} 人"
BY_RULE = "本细则规定符合条件的党员自动纳入，共 {n} 人"
TIMELY = {"yes": "是", "no": "否"}


def participants(reading: Reading) -> Part:
    """R2: those on the list that was fixed; where the rules take everybody in, those in scope that day."""
    filed = list(reading.org.facts("roster", subject=reading.year))
    people = reading.org.people(reading.last)
    listed = (
        [str(each) for each in filed[-1].data["members"]] if filed else [one for one, seen in people.items() if seen.in_scope(reading.last)]
    )
    called = reading.names(set(listed))
    asked = {row.subject: row.no for row in reading.cases("enrollment_application")}
    first = {person: next(each.since for each in filed if person in each.data["members"]) for person in listed} if filed else {}
    rows: list[tuple[Any, ...]] = []
    for person in sorted(filter(reading.concerns, listed), key=lambda one: (first.get(one, ""), one)):
        seen = reading.org.person(person, reading.last)
        standing, group, since = (seen.standing, seen.group, seen.scope_from) if seen else ("gone", "", "")
        rows.append(
            (
                len(rows) + 1,
                called[person],
                STANDINGS.get(standing, standing),
                group,
                since or None,
                first.get(person),
                asked.get(person, ""),
            )
        )
    footer = (LISTED, {"day": filed[-1].since, "n": len(listed)}) if filed else (BY_RULE, {"n": len(listed)})
    return Part(PARTICIPANT, rows, (footer,) if listed else (), ("支部书记", "记录员"))


def honours(reading: Reading) -> Part:
    """R16: whoever was honoured for the year's rating, and from whom it was taken back; the last that was filed of each."""
    facts = (each for each in reading.org.facts("award") if each.data.get("year") == reading.year and reading.concerns(each.subject))
    filed = {each.subject: each.data for each in facts}
    called = reading.names(set(filed))
    labels = {each.code: each.label for each in reading.book.grades} if reading.book else {}
    rows = [
        (number, called[person], labels.get(str(data.get("grade")), ""), data.get("conferred_on") or None,
         TIMELY.get(str(data.get("in_window")), ""), str(data.get("plaque") or ""), data.get("revoked_on") or None)
        for number, (person, data) in enumerate(sorted(filed.items()), start=1)
    ]  # fmt: skip
    return Part(HONOURED, rows, (), ("批准机关",))
