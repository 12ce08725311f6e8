"""Names what the source leaves open and how the regime fills it; a hole is no error, but must be known before the rules are filed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from procflow.regimes.findings import Finding
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.tree import UnsaidError
from procflow.wording import points

# A hole is there when the value at the path stands on the policy row.
KNOWN = (
    # code            path                       row    sentence
    ("BASE_CAP",      "components.base.cap",     "A4",  "原文未定基础分总额，现按{points}分，备案时须确认"),
    ("FORMULA_SIGN",  "annual.formula",          "A6",  "原文公式缺加号，按基础分值加增加分值减扣减分值计算"),
    ("QUOTA_BASE",    "quota.base",              "A7",  "原文“党员总数”所指不明，由本规则补定"),
    ("QUOTA_EXCESS",  "quota.excess",            "A9",  "原文未定名额已满时如何处理，由本规则补定"),
    ("VETO_EFFECT",   "veto.effect",             "A13", "原文未定一票否决的后果，由本规则补定"),
    ("DEDUCTION_SCALE", "deductions.meeting_may", "A14", "原文“视情节”没有标准，现按各项目的幅度"),
    ("PUBLICITY_TIME", "publicity.quarter.days", "A17", "原文未定公示时间，现按次月{day}日前、{days}"),
    ("TALK_TERM",     "talk.term",               "A19", "原文未定整改期限，现按{days}"),
)  # fmt: skip

INPUTS: Mapping[str, Callable[[Rulebook], Mapping[str, object]]] = {
    "BASE_CAP": lambda rulebook: {"points": points(rulebook.cap("base").points or 0)},
    "PUBLICITY_TIME": lambda rulebook: {"day": rulebook.publicity("quarter").due_day or 0, "days": rulebook.publicity("quarter").span},
    "TALK_TERM": lambda rulebook: {"days": rulebook.span("talk.term")},
}


def _known(rulebook: Rulebook) -> Iterator[Finding]:
    """What the source leaves open, in the order of the policy rows; an unfinished file has what it says."""
    for code, path, row, sentence in KNOWN:
        with suppress(UnsaidError):
            if row in rulebook.clause(path).split():
                yield Finding("hole", code, path, sentence, INPUTS.get(code, _nothing)(rulebook), rulebook.clause(path))


def _nothing(_: Rulebook) -> Mapping[str, object]:
    return {}


def _catalogue(rulebook: Rulebook) -> Iterator[Finding]:
    if rulebook.value("catalogue.placeholder"):
        inputs = {"count": len(rulebook.items())}
        clause = rulebook.clause("catalogue.placeholder")
        yield Finding("hole", "PLACEHOLDER_ITEMS", "items", "原文未列项目，{count}个项目为示范，备案前须替换或说明理由", inputs, clause)


def _wording(rulebook: Rulebook) -> Iterator[Finding]:
    for place, grade in enumerate(rulebook.grades):
        if "A2" in grade.clause.split():
            sentence = "“{label}”的上限缺“以下”二字，按不含上限读"
            yield Finding("hole", "MISSING_WORD", f"grades[{place}]", sentence, {"label": grade.label}, grade.clause)


def _later_shares(rulebook: Rulebook) -> Iterator[Finding]:
    filed = {level.cycle_no for level in rulebook.levels}
    if filed and rulebook.value("quota.later_years") == "last_filed" and "A11" in rulebook.clause("quota.later_years").split():
        inputs = {"cycle_no": max(filed)}
        clause = rulebook.clause("quota.later_years")
        yield Finding("hole", "LATER_SHARES", "quota.levels", "第{cycle_no}年度以后的比例未定，备案前沿用已备案的比例", inputs, clause)


ALL = (_known, _catalogue, _wording, _later_shares)
