"""Part 7: the year's grades, computed and confirmed, departures and gaps, the arithmetic of shares, ties and run-offs. It grades nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.conformance.known import stated
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole, parsed

LINES = (Column("unit", "单位"), Column("year", "年度"), Column("member", "党员", "member"), Column("base", "基础分", "points"), Column("bonus", "奖励分", "points"),
         Column("deduction", "扣分", "points"), Column("appraisal", "评议分", "points"), Column("raw", "原始分", "points"), Column("score", "年度得分", "points"),
         Column("band", "分数等次", "said"), Column("computed", "计算等次", "said"), Column("confirmed", "确认等次", "said"),
         Column("differs", "不同", "yes"))  # fmt: skip
SHARES = (Column("unit", "单位"), Column("year", "年度"), Column("grade", "等次", "said"), Column("n", "基数", "count"), Column("share", "比例", "share"),
          Column("places", "名额", "count"), Column("chosen", "评上", "count"), Column("excess", "名额已满顺延", "count"), Column("by", "确定办法"))  # fmt: skip
TIES = (
    Column("unit", "单位"),
    Column("year", "年度"),
    Column("grade", "等次", "said"),
    Column("members", "并列党员"),
    Column("places", "名额", "count"),
)


def part(whole: Whole, no: int) -> Part:
    found = [(unit, year, versions) for unit in whole.units for year, versions in boards(whole, unit)]
    rows = tuple(row for unit, year, versions in found for row in lines(unit, year, versions[-1]))
    shares = tuple((unit.id, year, label(unit, year, each["grade"]), each["n"], each["basis_points"], each["places"], len(each["chosen"]),
                    len(each["excess"]), each["chosen_by"]) for unit, year, versions in found for each in versions[-1]["shares"])  # fmt: skip
    ties = tuple((unit.id, year, label(unit, year, each["grade"]), "、".join(each["members"]), each["places"])
                 for unit, year, versions in found for each in versions[0]["ties"])  # fmt: skip
    counts = (Count("rated", "评定的党员", len(rows)), Count("confirmed", "已确认", sum(bool(row[11]) for row in rows), len(rows)),
              Count("departures", "确认与计算不同", sum(bool(row[12]) for row in rows), len(rows)), Count("ties", "并列", len(ties)),
              Count("unresolved", "并列未决", sum(len(versions[-1]["unresolved"]) for _, _, versions in found)))  # fmt: skip
    return Part(
        no,
        "ratings",
        "年度评定",
        counts,
        (Table("lines", "逐人", LINES, rows), Table("shares", "名额", SHARES, shares), Table("ties", "并列", TIES, ties)),
    )


def boards(whole: Whole, unit: Unit) -> Iterator[tuple[str, list[Any]]]:
    """Every version of the rating of each year that the period holds."""
    found: dict[str, list[Any]] = {}
    for fact, _ in stated(unit.reading.session, unit.id, "rating", unit.reading.cut):
        own = parsed(fact.subject)
        if own and whole.period.first <= own.first and own.last <= whole.period.last:
            found.setdefault(fact.subject, []).append(fact.data)
    yield from found.items()


def lines(unit: Unit, year: str, board: Any) -> Iterator[tuple[object, ...]]:
    for each in board["lines"]:
        computed, confirmed = label(unit, year, each["computed"]), label(unit, year, each["confirmed"])
        yield (unit.id, year, each["member"], each["base"], each["bonus"], each["deduction"], each["appraisal"], each["raw"], each["score"],
               label(unit, year, each["band"]), computed, confirmed, bool(confirmed) and confirmed != computed)  # fmt: skip


def label(unit: Unit, year: str, code: str) -> str:
    """What the year's rules call a grade; its code where they do not know it."""
    adopted = unit.org.last_adopted(f"{year}-12-31")
    book = unit.books.get(str(adopted.data["sha256"])) if adopted else None
    known = {each.code: each.label for each in (*book.grades, *book.gaps, *book.period_grades)} if book else {}
    return known.get(code, code)
