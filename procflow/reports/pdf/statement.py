"""A member's statement of account: every line of a period with who decided it, the sums, room for the member to sign. The title names nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow import queries
from procflow.dates import Period
from procflow.db import now
from procflow.queries import Ledger, Line
from procflow.reports.pdf.paper import Column, Paper, listed
from procflow.reports.pdf.told import points, say

TITLE = "党员积分对账单"
OF = "{name}（{group}）　{period}　合计 {total} 分"
OF_NONE = "{name}　{period}　合计 {total} 分"
SUM = "{title} {sum} 分"
HEADS = (("发生日期", 5), ("登记日期", 5), ("事由", 9), ("类别", 4), ("分值", 3), ("依据", 5), ("谁定的", 6), ("累计", 3))
BACK, LATE = "冲正：", "（补记）"
SIGNATURES = ("本人签名", "经办人签名", "核对日期", "支部书记签名")


def statement(session: Session, actor: str, day: date, member: str, period: str, lang: str) -> Paper:
    """Raises NotFound for a member whose ledger the reader may not see."""
    found = queries.points(session, actor, day, member, period)
    called = Period.parse(found.period).title(lang)
    rows = [row(each, lang) for each in found.lines]
    of = say(OF if found.group else OF_NONE, lang, name=found.member.name, group=found.group, period=called, total=points(found.total))
    shown = {
        "heading": [found.unit_title, say(TITLE, lang)], "paragraphs": [of, summed(found, lang)],
        **listed([Column(say(title, lang), width) for title, width in HEADS], rows), "notes": [], "seal": [],
        "signatures": [say(each, lang) for each in SIGNATURES],
    }  # fmt: skip
    return Paper("statement", "notice", lang, found.unit, found.unit_title, say(TITLE, lang), found.period, f"{member}/{found.period}",
                 now(session), len(rows), points(found.total), shown, wide=True)  # fmt: skip


def summed(of: Ledger, lang: str) -> str:
    return "，".join(say(SUM, lang, title=say(each.title, lang), sum=points(each.points)) for each in of.sums)


def row(of: Line, lang: str) -> list[str]:
    label = (say(BACK, lang) if of.reverses else "") + say(of.label, lang) + (say(LATE, lang) if of.late else "")
    decided = say(of.decided.title, lang) if of.decided else ""
    return [
        of.occurred_on,
        of.recorded_on,
        label,
        say(of.component_title, lang),
        points(of.points, signed=True),
        of.clause,
        decided,
        points(of.total),
    ]
