"""What every posted list says: until when and where it hangs, how to object, who issued it. It is wording, shared by statement and rating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from procflow.reports.pdf.told import day, say, short

FORMS = {"noticeboard": "党务公开栏", "document": "书面印发", "meeting": "会议通报", "online": "内部网络"}
WINDOW = "公示时间：{first}至{last}，共 {n} 天。公示方式：{form}，地点：{place}。"
OBJECT = "如有异议，请在 {last} 24:00 前向本支部反映。"
CONTACT = "联系方式：{contact}。"
ONLINE = "也可以扫描下方二维码提出。"
SEAL, BLANK = "（盖章）", "　　年　　月　　日"


class Posted(Protocol):
    @property
    def unit_title(self) -> str: ...
    @property
    def posted_on(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def last(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def contact(self) -> str: ...


@dataclass(frozen=True)
class Board:
    """The words around a posted list, in one language."""

    posted: Posted
    lang: str

    @property
    def paragraphs(self) -> list[str]:
        of = self.posted
        if not of.posted_on:
            return []
        days = (date.fromisoformat(of.last) - date.fromisoformat(of.first)).days + 1
        form = say(FORMS.get(of.form, of.form), self.lang)
        window = say(WINDOW, self.lang, first=day(of.first, self.lang), last=day(of.last, self.lang), n=days, form=form, place=of.place)
        contact = say(CONTACT, self.lang, contact=of.contact) if of.contact else ""
        return [window, say(OBJECT, self.lang, last=day(of.last, self.lang)) + contact + say(ONLINE, self.lang)]

    @property
    def seal(self) -> list[str]:
        """The seal's own day is without weekday, as offices date what they sign."""
        of = self.posted
        return [of.unit_title, say(SEAL, self.lang), short(of.posted_on, self.lang) if of.posted_on else say(BLANK, self.lang)]
