"""Part 11: the parameters in force, the version and filing of the rules, placeholders and waivers. It changes none."""

from __future__ import annotations

from procflow.conformance.policies import PLACEHOLDER, WAIVED, in_force, used
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

VERSIONS = (
    Column("unit", "单位"),
    Column("regime", "细则"),
    Column("version", "版本"),
    Column("since", "自", "day"),
    Column("sha256", "摘要", "hash"),
)
VALUES = (Column("regime", "细则"), Column("version", "版本"), Column("path", "参数"), Column("title", "名称", "said"), Column("value", "值"),
          Column("clause", "依据"), Column("status", "状态", "said"))  # fmt: skip
STATUS = {"filed": "已备案或采用", PLACEHOLDER: "示范，尚未替换", WAIVED: "示范，已说明暂不替换的理由"}


def part(whole: Whole, no: int) -> Part:
    policies = in_force(whole)
    values = tuple((each.regime, each.version, each.path, each.title, each.value, each.clause, STATUS[each.status]) for each in policies)
    versions = []
    for unit in whole.units:
        adopted = {str(fact.data["sha256"]): fact.since for fact in unit.org.adopted()}
        versions += [
            (unit.id, unit.books[each].id, unit.books[each].version, adopted.get(each, ""), each)
            for each in used(whole, unit)
            if each in unit.books
        ]
    open_ = [each for each in policies if each.status != "filed"]
    counts = (Count("policies", "生效的参数", len(policies)), Count("placeholders", "示范项目", len(open_), len(policies)),
              Count("waived", "已说明理由", sum(each.status == WAIVED for each in open_), len(open_)))  # fmt: skip
    return Part(
        no,
        "rules",
        "细则与参数",
        counts,
        (Table("versions", "细则版本", VERSIONS, tuple(versions)), Table("policies", "参数", VALUES, values)),
    )
