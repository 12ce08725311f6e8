"""An objection that came through the code of a sheet, on paper: what the official who takes it in attaches to the case. It is sealed like the objection."""

from __future__ import annotations

from procflow.queries.received import Received
from procflow.reports.pdf.paper import LONGEST_KEPT, Paper
from procflow.reports.pdf.told import minute, say

TITLE = "群众书面反映"
ANONYMOUS, NONE = "匿名", "未留"


def heard(of: Received, unit_title: str, lang: str) -> Paper:
    fields = [
        (say("对哪一期的公示", lang), of.title), (say("核验码", lang), of.code), (say("收到时间", lang), minute(of.at, lang)),
        (say("公示表的第几行", lang), str(of.line) if of.line else say(NONE, lang)), (say("异议内容", lang), of.claim),
        (say("提出人", lang), of.name or say(ANONYMOUS, lang)), (say("怎样答复", lang), of.contact or say(NONE, lang)), (say("回执", lang), of.receipt),
    ]  # fmt: skip
    box = {"title": say("登记人", lang), "lines": (), "who": "", "day": "", "record": ""}
    shown = {"heading": [unit_title, say(TITLE, lang)], "left": "", "right": "", "fields": fields, "boxes": [box], "seal": [],
             "whole": len(of.claim) <= LONGEST_KEPT}  # fmt: skip
    return Paper("heard", "approval", lang, of.unit, unit_title, say(TITLE, lang), of.period, of.event, of.at, 1, "", shown)
