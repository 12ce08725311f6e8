"""Part 2: each procedure's cases, opened, settled, ended, still open and overdue, and how long they lay in each state. It measures, and judges nobody."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from statistics import median_high

from procflow.conformance.duties.tasks import stays
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

HEADS = (Column("procedure", "程序", "said"), Column("opened", "开始", "count"), Column("settled", "已有结果", "count"), Column("ended", "已办结", "count"),
         Column("open", "办理中", "count"), Column("overdue", "逾期未办", "count"))  # fmt: skip
ENDS = (Column("procedure", "程序", "said"), Column("state", "结果", "said"), Column("cases", "事项", "count"))
LAIN = (
    Column("procedure", "程序", "said"),
    Column("state", "状态", "said"),
    Column("stays", "次数", "count"),
    Column("days", "天数中位数", "count"),
)


def part(whole: Whole, no: int) -> Part:
    heads: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    ends: dict[tuple[str, str], int] = defaultdict(int)
    lain: dict[tuple[str, str], list[int]] = defaultdict(list)
    today = whole.reading.as_of
    for unit, _, lines in whole.chains():
        table, now = unit.table(lines[0]), [line for line in lines if line.done][-1:]
        if table is None or not now:
            continue
        known = [stay for stay in stays(lines) if stay.state in table.states]
        state = table.states.get(str(now[0].body["to"]), {})
        settled, ended = bool(state.get("settled")), bool(state.get("final"))
        overdue = bool(known) and not (settled or ended) and known[-1].due != "" and known[-1].due < today.isoformat()
        for place, counted in enumerate((True, settled, ended, not (settled or ended), overdue)):
            heads[table.title][place] += counted
        if settled or ended:
            ends[table.title, str(state["title"])] += 1
        for stay in known:
            until = date.fromisoformat(stay.left.on) if stay.left else today
            if table.open(stay.state):
                lain[table.title, str(table.states[stay.state]["title"])].append((until - date.fromisoformat(stay.began.on)).days)
    rows = tuple((name, *heads[name]) for name in sorted(heads))
    sums = [sum(row[place] for row in heads.values()) for place in range(5)]
    counts = tuple(
        Count(column.key, column.title, n, None if column.key == "opened" else sums[0]) for column, n in zip(HEADS[1:], sums, strict=True)
    )
    return Part(no, "machines", "各程序办理情况", counts, (
        Table("procedures", "各程序", HEADS, rows),
        Table("ends", "办理结果", ENDS, tuple((*key, n) for key, n in sorted(ends.items()))),
        Table("stays", "各状态停留天数", LAIN, tuple((*key, len(found), median_high(found)) for key, found in sorted(lain.items()))),
    ))  # fmt: skip
