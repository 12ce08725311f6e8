"""Minutes and roll of a meeting: who was due and came, each motion with its votes and the majority it needed, room to sign. It counts nothing itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow.db import now
from procflow.forms import EXCLUSIONS
from procflow.queries import Meeting, Motion, Named, meeting
from procflow.reports.pdf.paper import Column, Paper, listed
from procflow.reports.pdf.told import day as said
from procflow.reports.pdf.told import say

TITLE = "会议记录"
DUE = "应到会有表决权 {due} 人，实到 {present} 人，书面意见 {written} 份；至少 {least} 人到会方可表决，赞成须达到 {favour} 人。"
NO_ROLL = "到会情况还没有登记。"
MOTIONS = (("议题", 7), ("涉及", 5), ("案号", 10), ("赞成", 3), ("反对", 3), ("弃权", 3), ("结果", 5))
ROLL = (("序号", 2), ("姓名", 5), ("到会情况", 5), ("签名", 6))
OPEN, PRESENT, WRITTEN, ABSENT, ATTENDING = "未办", "到会", "书面意见", "未到会", "列席"
SIGNATURES = ("主持人签名", "记录人签名", "监票人签名", "日期")


def minutes(session: Session, actor: str, day: date, no: str, lang: str) -> Paper:
    """Raises NotFound where the reader may not see the meeting."""
    found = meeting(session, actor, day, no)
    of = found.called
    unit_title, roll = owner(session, actor, day, of.unit), rolled(found, lang)
    facts = [
        (say("会议名称", lang), of.title), (say("会议日期", lang), said(of.on, lang)), (say("地点", lang), of.place), (say("通知日期", lang), said(of.notified_on, lang)),
        (say("主持人", lang), of.chair.name), (say("监票人", lang), of.teller.name if of.teller else ""),
    ]  # fmt: skip
    shown = {
        "heading": [unit_title, say(TITLE, lang)], "facts": facts, "seal": [], "signatures": [say(each, lang) for each in SIGNATURES],
        "parts": [
            part(say("一、到会情况", lang), [came(found, lang)], (), ()),
            part(say("二、议题和表决", lang), [], MOTIONS, [motion(each, lang) for each in found.motions], lang),
            part(say("三、签到表", lang), [], ROLL, roll, lang),
        ],
    }  # fmt: skip
    return Paper(
        "minutes", "minutes", lang, of.unit, unit_title, say(TITLE, lang), of.on[:4], no, now(session), len(found.motions), "", shown
    )


def owner(session: Session, actor: str, day: date, unit: str) -> str:
    from procflow.queries import meetings

    return meetings(session, actor, day, unit).unit_title


def came(of: Meeting, lang: str) -> str:
    at = of.counters
    if not at.called:
        return say(NO_ROLL, lang)
    return say(DUE, lang, due=at.due, present=at.present, written=at.written, least=at.least_present, favour=at.least_in_favour)


def part(title: str, paragraphs: list[str], heads: Any, rows: Any, lang: str = "zh") -> dict[str, Any]:
    columns = [Column(say(head, lang), width) for head, width in heads] if rows else []
    return {"title": title, "paragraphs": paragraphs, **listed(columns, list(rows))}


def motion(of: Motion, lang: str) -> list[str]:
    """One line of the agenda; what was not counted stands there blank."""
    tally = [str(of.tally[name]) if name in of.tally else "" for name in ("in_favour", "against", "abstained")]
    won = "、".join(f"{who.name} {votes}" for who, votes in of.votes) or "、".join(each.name for each in of.chosen)
    result = say(of.state_title, lang) if of.final else say(OPEN, lang)
    return [say(of.about_title or of.kind, lang), of.subject.name, of.no, *tally, f"{result} {won}".rstrip()]


def rolled(of: Meeting, lang: str) -> list[list[str]]:
    """Everybody who was due, then who sat in, then who was left out of the count and why."""
    present, written = {each.id for each in of.present}, {each.id for each in of.written}
    lines = [(each, mark(each, present, written, of.counters.called)) for each in of.due]
    lines += [(each, ATTENDING) for each in of.attending]
    named = [(who.name, say(state, lang)) for who, state in lines]
    named += [(who.name, say(EXCLUSIONS.get(why, why), lang)) for who, why, _ in of.excluded]
    return [[str(number), name, state, ""] for number, (name, state) in enumerate(named, 1)]


def mark(who: Named, present: set[str], written: set[str], called: bool) -> str:
    if not called:
        return ""
    return PRESENT if who.id in present else WRITTEN if who.id in written else ABSENT
