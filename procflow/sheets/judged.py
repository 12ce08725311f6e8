"""A roster's rows against what a roster may say: every fault with its cell and how to mend it, or the lines; it writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from procflow.forms import ID, Sentence
from procflow.grammar import SYSTEM
from procflow.sheets.cells import Fault, day, letter, rounded
from procflow.sheets.opened import Table
from procflow.sheets.roster import BY_KEY, ENTRY, OFFICES, Filed, Line
from procflow.wording import LANGUAGES, say

NEEDED = "请填写这一项"
ODD_ID = "编号只能用字母、数字、点、冒号和短横线，最长 80 个字符"
ROUNDED = "编号被 Excel 变成了科学计数，后几位已经丢失；请把这一列的格式改为“文本”再重新填写"
TWICE = "和第 {row} 行的编号相同；每人一个编号，请改正其中一行"
LONG = "太长，最多 {most} 字"
CHOOSE = "请填：正式党员、预备党员、入党积极分子、发展对象或群众"
NO_UNIT = "没有这个支部，或者不在您管理的范围；请填支部的名称或编号"
ODD_DAY = "日期写法不对，请写成 2024-04-19 这样"
AHEAD = "日期还没有到；请填今天或以前的日期"
YES_NO = "请填“是”或“否”"
PROBATION_DUE = "预备党员须填预备期截止日期"
NO_PROBATION = "只有预备党员填预备期截止日期；请清空，或把身份改为预备党员"
BEFORE_JOINING = "不早于加入本支部日期 {joined}，请改正其中一个"
LATER = "系统里登记的是 {known}，只可以改早；要改晚，请到人员页办理"
ON_FILE = "系统里登记的是 {known}；要改，请到人员页办理"
SOMEBODY = "这个编号已是另一个人的（姓名不同）；请换一个编号"
ELSEWHERE = "这个编号的人组织关系在别的单位；请先由原单位办理转出"
NO_OFFICE = "没有“{role}”这个职务；请按“职务和机构”一页上的名称填"
NOT_YOURS = "职务由系统管理员登记；请清空这一格，或请系统管理员导入"
NAME, GROUP = 40, 80
YES, NO = ("是", "已退休", "y", "yes", "true", "1", "√"), ("否", "未退休", "在职", "n", "no", "false", "0", "")
ALSO = {"中共党员": "formal", "中共预备党员": "probationary", "积极分子": "activist", "党员发展对象": "development_target"}


@dataclass
class Judged:
    """The lines that fit, by row; every fault of those that do not."""

    lines: dict[int, Line] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@cache
def called(of: str) -> Mapping[str, str]:
    """What the options of a column are called, in every language and by their codes, without their spaces."""
    options = {"standing": ENTRY, "roles": OFFICES}[of]
    said = {"".join(say(title, lang).split()).casefold(): code for lang in LANGUAGES for code, title in options.items()}
    return said | {code: code for code in options} | (ALSO if of == "standing" else {})


def judged(table: Table, places: Mapping[str, int], filed: Filed) -> Judged:
    """Each row by itself, then the numbers against each other and against what is on file."""
    found, first = Judged(), dict[str, int]()
    for number, cells in table.rows:
        row = Row(number, {key: cells[at] if at < len(cells) else "" for key, at in places.items()}, places, filed)
        line = row.line()
        if row.said["id"] and first.setdefault(row.said["id"], number) != number:
            row.fault("id", Sentence(TWICE, row=first[row.said["id"]]))
        found.faults += sorted(row.faults, key=lambda each: (len(each.letter), each.letter))
        if not row.faults:
            found.lines[number] = line
    return found


class Row:
    """One row as it is read; what is wrong with it gathers in `faults`."""

    def __init__(self, number: int, said: Mapping[str, str], places: Mapping[str, int], filed: Filed) -> None:
        self.number, self.said, self.places, self.filed = number, said, places, filed
        self.faults: list[Fault] = []

    def line(self) -> Line:
        person, name = self.id(), "".join(self.said["name"].split()) if not self.said["name"].isascii() else self.said["name"]
        standing, joined = self.standing(), self.day("joined")
        known = self.filed.people.get(person)
        if not name or len(name) > NAME:
            self.fault("name", NEEDED if not name else Sentence(LONG, most=NAME))
        elif person and not known and self.filed.named.get(person, name) != name:
            self.fault("id", SOMEBODY)
        if known and joined and known.joined and joined > known.joined:
            self.fault("joined", Sentence(LATER, known=known.joined))
        group = self.said.get("group", "")
        if len(group) > GROUP:
            self.fault("group", Sentence(LONG, most=GROUP))
        scope = self.day("scope")
        if scope and (begun := joined or (known.joined if known else "")) and scope < begun:
            self.fault("scope", Sentence(BEFORE_JOINING, joined=begun))
        elif known and scope and known.scope and scope != known.scope:
            self.fault("scope", Sentence(ON_FILE, known=known.scope))
        return Line(
            person,
            name,
            self.unit(known),
            standing,
            group,
            joined,
            self.probation(standing, joined, known),
            self.retired(),
            scope,
            self.roles(known),
        )

    def id(self) -> str:
        said = self.said["id"]
        if not said:
            self.fault("id", NEEDED)
        elif rounded(said):
            self.fault("id", ROUNDED)
        elif not ID.fullmatch(said) or said == SYSTEM:
            self.fault("id", ODD_ID)
        elif said in self.filed.elsewhere:
            self.fault("id", ELSEWHERE)
        return said

    def standing(self) -> str:
        said = called("standing").get("".join(self.said["standing"].split()).casefold(), "")
        if not said:
            self.fault("standing", CHOOSE if self.said["standing"] else NEEDED)
        return said

    def unit(self, known: Line | None) -> str:
        said = self.said.get("unit", "")
        if not said:
            return known.unit if known else self.filed.unit
        code = said if said in self.filed.units else self.filed.codes.get(said, "")
        if not code:
            self.fault("unit", NO_UNIT)
        return code

    def day(self, key: str, *, ahead: bool = False) -> str:
        said = self.said.get(key, "")
        try:
            found = day(said) if said else ""
        except ValueError:
            self.fault(key, ODD_DAY)
            return ""
        if found > self.filed.today and not ahead:
            self.fault(key, AHEAD)
        return found

    def probation(self, standing: str, joined: str, known: Line | None) -> str:
        said, until = self.said.get("probation", ""), self.day("probation", ahead=True)
        begins = known is None or known.standing != "probationary" or bool(known.probation)
        if "probation" in self.places and standing == "probationary" and not said and begins:
            self.fault("probation", PROBATION_DUE)
        if said and standing and standing != "probationary":
            self.fault("probation", NO_PROBATION)
        elif until and joined and until < joined:
            self.fault("probation", Sentence(BEFORE_JOINING, joined=joined))
        return until

    def retired(self) -> bool:
        said = self.said.get("retired", "").casefold()
        if said not in (*YES, *NO):
            self.fault("retired", YES_NO)
        return said in YES

    def roles(self, known: Line | None) -> tuple[str, ...]:
        titles = called("roles")
        named = [each for each in re.split("[、，,;；]", "".join(self.said.get("roles", "").split())) if each]
        if strange := next((each for each in named if each.casefold() not in titles), ""):
            self.fault("roles", Sentence(NO_OFFICE, role=strange[:20]))
            return ()
        found = tuple(sorted({titles[each.casefold()] for each in named}))
        if not self.filed.offices and "roles" in self.places and found != (known.roles if known else ()):
            self.fault("roles", NOT_YOURS)
        return found

    def fault(self, key: str, sentence: str) -> None:
        at = self.places.get(key, 0)
        self.faults.append(Fault(self.number, letter(at), BY_KEY[key].title, self.said.get(key, ""), sentence))
