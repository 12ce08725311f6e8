"""Part 12: the hash chain of every case of the period and of the unit's own stream, recomputed; the newest seal. Nothing is mended."""

from __future__ import annotations

from procflow.conformance.heads import log_head
from procflow.conformance.records import of_chain
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

COLUMNS = (Column("unit", "单位"), Column("chains", "记录链", "count"), Column("records", "记录", "count"), Column("broken", "断开", "count"),
           Column("sealed", "已封存", "count"))  # fmt: skip
HEAD = (Column("origin", "日志"), Column("size", "封存条数", "count"), Column("root", "根"), Column("waiting", "本报告中待封存", "count"))


def part(whole: Whole, no: int) -> Part:
    rows = []
    for unit in whole.units:
        lines = [line for chain in whole.wanted[unit.id] for line in unit.chains[chain]] + of_chain(whole.reading, f"unit/{unit.id}")
        broken = {each.evidence[0].chain for each in whole.findings if each.kind == "chain" and each.unit == unit.id}
        rows.append((unit.id, len({line.chain for line in lines}), len(lines), len(broken), sum(line.leaf >= 0 for line in lines)))
    head = log_head(whole.reading, whole.lines())
    sums = [sum(int(row[place]) for row in rows) for place in range(1, 5)]
    counts = (
        Count("records", "核对的记录", sums[1]),
        Count("broken", "断开的链", sums[2], sums[0]),
        Count("sealed", "已封存的记录", sums[3], sums[1]),
    )
    return Part(no, "chains", "记录链核对", counts, (Table("units", "各单位", COLUMNS, tuple(rows)),
                                               Table("head", "封存日志", HEAD, ((head.origin, head.size, head.root, head.waiting),))))  # fmt: skip
