"""Points earned before as a kind of import: columns, check as figures for each member, and the case that follows; the planning is done beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow.engine.together import Told
from procflow.guards.opening import COMPONENTS
from procflow.importing import earned
from procflow.importing.drafts import Draft
from procflow.importing.flow import faulty
from procflow.importing.marking import returned
from procflow.sheets.columns import Column
from procflow.sheets.earned import COLUMNS, Line
from procflow.sheets.written import template
from procflow.wording import points, say

MOST = 500


class Earnings:
    """One period's register of a branch in one case, or nothing. The papers that were stored for it are the draft's `paper`."""

    key: str = "points"
    title: str = "期初积分"
    columns: Sequence[Column] = COLUMNS

    def blank(self, lang: str) -> bytes:
        return template(COLUMNS, self.title, {"component": [say(each, lang) for each in COMPONENTS.values()]}, lang)

    def check(self, session: Session, draft: Draft, day: date) -> dict[str, Any]:
        found = earned.plan(session, draft.actor, day, draft.unit, draft.table, draft.places)
        if found.faults:
            session.rollback()
            return {"rows": found.rows, "faults": faulty(found.faults), "count": len(found.faults)}
        if not found.nothing:
            earned.foresee(session, draft.actor, draft.id, found, papers(draft))
        rows = people(found)
        how = [row[-1]["say"] for row in rows]
        return {
            "rows": found.rows, "faults": [], "digest": found.digest, "nothing": found.nothing, "deed": "确认登记 {n} 行",
            "period": found.period, "no": found.no,
            "counts": [*([each, how.count(each)] for each in ("新增", "修改", "不变", "去掉")), ["合计分", points(sum(each.signed for each in found.lines))]],
            "parts": [{"title": "每名党员", "note": "", "more": max(0, len(rows) - MOST), "rows": rows[:MOST],
                       "head": ["人员编号", "姓名", *COMPONENTS.values(), "合计", "原来合计", "变化"]}],
        }  # fmt: skip

    def carry(self, session: Session, draft: Draft, day: date, told: Told) -> dict[str, Any]:
        found = earned.plan(session, draft.actor, day, draft.unit, draft.table, draft.places)
        no = earned.confirm(session, draft.actor, draft.id, found, papers(draft), str(draft.result.get("digest", "")))
        return {
            "no": no,
            "period": found.period,
            "counts": [["党员", len({each.member for each in found.lines})], ["行数", len(found.lines)]],
        }

    def marked(self, session: Session, draft: Draft, day: date, lang: str) -> bytes:
        return returned(draft.table, earned.plan(session, draft.actor, day, draft.unit, draft.table, draft.places).faults, lang)


def papers(draft: Draft) -> tuple[str, ...]:
    return tuple(draft.choices.get("paper") or ())


def people(found: earned.Plan) -> list[list[Any]]:
    """For each member by name: the sums of each component, of all, what the case says so far, and what becomes of it."""
    rows = []
    for member in sorted({each.member for each in (*found.before, *found.lines)}, key=lambda each: (found.named.get(each, each), each)):
        was, now = ([each for each in lines if each.member == member] for lines in (found.before, found.lines))
        how = "新增" if not was else "去掉" if not now else "不变" if sorted(map(repr, was)) == sorted(map(repr, now)) else "修改"
        rows.append(
            [
                member,
                found.named.get(member, member),
                *(total(now, each) for each in COMPONENTS),
                total(now),
                total(was) if was else "",
                {"say": how},
            ]
        )
    return rows


def total(lines: Sequence[Line], component: str = "") -> str:
    mine = [each.signed for each in lines if component in ("", each.component)]
    return points(sum(mine)) if mine else ""
