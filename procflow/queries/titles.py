"""The official titles of roles, positions and components, as Chinese message ids; it reads nothing and knows no person."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.filing import KINDS
from procflow.filing.titles import TITLES

COMPONENTS = {"base": "基础分", "bonus": "奖励分", "deduction": "扣分", "task": "任务分", "appraisal": "评议分", "veto": "一票否决"}
FACTS = {name: kind.title for name, kind in KINDS.items()} | {
    "roll": "到会登记", "statement": "公示表", "publicity": "公示登记", "rating": "年度评定", "appraisal": "民主评议结果", "roster": "参与纪实党员名单",
}  # fmt: skip


def role(name: str) -> str:
    """The title of a role, body or position; one that is not known stays as it is."""
    return TITLES.get(name, name)


def roles(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(role(name) for name in names)


def component(name: str) -> str:
    return COMPONENTS.get(name, name)


def fact(kind: str) -> str:
    return FACTS.get(kind, kind)
