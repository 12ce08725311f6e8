"""Conditions in the words of a regulation (90分以上100分以下) as tests; a bound that lacks its 以上 or 以下 is told. It guesses no word."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeAlias

METRICS = {
    "score": ("得分", "分数", "综合得分", "年度得分", "年度积分", "积分"),
    "base": ("基础分", "基本分", "基础积分", "基本积分"),
    "bonus": ("奖励分", "奖励积分", "加分", "增加分"),
    "deduction_sum": ("扣分", "违规扣分", "年度违规扣分", "年度扣分", "扣减分"),
    "appraisal": ("评议分", "民主评议分"),
    "task": ("任务分", "履职分"),
}
NAMES = {name: metric for metric, names in METRICS.items() for name in names}
# A clause of a plan's own document, as it numbers them: 第三条, 第十二条第二款, 附件一.
OWN_CLAUSE = "(?:第[0-9一二三四五六七八九十百]{1,6}[章节条款项]){1,3}|附件[0-9一二三四五六七八九十]{0,3}"
BEFORE = {
    "不低于": ">=",
    "不少于": ">=",
    "不高于": "<=",
    "不超过": "<=",
    "低于": "<",
    "少于": "<",
    "不足": "<",
    "不满": "<",
    "超过": ">",
    "高于": ">",
}
AFTER = {"及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<="}
BOUND = re.compile(rf"({'|'.join(BEFORE)}|达到)?(\d+(?:\.\d{{1,2}})?)分({'|'.join(AFTER)})?的?")
PHRASE = re.compile(
    rf"({'|'.join(sorted(NAMES, key=len, reverse=True))})?((?:{BOUND.pattern.replace('(', '(?:').replace('(?:?:', '(?:')})+)"
)
Test: TypeAlias = "dict[str, int | str]"


def tests(phrase: str) -> tuple[list[Test], list[str]] | None:
    """The tests that a phrase says, and the bounds in it that say neither side; None for what is no such phrase.

    Such a bound is read as not included, so that what else is wrong can still be looked for.
    """
    found = PHRASE.fullmatch(re.sub(r"[\s，,、“”\"]", "", phrase))
    if not found:
        return None
    metric, bounds = NAMES[found[1] or "得分"], [match.groups() for match in BOUND.finditer(found[2])]
    said: list[Test] = []
    for before, number, after in bounds:
        sign = BEFORE.get(before or "") or AFTER.get(after or "") or (">=" if before == "达到" else "")
        said.append({"metric": metric, "sign": sign, "points": int(Decimal(number) * 100)})
    open_ended = [f"{number}分" for (_, number, _), test in zip(bounds, said, strict=True) if not test["sign"]]
    lowest = min(int(test["points"]) for test in said)
    for test in said:
        test["sign"] = test["sign"] or (">" if int(test["points"]) == lowest and len(said) > 1 else "<")
    return said, open_ended
