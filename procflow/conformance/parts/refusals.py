"""Part 10: attempts that were refused, by code and by role; refusals are the rules at work, not findings. It names nobody."""

from __future__ import annotations

from collections import Counter

from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

COLUMNS = (Column("code", "代码"), Column("role", "职务", "said"), Column("step", "程序和步骤"), Column("n", "次数", "count"))


def part(whole: Whole, no: int) -> Part:
    found: Counter[tuple[str, str, str]] = Counter()
    for unit, line in whole.refused_in():
        roles = unit.org.actor(str(line.body["actor"]["id"]), line.on).roles
        role = "、".join(sorted(roles)) or ("member" if unit.org.person(str(line.body["actor"]["id"]), line.on) else "")
        found[str(line.body["refusal"]["code"]), role, str(line.body["type"])] += 1
    rows = tuple((*key, n) for key, n in sorted(found.items()))
    codes = Counter(str(line.body["refusal"]["code"]) for line in whole.refused())
    return Part(no, "refusals", "被拒绝的办理", (Count("refused", "被拒绝的办理", sum(codes.values())),), (
        Table("codes", "按代码", (COLUMNS[0], COLUMNS[3]), tuple(sorted(codes.items()))), Table("refusals", "按代码和职务", COLUMNS, rows)))  # fmt: skip
