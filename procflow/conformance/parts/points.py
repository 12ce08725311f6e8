"""Part 6: the ledger's sums against records and statements for every member and period; reversals, points not credited, late entries. It books nothing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.books import balances, inside
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

SUMS = (Column("unit", "单位"), Column("member", "党员", "member"), Column("period", "期间"), Column("component", "类别", "said"),
        Column("entries", "分录", "count"), Column("booked", "台账合计", "points"), Column("recorded", "记录合计", "points"), Column("line", "公示表", "points"),
        Column("uncredited", "未计分", "points"), Column("agrees", "一致", "yes"))  # fmt: skip
UNDONE = (Column("case", "事项", "case"), Column("member", "党员", "member"), Column("period", "期间"), Column("component", "类别", "said"),
          Column("points", "分值", "points"), Column("on", "日期", "day"), Column("clause", "依据"))  # fmt: skip


def part(whole: Whole, no: int) -> Part:
    rows = tuple((unit.id, each.member, each.period, each.component, each.entries, each.booked, each.recorded, each.line, each.uncredited, each.agrees)
                 for unit in whole.units for each in balances(unit, whole.period))  # fmt: skip
    undone = tuple(row for unit in whole.units for row in entries(whole, unit, "reversal"))
    late = tuple(row for unit in whole.units for row in entries(whole, unit, "late"))
    counts = (Count("entries", "分录", sum(int(str(row[4])) for row in rows)), Count("balances", "人期类别", len(rows)),
              Count("unequal", "不一致", sum(not row[-1] for row in rows), len(rows)), Count("reversals", "冲销", len(undone)),
              Count("late", "记在以后期间的分录", len(late)), Count("uncredited", "有未计分的", sum(bool(row[8]) for row in rows), len(rows)))  # fmt: skip
    return Part(no, "points", "台账核对", counts, (Table("balances", "逐人逐期", SUMS, rows), Table("reversals", "冲销", UNDONE, undone),
                                             Table("late", "记在以后期间的分录", UNDONE, late)))  # fmt: skip


def entries(whole: Whole, unit: Unit, kind: str) -> Iterator[tuple[object, ...]]:
    """Of all the unit's records: a reversal stands where it was decided. `late` are those booked after the period for which they count."""
    for chain, lines in unit.chains.items():
        for line in lines:
            for each in line.effects:
                wanted = each["kind"] == "entry" and (
                    each["entry_kind"] == kind or (kind == "late" and each["booked_in"] != each["counts_in"])
                )
                if wanted and inside(each["counts_in"], whole.period):
                    yield (
                        unit.no(chain),
                        each["member_id"],
                        each["counts_in"],
                        each["component"],
                        each["points"],
                        line.on,
                        line.body["clause"],
                    )
