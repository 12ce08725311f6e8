"""Who comes in at a meeting, by name: what was typed becomes the whole roll anew; an unknown or a shared name is told, never passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from procflow.errors import Refusal
from procflow.forms import Sentence
from procflow.queries import Meeting, Named
from procflow.web.acting import Act
from procflow.web.filters import lang, say

SPLIT = re.compile(r"[,，、;；\s]+")
LISTS = ("present", "written", "attending")
WAYS = {"present": "到会", "written": "会前交了书面意见", "attending": "列席，不计入", "away": "没有来（从名单划去）"}


@dataclass(frozen=True)
class Entry:
    """What was typed, the roll that it makes, and what is wrong with it: sentences, or what the write door refused."""

    who: str = ""
    way: str = "present"
    roll: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[Sentence, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def refused(self, refusals: Sequence[Refusal]) -> Entry:
        return replace(self, refusals=tuple(refusals))


NOBODY = Entry()


def read(posted: MultiDict[str, str], meeting: Meeting, act: Act) -> Entry:
    """Everyone named, in one list and in no other. `who` is names or ids; what stood on the roll before stays."""
    typed, way = posted.get("who", "").strip()[:2000], posted.get("as", "present")
    if way not in WAYS:
        return Entry(typed, wrong=(Sentence("请从列出的几项中选一项"),))
    people = [(each.value, each.label) for each in act.choices.people]
    known, shared = dict(people), Counter(label for _, label in people)
    found, wrong = [], []
    for name in dict.fromkeys(each for each in SPLIT.split(typed) if each):
        fits = [person for person, label in people if name in (person, label)]
        found.extend(fits[:1])
        if not fits:
            wrong.append(Sentence("名单里没有“{given}”", given=name[:40]))
        elif name not in known and shared[name] > 1:
            wrong.append(Sentence("有 {n} 人叫“{given}”，请到名单里勾选", n=shared[name], given=name))
    if not typed:
        wrong.append(Sentence("请写姓名"))
    if wrong:
        return Entry(typed, way, wrong=tuple(wrong))
    return Entry(typed, way, roll(meeting, act, found, way))


def roll(meeting: Meeting, act: Act, found: Sequence[str], way: str) -> dict[str, Any]:
    lists = {name: [each.id for each in getattr(meeting, name) if each.id not in found] for name in LISTS}
    if way in lists:
        lists[way].extend(found)
    left_out = act.values.get("excluded") or []
    return {name: " ".join(people) for name, people in lists.items() if people} | ({"excluded": left_out} if left_out else {})


def expected(meeting: Meeting) -> tuple[Named, ...]:
    """Those due who neither came nor wrote yet."""
    seen = {each.id for each in (*meeting.present, *meeting.written)}
    return tuple(each for each in meeting.due if each.id not in seen)


def said(meeting: Meeting) -> str:
    """Both counters in a sentence, for whoever listens instead of looking."""
    c = meeting.counters
    if not c.called:
        return say("还没有登记到会")
    head = say("应到会 {due} 人，现到会 {present} 人，至少 {least} 人", due=c.due, present=c.present, least=c.least_present)
    return head + ("，" if lang() == "zh" else ", ") + (say("还差 {n} 人到会", n=c.missing) if c.missing else say("可以表决"))
