"""The rows of a list of earlier points against what such a list may say: every fault with its cell and how to mend it, or the lines; it posts nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from marshmallow import ValidationError

from procflow.dates import Period
from procflow.forms import Points, Sentence
from procflow.guards.opening import COMPONENTS, base_is_earned
from procflow.sheets.cells import Fault, day, letter
from procflow.sheets.earned import ALSO, BY_KEY, Known, Line
from procflow.sheets.judged import LONG, NEEDED, ODD_DAY
from procflow.sheets.opened import Table
from procflow.wording import LANGUAGES, say

WHO = "请填人员编号或者姓名"
NOBODY = "名册里没有这个编号或登录名；请照名册填写"
NO_NAME = "名册里没有叫这个名字的人；请照名册填写，或者填人员编号"
NAMESAKES = "有 {n} 人叫这个名字（{ids}）；请填人员编号"
OTHER_NAME = "这个编号的人叫{name}，和姓名一列不同；请改正其中一个"
COMPONENT = "请填：基础分、奖励分、任务分或扣分"
NO_ITEM = "细则的这一类里没有这一项；请照细则填写，或者空着、在“缘由”里写明"
NO_SUCH = "本细则没有这一类积分"
WHAT_FOR = "细则项目和缘由至少填一项"
ABOVE = "分值须大于 0；扣分也填正数"
NO_RULES = "细则从{since}起启用，这一天还没有；请先请系统管理员把启用日期登记到年初"
LATER = "从{began}起本单位在系统里办理，那以后的积分请按平时的程序登记"
OTHER_YEAR = "只登记 {year} 年的积分"
OTHER_PERIOD = "一张表只登记一个记分周期：多数行在{first}到{last}之间，这一行请另做一张表"
NOT_IN_SCOPE = "这个人那一天不在积分管理范围内"
REPEATED = "和第 {row} 行完全相同，请删去一行"
LONGEST = {"reason": 200, "source": 80}
WORTH = Points("")


@dataclass
class Judged:
    """The lines that fit, by row; what is wrong with the others; the scoring period that most rows lie in."""

    lines: dict[int, Line] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    period: Period | None = None


def judged(table: Table, places: Mapping[str, int], known: Known) -> Judged:
    """Each row by itself, then the rows against each other and against the period that most of them are of."""
    read = [
        Row(number, {key: cells[at] if at < len(cells) else "" for key, at in places.items()}, places, known)
        for number, cells in table.rows
    ]
    found = Judged({row.number: row.line() for row in read})
    periods = Counter(known.period_of(date.fromisoformat(line.on)) for line in found.lines.values() if line.on)
    found.period = periods.most_common(1)[0][0] if periods else None
    first: dict[Line, int] = {}
    for row in read:
        line = found.lines[row.number]
        if line.on and found.period and not found.period.contains(date.fromisoformat(line.on)):
            row.fault("on", Sentence(OTHER_PERIOD, first=found.period.first.isoformat(), last=found.period.last.isoformat()))
        elif line.on and line.member and not in_scope(known, line):
            row.fault("id" if row.said.get("id") else "name", NOT_IN_SCOPE)
        if not row.faults and first.setdefault(line, row.number) != row.number:
            row.fault("points", Sentence(REPEATED, row=first[line]))
        found.faults += sorted(row.faults, key=lambda each: (len(each.letter), each.letter))
    return found


def in_scope(known: Known, line: Line) -> bool:
    seen = known.seen(line.member, line.on)
    return seen is not None and seen.in_scope(line.on)


class Row:
    """One row as it is read; what is wrong with it gathers in `faults`."""

    def __init__(self, number: int, said: Mapping[str, str], places: Mapping[str, int], known: Known) -> None:
        self.number, self.said, self.places, self.known = number, said, places, known
        self.faults: list[Fault] = []

    def line(self) -> Line:
        member, component = self.member(), self.component()
        item, reason = self.item(component), self.text("reason")
        if not self.said.get("item") and not reason:
            self.fault("reason" if "reason" in self.places else "component", WHAT_FOR)
        source = self.text("source")
        if not source:
            self.fault("source", NEEDED)
        return Line(member, component, item, reason, self.points(component), self.day(), source)

    def member(self) -> str:
        """By the number or the sign-in name; by the name where nobody else bears it."""
        said, name = self.said.get("id", ""), "".join(self.said.get("name", "").split())
        if said:
            found = said if said in self.known.named else self.known.logins.get(said.casefold(), "")
            if not found:
                self.fault("id", NOBODY)
            elif name and "".join(self.known.named[found].split()) != name:
                self.fault("id", Sentence(OTHER_NAME, name=self.known.named[found]))
            return found
        bearing = [person for person, called in self.known.named.items() if "".join(called.split()) == name] if name else []
        if len(bearing) != 1:
            wrong = Sentence(NAMESAKES, n=len(bearing), ids="、".join(bearing[:5])) if bearing else NO_NAME if name else WHO
            self.fault("name" if "name" in self.places else "id", wrong)
        return bearing[0] if len(bearing) == 1 else ""

    def component(self) -> str:
        said = "".join(self.said["component"].split()).casefold()
        words = (
            {say(title, lang).casefold(): code for lang in LANGUAGES for code, title in COMPONENTS.items()}
            | ALSO
            | {code: code for code in COMPONENTS}
        )
        found = words.get(said, "")
        if not found:
            self.fault("component", COMPONENT if said else NEEDED)
        elif found == "base" and not self.known.earned:
            self.fault("component", base_is_earned.sentence)
        elif not any(component == found for component, _, _ in self.known.items):
            self.fault("component", NO_SUCH)
        return found

    def item(self, component: str) -> str:
        said = self.said.get("item", "")
        found = next((code for of, code, label in self.known.items if of == component and said in (code, label)), "") if said else ""
        if said and component and not found:
            self.fault("item", NO_ITEM)
        return found

    def points(self, component: str) -> int:
        said = self.said["points"]
        if component == "deduction":
            said = said.lstrip("-−－")
        try:
            found = WORTH.read(said) if said else 0
        except ValidationError as wrong:
            self.fault("points", str(wrong.messages[0]))
            return 0
        if found <= 0:
            self.fault("points", ABOVE if said else NEEDED)
        return found

    def day(self) -> str:
        """A day on which rules held and the unit did not yet work here, of the year that runs."""
        said, known = self.said["on"], self.known
        try:
            found = day(said)
        except ValueError:
            self.fault("on", ODD_DAY if said else NEEDED)
            return ""
        if found[:4] != known.today[:4]:
            self.fault("on", Sentence(OTHER_YEAR, year=known.today[:4]))
        elif found >= known.began:
            self.fault("on", Sentence(LATER, began=known.began))
        elif found < known.since:
            self.fault("on", Sentence(NO_RULES, since=known.since))
        else:
            return found
        return ""

    def text(self, key: str) -> str:
        said = self.said.get(key, "")
        if len(said) > LONGEST[key]:
            self.fault(key, Sentence(LONG, most=LONGEST[key]))
        return said

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append(Fault(self.number, letter(self.places.get(key, 0)), BY_KEY[key].title, self.said.get(key, ""), sentence))
