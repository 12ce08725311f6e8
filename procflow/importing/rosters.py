"""The roster as a kind of import: its columns, its check as figures and examples, and its filing; the planning is done beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow.engine.together import Told
from procflow.importing import roster
from procflow.importing.drafts import Draft
from procflow.importing.flow import faulty
from procflow.importing.marking import returned
from procflow.sheets.columns import Column
from procflow.sheets.roster import BY_KEY, COLUMNS, Line

EXAMPLES = 50


class Roster:
    """Several hundred people in one act, or nobody."""

    key: str = "roster"
    title: str = "导入名册"
    columns: Sequence[Column] = COLUMNS

    def blank(self, lang: str) -> bytes:
        return roster.blank(lang)

    def check(self, session: Session, draft: Draft, day: date) -> dict[str, Any]:
        found = planned(session, draft, day)
        session.rollback()
        if found.faults:
            return {"rows": found.rows, "faults": faulty(found.faults), "count": len(found.faults)}
        change = found.compared
        leave = "登记为已转出" if change.leave else "保持不变"
        return {
            "rows": found.rows, "faults": [], "digest": found.digest, "nothing": not found.filings, "facts": len(found.filings),
            "counts": [["新增", len(change.new)], ["修改", len(change.changed)], ["不变", change.same], ["不在名册里", len(change.left)]],
            "parts": [
                part("新增", "", change.new, [[each.id, each.name, found.units[each.unit], each.group] for each in change.new[:EXAMPLES]]),
                part("修改", "", change.changed, [[each.after.id, each.after.name, found.units[each.after.unit], differing(each.before, each.after, each.differs)]
                                                for each in change.changed[:EXAMPLES]]),
                part("不在名册里", leave, change.left, [[each.id, each.name, found.units[each.unit], each.group] for each in change.left[:EXAMPLES]]),
            ],
        }  # fmt: skip

    def carry(self, session: Session, draft: Draft, day: date, told: Told) -> dict[str, Any]:
        found = planned(session, draft, day)
        roster.confirm(session, draft.actor, draft.id, found, str(draft.result.get("digest", "")), told)
        change = found.compared
        return {"counts": [["新增", len(change.new)], ["修改", len(change.changed)], ["转出", len(change.left) if change.leave else 0]]}

    def marked(self, session: Session, draft: Draft, day: date, lang: str) -> bytes:
        return returned(draft.table, planned(session, draft, day).faults, lang)


def planned(session: Session, draft: Draft, day: date) -> roster.Plan:
    return roster.plan(
        session, draft.actor, day, draft.unit, draft.table, draft.places, leave=bool(draft.choices.get("leave")), key=draft.id
    )


def part(title: str, note: str, whole: Sequence[object], rows: list[list[Any]]) -> dict[str, Any]:
    """Some of them as examples, with how many more there are."""
    head = ["人员编号", "姓名", "支部", "变化" if title == "修改" else "党小组"]
    return {"title": title, "note": note, "head": head, "rows": rows, "more": len(whole) - len(rows)}


def differing(before: Line, after: Line, names: Sequence[str]) -> list[list[str]]:
    """(column, before, after) of each difference."""
    return [[BY_KEY[name].title, shown(getattr(before, name)), shown(getattr(after, name))] for name in names]


def shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else "是" if value is True else "否" if value is False else str(value)
