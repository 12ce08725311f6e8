"""Part 5: what was posted, for how long and where, and the objections to it: in time or late, how they ended, when they were answered. It posts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole, parsed

POSTED = (Column("unit", "单位"), Column("period", "期间"), Column("version", "版次", "count"), Column("posted_on", "张贴", "day"), Column("due", "期限", "day"),
          Column("days_late", "迟办天数", "count"), Column("first", "公示起", "day"), Column("last", "公示止", "day"),
          Column("form", "方式"), Column("place", "地点"))  # fmt: skip
OBJECTED = (Column("case", "异议", "case"), Column("period", "期间"), Column("kind", "类别", "said"), Column("filed", "提出", "day"), Column("result", "结论", "said"),
            Column("feedback", "反馈", "day"), Column("state", "状态", "said"))  # fmt: skip
KINDS = {"publicity": "公示期内", "verification": "核实期内", "late": "逾期提出", "": "未受理"}
RESULTS = {"upheld": "成立", "partly": "部分成立", "dismissed": "不成立", "": "—"}


def part(whole: Whole, no: int) -> Part:
    posted = tuple(row for unit in whole.units for row in postings(whole, unit))
    objected = tuple(objection(unit, lines) for unit, _, lines in whole.chains() if lines[0].body["procedure"]["id"] == "objection_review")
    kinds = [row[2] for row in objected]
    counts = (Count("posted", "公示", len(posted)), Count("late", "迟公示", sum(bool(row[5]) and row[2] == 1 for row in posted), len(posted)),
              Count("objections", "异议", len(objected)),
              *(Count(f"objections_{key or 'none'}", title, kinds.count(title), len(objected)) for key, title in KINDS.items()))  # fmt: skip
    return Part(
        no, "publicity", "公示和异议", counts, (Table("posted", "公示", POSTED, posted), Table("objections", "异议", OBJECTED, objected))
    )


def postings(whole: Whole, unit: Unit) -> Iterator[tuple[object, ...]]:
    for fact in unit.org.facts("publicity"):
        own = parsed(fact.subject)
        if own and whole.period.first <= own.first and own.last <= whole.period.last:
            data = fact.data
            yield (unit.id, fact.subject, int(data["version"]), str(data["posted_on"]), str(data["due"]), int(data["days_late"]), str(data["first"]),
                   str(data["last"]), str(data["form"]), str(data["place"]))  # fmt: skip


def objection(unit: Unit, lines: list[Line]) -> tuple[object, ...]:
    done = [line for line in lines if line.done]
    said: dict[str, Any] = {}
    for line in done:
        said |= {name: value for name, value in line.form.items() if name in ("kind", "result") and value}
    told = next((line.on for line in done if line.step == "give_feedback"), "")
    table = unit.table(lines[0])
    state = str(done[-1].body["to"]) if done else ""
    admitted = next((str(line.form.get("kind") or "publicity") for line in done if line.step == "admit"), "")
    title = str(table.states[state]["title"]) if table and state in table.states else state
    return (unit.no(lines[0].chain), str(lines[-1].body["period"]), KINDS.get(admitted, admitted), lines[0].on, RESULTS.get(str(said.get("result") or ""), ""),
            told, title)  # fmt: skip
