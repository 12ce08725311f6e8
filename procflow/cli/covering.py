"""Every clause of the two documents with what implements it and what tests it, printed from tables and recorded citations. It runs nothing."""

from __future__ import annotations

from typing import Any

import click

from procflow.cli import exits
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place

UNSHOWN = "—"


@click.command("coverage", cls=Command, help="两份规则文件的每一条：由哪个程序、哪些步骤实现，哪些测试引用，写入哪个登记簿")
@click.argument("clause", required=False, default="", metavar="[CLAUSE]")
@pass_place
def coverage(place: Place, clause: str) -> int:
    from procflow.errors import NotFound
    from procflow.reports.coverage import coverage as every
    from procflow.reports.coverage.told import SUMMARY

    found = every()
    rows = [each for each in found.rows if clause.upper() in ("", each.clause.id)]
    if not rows:
        raise NotFound("没有这一条：{clause}（T1–T20、B1–B40）", clause=clause)
    summary = place.say(SUMMARY, covered=found.covered, count=len(found.rows))
    data = {"covered": found.covered, "count": len(found.rows), "clauses": [as_data(place, each) for each in rows]}
    place.show(data, [*(line for each in rows for line in lines(place, each)), "", summary])
    return exits.DONE if all(each.covered for each in rows) else exits.REFUSED


def lines(place: Place, row: Any) -> list[str]:
    """The clause, then what carries it, who cites it and what it writes."""
    from procflow.reports.coverage.told import carriers, register_titles

    by = "; ".join(each.text(place.lang) for each in carriers(row, place.lang)) or UNSHOWN
    tests, written = ", ".join(row.tests) or UNSHOWN, "、".join(register_titles(row, place.lang)) or UNSHOWN
    mark = "✓" if row.covered else "✖"
    parts = (("实现", by), ("测试", tests), ("登记簿", written))
    return [f"{mark} {row.clause.id}  {place.say(row.clause.says)}", *(f"    {place.say(title)}: {text}" for title, text in parts)]


def as_data(place: Place, row: Any) -> dict[str, Any]:
    return {
        "clause": row.clause.id, "says": place.say(row.clause.says), "covered": row.covered,
        "steps": [{"procedure": key, "step": step} for key, step in row.steps],
        "carried_by": [{"kind": kind, "name": name} for kind, name in row.carried],
        "parameters": list(row.parameters), "tests": list(row.tests), "registers": list(row.clause.registers),
    }  # fmt: skip
