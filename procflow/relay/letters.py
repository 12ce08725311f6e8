"""What a mail says: how many things, each by its number and its title, and where it lies. No name and no text of a case is ever in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP as POLICY

from procflow import canon
from procflow.config import Smtp
from procflow.wording import day, say

LATE, TODAY, SOON, OBJECTION, TOLD = "已逾期", "今天到期", "待办", "异议", "通知"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be told: `what` tells it apart for good, `kind` is one of the headings, `due` a day or ""."""

    what: str
    kind: str
    no: str
    title: str
    due: str = ""


def letter(smtp: Smtp, to: str, items: list[Item], lang: str, *, daily: bool) -> EmailMessage:
    """One mail; the same things have the same Message-ID, so that a mail that was sent twice can be known as one."""
    made = EmailMessage(policy=POLICY)
    made["From"], made["To"] = smtp.sender, to
    subject = "党员积分流程：每日汇总 {n} 项" if daily else "党员积分流程：{n} 项急办"
    made["Subject"] = say(subject, lang, n=len(items))
    made["Message-ID"] = f"<{canon.digest([to, *(each.what for each in items)])[:40]}@{smtp.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n".join(lines(smtp, items, lang)) + "\n")
    return made


def lines(smtp: Smtp, items: list[Item], lang: str) -> list[str]:
    found: list[str] = []
    for kind in (LATE, TODAY, OBJECTION, SOON, TOLD):
        here = [each for each in items if each.kind == kind]
        if here:
            found += [f"[{say(kind, lang)}]", *(line(smtp, each, lang) for each in here), ""]
    return [*found, say("具体内容请登录后查看。收信时间和要不要收信，在“设置—通知和邮件”里改。", lang)]


def line(smtp: Smtp, item: Item, lang: str) -> str:
    due = " " + say("{day} 到期", lang, day=day(date.fromisoformat(item.due), lang)) if item.due else ""
    where = f"\n  {smtp.site}/cases/{item.no}" if smtp.site else ""
    return f"- {item.no} {say(item.title, lang)}{due}{where}"
