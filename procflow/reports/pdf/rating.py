"""The notice of a year's grades, as it hangs on the board: every line with its grade, and how many places each limited grade had."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.queries import Quota, RatedLine, board
from procflow.reports.pdf.notice import OF, VERSION, short
from procflow.reports.pdf.paper import Column, Paper, listed
from procflow.reports.pdf.posting import Board
from procflow.reports.pdf.told import points, say

TITLE = "{period}党员等次评定结果的公示"
WHY = "现将本支部 {n} 名党员{period}的等次评定结果予以公示。"
PLACES = "{grade}：{n} 人的 {share}，名额 {places} 个，评上 {chosen} 人。"
HEADS = (("名次", 3), ("姓名", 6), ("党小组", 6), ("基础分", 4), ("奖励分", 4), ("扣分", 4), ("年度积分", 6), ("等次", 7))


def rating(session: Session, actor: str, day: date, unit: str, year: str, lang: str) -> Paper:
    """Raises NotFound for a year without rating, and for whoever sees the own line alone."""
    found = board(session, actor, day, unit, year)
    if not found.whole:
        raise NotFound
    called, around = short(found.year, lang), Board(found, lang)
    shown = {
        "heading": [say(OF, lang, unit=found.unit_title), say(TITLE, lang, period=called)],
        "paragraphs": [say(WHY, lang, n=len(found.lines), period=called), *around.paragraphs],
        **listed([Column(say(title, lang), width) for title, width in HEADS], [row(each, lang) for each in found.lines]),
        "notes": [say(VERSION, lang, n=found.version), *(places(each, lang) for each in found.quotas)], "seal": around.seal, "signatures": [],
    }  # fmt: skip
    return Paper(
        "rating", "notice", lang, unit, found.unit_title, "".join(shown["heading"]), found.year, f"{unit}/{found.year}", found.filed_on,
        len(found.lines), points(sum(each.score for each in found.lines)), shown, version=found.version,
    )  # fmt: skip


def row(of: RatedLine, lang: str) -> list[str]:
    figures = (of.base, of.bonus, of.deduction, of.score)
    return [str(of.place), of.member.name, of.group, *(points(each) for each in figures), say(of.grade.label, lang)]


def places(of: Quota, lang: str) -> str:
    return say(PLACES, lang, grade=say(of.grade.label, lang), n=of.n, share=of.share, places=of.places, chosen=len(of.chosen))
