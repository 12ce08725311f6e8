"""Part 9: what inspections found, by type, what was kept of it and how it was corrected; and what this report found. It inspects nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procflow.conformance.kinds import KINDS
from procflow.conformance.records import Line
from procflow.conformance.shapes import SEVERITIES, Column, Count, Part, Table
from procflow.conformance.whole import Whole

FOUND = (Column("case", "督查", "case"), Column("no", "序号", "count"), Column("kind", "类型", "said"), Column("about", "涉及事项", "case"),
         Column("member", "党员", "member"), Column("verdict", "认定", "said"), Column("due", "整改期限", "day"), Column("state", "督查进展"))  # fmt: skip
OWN = (Column("kind", "发现", "said"), Column("severity", "程度", "said"), Column("clause", "依据"), Column("n", "条数", "count"))
TYPES = {"omission": "漏记", "misrecord": "错记", "selective": "选择性记录", "procedure": "程序问题"}
VERDICTS = {"keep": "认定", "drop": "不认定", "": "—"}


def part(whole: Whole, no: int) -> Part:
    rows = tuple(
        row
        for unit, chain, lines in whole.chains()
        if lines[0].body["procedure"]["id"] == "inspection"
        for row in found(unit.no(chain), lines)
    )
    own = Counter(each.kind for each in whole.findings)
    listed = tuple((KINDS[kind].title, SEVERITIES[KINDS[kind].severity], KINDS[kind].clause, n) for kind, n in own.items())
    kinds = Counter(str(row[2]) for row in rows)
    counts = (Count("inspected", "督查发现", len(rows)), *(Count(key, title, kinds[title], len(rows)) for key, title in TYPES.items()),
              Count("findings", "本报告发现", len(whole.findings)))  # fmt: skip
    return Part(
        no, "inspections", "督查和发现", counts, (Table("inspected", "督查发现", FOUND, rows), Table("findings", "本报告发现", OWN, listed))
    )


def found(case: str, lines: list[Line]) -> Iterator[tuple[object, ...]]:
    done = [line for line in lines if line.done]
    drafted = next((line for line in reversed(done) if line.step == "draft"), None)
    verdicts = {each["finding"]: each["verdict"] for line in done for each in line.form.get("verdicts") or ()}
    terms = {each["finding"]: each["due"] for line in done for each in line.form.get("terms") or ()}
    for place, each in enumerate((drafted.form.get("findings") or ()) if drafted else (), 1):
        yield (case, place, TYPES.get(each["kind"], each["kind"]), each.get("case") or "", each.get("member") or "", VERDICTS[verdicts.get(place, "")],
               terms.get(place, ""), str(done[-1].body["to"]))  # fmt: skip
