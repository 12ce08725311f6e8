"""The columns of a list of points earned before, and a row of it as it was filled in; which rows fit is judged beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from procflow.dates import Period
from procflow.grammar import PersonSeen
from procflow.guards.opening import COMPONENTS
from procflow.sheets.columns import Column

COLUMNS = (
    Column("id", "人员编号", "名册上的编号，或者登录名；有人同名时必须填", ("编号", "党员编号", "登录名", "id", "login"), example="P0001"),
    Column("name", "姓名", "没有人同名时，只填姓名也可以", ("党员姓名", "党员", "full name"), example="张建国"),
    Column("component", "类别", "基础分、奖励分、任务分或扣分", ("积分类别", "分类", "component"), required=True, example="基础分"),
    Column("item", "细则项目", "细则里的名称或代码；一个季度的合计数可以空着", ("项目", "积分项目", "item"), example=""),
    Column("reason", "缘由", "没有填细则项目的，写明是什么分，最多 200 字", ("事由", "说明", "原因", "what for"), example="第一季度基础分合计"),
    Column("points", "分值", "最多两位小数；扣分也填正数", ("得分", "积分", "分数", "points"), required=True, example="17.5"),
    Column("on", "发生日期", "例如 2026-03-31；合计数填那个季度的最后一天", ("日期", "得分日期", "day"), required=True, example="2026-03-31"),
    Column("source", "出处", "哪份登记册或公示表的第几页，最多 80 字", ("依据", "来源", "登记册", "source"), required=True, example="第一季度公示表第1页"),
)  # fmt: skip
BY_KEY = {each.key: each for each in COLUMNS}
ALSO = {"加分": "bonus", "奖励": "bonus", "增加分": "bonus", "基础": "base", "基本分": "base", "任务": "task", "扣减分": "deduction"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: points in hundredths, never negative; the day as ISO text; "" for what is not said."""

    member: str
    component: str
    item: str
    reason: str
    points: int
    on: str
    source: str

    @property
    def signed(self) -> int:
        return -self.points if self.component == "deduction" else self.points


@dataclass(frozen=True)
class Known:
    """What a list is read beside: the people by id with their names, who signs in as whom, the items (component, code, label).

    `period_of` says which scoring period a day lies in, `seen` who somebody was on a day. Days are ISO text: rules hold since `since`,
    the unit works here from `began`; `earned` says whether the base is earned bit by bit.
    """

    named: Mapping[str, str]
    logins: Mapping[str, str]
    items: tuple[tuple[str, str, str], ...]
    period_of: Callable[[date], Period]
    seen: Callable[[str, str], PersonSeen | None]
    today: str
    since: str
    began: str
    earned: bool = True
    components: Mapping[str, str] = field(default_factory=lambda: COMPONENTS)
