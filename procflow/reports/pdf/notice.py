"""The notice of a period's points, as it hangs on the board: names with their group, figures, what a correction changed. No id, no number of a phone."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.dates import Period
from procflow.queries import Correction, StatementLine, statement
from procflow.reports.pdf.paper import Column, Paper, listed
from procflow.reports.pdf.posting import Board
from procflow.reports.pdf.told import day as said
from procflow.reports.pdf.told import points, say

OF, TITLE = "关于{unit}", "{period}党员积分情况的公示"
WHY = "现将本支部 {n} 名党员{period}的积分情况予以公示。"
REPLACED = "本表更正 {day} 张贴的第 {n} 版。"
CHANGED, WHAT_CHANGED, NOTHING = "已更正", "更正说明", "无"
VERSION = "第 {n} 版"


def notice(session: Session, actor: str, day: date, unit: str, period: str, version: int | None, lang: str) -> Paper:
    """In its last version, or the one named. Raises NotFound where the reader may not see it."""
    found = statement(session, actor, day, unit, period, version)
    lines = sorted(found.lines, key=lambda each: (each.place, each.group, each.member.name, each.member.id))
    called = short(found.period, lang)
    tasks, changed = any(each.task for each in lines), {each.member.id for each in found.corrections}
    heads = [
        ("名次", 3),
        ("姓名", 7),
        ("党小组", 6),
        ("基础分", 4),
        ("奖励分", 4),
        *([("任务分", 4)] if tasks else []),
        ("扣分", 4),
        ("合计", 4),
        ("备注", 5),
    ]
    board, why = Board(found, lang), say(WHY, lang, n=len(lines), period=called)
    if found.replaces:
        why += say(REPLACED, lang, day=said(found.replaced_on, lang), n=found.replaces)
    notes = ["　".join(each for each in (say(VERSION, lang, n=found.version), found.document) if each)]
    shown = {
        "heading": [say(OF, lang, unit=found.unit_title), say(TITLE, lang, period=called)], "paragraphs": [why, *board.paragraphs],
        **listed([Column(say(title, lang), width) for title, width in heads], [row(each, tasks, changed, lang) for each in lines]),
        "notes": [*notes, *explained(found.corrections, lang)], "seal": board.seal, "signatures": [],
    }  # fmt: skip
    return Paper(
        "notice", "notice", lang, unit, found.unit_title, "".join(shown["heading"]), found.period, f"{unit}/{found.period}",
        found.counts_to.at if found.counts_to else found.filed_on, len(lines), points(sum(each.total for each in lines)), shown, version=found.version,
    )  # fmt: skip


def short(period: str, lang: str) -> str:
    """The period without its months in brackets."""
    return Period.parse(period).title(lang).split("（")[0].split(" (")[0]


def row(of: StatementLine, tasks: bool, changed: set[str], lang: str) -> list[str]:
    figures = [of.base, of.bonus, *([of.task] if tasks else []), of.deduction, of.total]
    return [
        str(of.place),
        of.member.name,
        of.group,
        *(points(each) for each in figures),
        say(CHANGED, lang) if of.member.id in changed else "",
    ]


def explained(corrections: tuple[Correction, ...], lang: str) -> list[str]:
    """What a version changed, a line for each member, with what brought it about."""
    return [say(WHAT_CHANGED, lang), *(told(each, lang) for each in corrections)] if corrections else []


def told(of: Correction, lang: str) -> str:
    figure = lambda value: say(NOTHING, lang) if value is None else points(value)
    changes = "，".join(f"{say(title, lang)} {figure(before)} → {figure(after)}" for title, before, after in of.changes)
    reasons = "，".join(f"{say(each.label, lang)} {points(each.points, signed=True)} {each.clause}".rstrip() for each in of.reasons)
    return f"{of.member.name}：{changes}" + (f"；{reasons}" if reasons else "")
