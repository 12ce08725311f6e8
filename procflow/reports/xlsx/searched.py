"""What a search in the trail found, as exports: cases or single records, page after page. It searches as the page does."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import Period, local_day
from procflow.queries import acts as acts_found
from procflow.queries.search import search
from procflow.queries.sought import Sought
from procflow.reports.pdf.told import say
from procflow.reports.xlsx.exporting import Export

CASES = (("编号", "text"), ("事项", "text"), ("涉及", "text"), ("期间", "text"), ("状态", "text"), ("开始", "day"), ("单位", "text"))
ACTS = (
    ("编号", "text"),
    ("留痕", "number"),
    ("事项", "text"),
    ("涉及", "text"),
    ("步骤", "text"),
    ("办理人", "text"),
    ("身份", "text"),
    ("从", "text"),
    ("到", "text"),
    ("依据", "text"),
    ("发生日期", "day"),
    ("登记日期", "day"),
    ("办成", "text"),
    ("单位", "text"),
    ("记录摘要", "text"),
)
AT_ONCE, MOST = 500, 20_000
LONGEST = 250


def cases(session: Session, actor: str, day: date, sought: Sought, unit: str, unit_title: str, lang: str) -> Export:
    rows, after = list[tuple[object, ...]](), ""
    while len(rows) < MOST:
        page = search(session, actor, day, sought, after=after, limit=AT_ONCE)
        rows += [
            (each.no, say(each.title, lang), each.subject.name, Period.parse(each.period).title(lang), say(each.state_title, lang), each.opened_on,
             each.unit_title)
            for each in page.hits
        ]  # fmt: skip
        if not (after := page.following):
            break
    return Export("search", unit, unit_title, say("找到的事项", lang), scope(sought), scope(sought), CASES, rows)


def acts(session: Session, actor: str, day: date, sought: Sought, unit: str, unit_title: str, lang: str) -> Export:
    rows, after = list[tuple[object, ...]](), ""
    while len(rows) < MOST:
        page = acts_found.acts(session, actor, day, sought, after=after, limit=AT_ONCE)
        rows += [
            (each.no, each.seq, say(each.procedure_title, lang), each.subject.name, say(each.title, lang), say(each.by.name, lang),
             say(each.role_title, lang), say(each.from_title, lang), say(each.to_title, lang), each.clause, each.on,
             local_day(unstamp(each.at)).isoformat(), say("否" if each.refused else "是", lang), each.unit_title, each.hash)
            for each in page.acts
        ]  # fmt: skip
        if not (after := page.following):
            break
    return Export("search", unit, unit_title, say("找到的记录", lang), scope(sought), scope(sought), ACTS, rows)


def scope(sought: Sought) -> str:
    """The conditions by name; what may be a person's name is not kept in the record of the export."""
    said = [f"{name}={getattr(sought, name)}" for name in sought.given if name not in ("text", "person")]
    said += [f"{name}=…" for name in ("text", "person") if getattr(sought, name)]
    words = [*said, *([f"asof={sought.asof}"] if sought.asof else [])]
    return " ".join(words)[:LONGEST] or "—"
