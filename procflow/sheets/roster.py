"""The roster's columns, and a row of it as it was filled in; which rows fit is judged beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from procflow.filing import ROLES, STANDINGS
from procflow.sheets.columns import Column

ENTRY = {name: title for name, title in STANDINGS.items() if name in ("formal", "probationary", "activist", "development_target", "masses")}
OFFICES = {name: title for name, title in ROLES.items() if name != "sysadmin"}  # who runs the system is named one by one, never by a list

COLUMNS = (
    Column("id", "人员编号", "每人一个，全系统不重复；只用字母、数字、点和短横线。身份证号不要填在这里",
           ("编号", "党员编号", "工号", "id"), required=True, example="P0001"),
    Column("name", "姓名", "最多 40 字", ("党员姓名", "党员", "full name"), required=True, example="张建国"),
    Column("unit", "支部", "支部的名称或编号；只有一个支部时可以不要这一列", ("所在支部", "支部名称", "单位", "支部编号", "unit")),
    Column("standing", "身份", "正式党员、预备党员、入党积极分子、发展对象、群众", ("人员类别", "党员类别", "类别", "政治面貌", "standing"),
           required=True, example="正式党员"),
    Column("group", "党小组", "最多 80 字，没有就空着", ("小组", "所在党小组", "group"), example="第一党小组"),
    Column("joined", "加入本支部日期", "例如 2024-04-19；空着按今天算", ("加入日期", "转入日期", "转入时间", "组织关系转入日期", "joined"), example="2020-07-01"),
    Column("probation", "预备期截止日期", "只有预备党员填", ("预备期到期日期", "预备期满日期", "probation until")),
    Column("retired", "已退休", "是或否，空着按否算", ("是否退休", "退休", "retired"), example="否"),
    Column("scope", "纳入积分管理日期", "已经纳入积分管理的填；空着不登记", ("积分起算日期", "纳入积分日期", "in scope since"), example="2024-01-01"),
    Column("roles", "职务", "几个职务用顿号分开；由系统管理员登记", ("党内职务", "支部职务", "offices")),
)  # fmt: skip
BY_KEY = {each.key: each for each in COLUMNS}


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the roster: days as ISO text, "" for what is not said; `unit` and `roles` are codes."""

    id: str
    name: str
    unit: str
    standing: str
    group: str = ""
    joined: str = ""
    probation: str = ""
    retired: bool = False
    scope: str = ""
    roles: tuple[str, ...] = ()

    def differs(self, other: Line, matched: frozenset[str]) -> tuple[str, ...]:
        """The keys of the columns that the sheet has and in which the two differ; a day that is left open says nothing."""
        found = (each.name for each in fields(self) if each.name in matched and getattr(self, each.name) != getattr(other, each.name))
        return tuple(name for name in found if getattr(self, name) or name not in ("joined", "scope"))


@dataclass(frozen=True)
class Filed:
    """What is on file where a roster is read in: the units by code, their people; `strangers` are ids that are somebody's elsewhere.

    `named` are the names on file by id; `today` is an ISO day; `offices` says whether the reader may file offices.
    """

    unit: str
    units: Mapping[str, str]
    people: Mapping[str, Line]
    named: Mapping[str, str]
    today: str
    codes: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    offices: bool = True
