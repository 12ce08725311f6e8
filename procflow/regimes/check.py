"""Checks a rulebook as a whole: contradictions, figures to be confirmed, and the holes of its source by name; it changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from procflow.regimes import coverage, growth, holes, paired, unsupported
from procflow.regimes.findings import Finding
from procflow.regimes.reach import PERIODS
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import COMPONENTS
from procflow.regimes.scoring import occasions
from procflow.regimes.shares import number
from procflow.regimes.tree import UnsaidError
from procflow.wording import points

NORM_EXTENSION = (6, 12)  # months, N8
NORM_RECTIFICATION = 12  # months, N11 N12


def check(rulebook: Rulebook, cycle_no: int | None = None) -> list[Finding]:
    """Everything there is to say about a rulebook, errors first; with `cycle_no` also about that cycle's quotas (1 = the first)."""
    parts = (
        _parts,
        _all_items,
        _periods,
        unsupported.paths,
        unsupported.exemptions,
        unsupported.values,
        unsupported.thresholds,
        unsupported.openings,
        *paired.ALL,
        _extension,
        _rectification,
        _group,
        _talk,
        _lots,
        _weights,
        _cycle_quotas(cycle_no),
        growth.findings,
        _counts,
        coverage.findings,
    )
    found = [finding for part in (*parts, *holes.ALL) for finding in _said(part(rulebook))]
    return sorted(found, key=lambda finding: ("error", "warning", "hole").index(finding.severity))


def _said(found: Iterator[Finding]) -> Iterator[Finding]:
    """What there is to say of an unfinished file too: a question that it does not answer yet is told by its reader."""
    with suppress(UnsaidError):
        yield from found


def _parts(rulebook: Rulebook) -> Iterator[Finding]:
    coded = {
        "items": [item.code for item in rulebook.items()],
        "grades": [grade.code for grade in (*rulebook.grades, *rulebook.gaps)],
    }
    for path, codes in coded.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield Finding("error", "CODE_TWICE", path, "代码重复：{code}", {"code": code})
    known = {grade.code for grade in rulebook.grades}
    for place, gap in enumerate(rulebook.gaps):
        for code in sorted(set(gap.choices) - known):
            yield Finding("error", "UNKNOWN_GRADE", f"gaps[{place}]", "可选的等次不存在：{label}", {"label": code}, gap.clause)


def _all_items(rulebook: Rulebook) -> Iterator[Finding]:
    for place, item in enumerate(rulebook.items()):
        path, named = f"items[{place}]", {"label": item.label}
        if item.component not in COMPONENTS:
            yield Finding("error", "UNKNOWN_COMPONENT", path, "“{label}”的分项不存在：{component}", named | {"component": item.component})
        if item.placeholder:
            yield Finding(
                "warning", "PLACEHOLDER_ITEM", path, "“{label}”的分值还没有定：不能申报、登记或扣分，定了才生效", named, item.clause
            )
        elif item.component != "veto" and not 0 < item.low <= item.high:
            yield Finding("error", "ITEM_RANGE", path, "“{label}”的分值或幅度不成立", named, item.clause)
        if item.component in ("base", "task") and item.per not in {*PERIODS, "event"}:
            yield Finding("error", "ITEM_PER", path, "“{label}”应按月、季度、半年、年或次计分", named, item.clause)
        if item.component == "base" and item.per == "event" and rulebook.value("midyear.base") == "rate":
            yield Finding("error", "ITEM_PER", path, "“{label}”按次计分，年中加入者可得多少就算不出来", named, item.clause)
    known = {item.code for item in rulebook.items()}
    named_items = [("scope.classes", one.label, one.items) for one in rulebook.classes]
    named_items += [("components.bonus.multipliers", one.label, one.items) for one in rulebook.multipliers]
    for path, label, items in named_items:
        for code in (each for each in items if each not in known):
            yield Finding("error", "UNKNOWN_ITEM", path, "“{label}”所指的项目不存在：{item}", {"label": label, "item": code})


def _periods(rulebook: Rulebook) -> Iterator[Finding]:
    closing = PERIODS[rulebook.value("cycle.period")]
    if PERIODS[rulebook.value("cycle.book")] < closing:
        yield Finding("error", "BOOK_TOO_LONG", "cycle.book", "登记周期长于结账周期", clause=rulebook.clause("cycle.book"))
    for component in ("base", "bonus", "deduction", "task"):
        path = f"components.{component}.per"
        if PERIODS[rulebook.value(path) or "year"] > closing:
            yield Finding("error", "CAP_PERIOD", path, "分项上限的周期短于结账周期，无法计算", clause=rulebook.clause(path))
    if rulebook.value("annual.formula") == "mean_months" and rulebook.value("cycle.period") != "month":
        yield Finding("error", "MONTHS_NEEDED", "annual.formula", "各月平均须按月结账", clause=rulebook.clause("annual.formula"))


def _extension(rulebook: Rulebook) -> Iterator[Finding]:
    least, most = (rulebook.value(f"probation.extension_{end}") for end in ("least", "most"))
    if not NORM_EXTENSION[0] <= least <= most <= NORM_EXTENSION[1]:
        yield Finding("error", "EXTENSION_LIMITS", "probation.extension_least", "延长预备期应为6–12个月", clause="N1 N8")


def _rectification(rulebook: Rulebook) -> Iterator[Finding]:
    months = [rulebook.value(f"disposal.rectify_{end}") for end in ("least", "months", "most")]
    if not 1 <= months[0] <= months[1] <= months[2] <= NORM_RECTIFICATION:
        yield Finding("error", "RECTIFICATION_LIMIT", "disposal.rectify_most", "限期改正不得超过12个月", clause="N11 N12")


def _group(rulebook: Rulebook) -> Iterator[Finding]:
    if not 1 <= rulebook.value("points_group.least") <= rulebook.value("points_group.most"):
        clause = rulebook.clause("points_group.least")
        yield Finding("error", "GROUP_SIZE", "points_group.least", "积分小组的人数下限高于上限", clause=clause)


def _talk(rulebook: Rulebook) -> Iterator[Finding]:
    if rulebook.span("talk.term").n > rulebook.span("talk.term_most").n:
        yield Finding("error", "TALK_TERM", "talk.term", "整改期限超过最长期限", clause=rulebook.clause("talk.term"))


def _lots(rulebook: Rulebook) -> Iterator[Finding]:
    if rulebook.value("tie.final") == "lot" and rulebook.value("tie.witnesses") < 1:
        yield Finding("error", "NO_WITNESS", "tie.witnesses", "抽签须至少有一名见证人", clause=rulebook.clause("tie.witnesses"))


def _weights(rulebook: Rulebook) -> Iterator[Finding]:
    total = sum(rulebook.weights("appraisal.weights").values(), Fraction(0))
    if rulebook.value("appraisal.weights") and total != 1:
        yield Finding(
            "error", "WEIGHTS", "appraisal.weights", "民主评议各来源的权重之和应为1，现为{total}", {"total": number(total)}, "A31"
        )
    if not rulebook.value("appraisal.weights") and rulebook.cap("appraisal").points:
        yield Finding("error", "WEIGHTS", "appraisal.weights", "评议分有分值，却没有各来源的权重", {}, "A31")


def _cycle_quotas(cycle_no: int | None) -> Callable[[Rulebook], Iterator[Finding]]:
    return lambda rulebook: _quotas(rulebook, cycle_no)


def _quotas(rulebook: Rulebook, cycle_no: int | None) -> Iterator[Finding]:
    fixed = rulebook.value("quota.fixed")
    known = {grade.code: grade.label for grade in rulebook.grades}
    for level in rulebook.levels:
        named = {"label": known.get(level.grade, level.grade), "cycle_no": level.cycle_no}
        if level.grade not in known:
            yield Finding("error", "UNKNOWN_GRADE", "quota.levels", "比例所指的等次不存在：{label}", named, level.clause)
        if [(each.grade, each.cycle_no) for each in rulebook.levels].count((level.grade, level.cycle_no)) > 1:
            yield Finding("error", "SHARE_TWICE", "quota.levels", "“{label}”第{cycle_no}年度的比例重复", named, level.clause)
        before = rulebook.quota(level.grade, level.cycle_no - 1)
        if before and level.grade in fixed and level.share != before.share:
            yield Finding("error", "SHARE_NOT_FIXED", "quota.levels", "“{label}”的比例各年不变，第{cycle_no}年度却有变动", named, "T15 A11")
        if before and level.grade not in fixed and level.share <= before.share:
            yield Finding(
                "error", "SHARE_NOT_RAISED", "quota.levels", "“{label}”的比例应逐年提升，第{cycle_no}年度却未提升", named, "T15 A11"
            )
    for cycle in sorted({level.cycle_no for level in rulebook.levels}):
        shares = [filed.share for code in known if (filed := rulebook.quota(code, cycle))]
        if sum(shares) > 1:
            yield Finding("error", "SHARES_OVER_ONE", "quota.levels", "第{cycle_no}年度各等次比例之和超过一", {"cycle_no": cycle})
    for code, label in known.items():
        level_now = rulebook.quota(code, cycle_no) if cycle_no else None
        if level_now and level_now.inherited and code not in fixed:
            named = {"label": label, "cycle_no": cycle_no or 0, "filed": level_now.cycle_no}
            sentence = "“{label}”第{cycle_no}年度未备案比例，沿用第{filed}年度的比例"
            yield Finding("warning", "SHARE_INHERITED", "quota.levels", sentence, named, "A11")


def _counts(rulebook: Rulebook) -> Iterator[Finding]:
    counted = {"base": ("base",), "adjust": ("bonus", "deduction"), "veto": ("veto",)}
    for kind, components in counted.items():
        wanted, found = rulebook.value(f"catalogue.{kind}"), sum(len(rulebook.items(component)) for component in components)
        if wanted is not None and found != wanted:
            inputs = {"wanted": wanted, "found": found}
            clause = rulebook.clause(f"catalogue.{kind}")
            yield Finding("warning", "ITEM_COUNT", f"catalogue.{kind}", "规则要求{wanted}类，目录有{found}类", inputs, clause)
    cap = rulebook.cap("base")
    earned = rulebook.items("base") and rulebook.value("components.base.mode") == "accumulate"
    if cap.points is not None and earned and all(item.per in PERIODS for item in rulebook.items("base")):
        # Any year does: every year has twelve months.
        full = sum(rulebook.item(code).high for code, _ in occasions(rulebook, 2024))
        whole = cap.points * PERIODS[cap.per or "year"]
        if full != whole:
            inputs = {"full": points(full), "cap": points(whole)}
            sentence = "全年尽责可得{full}分，与基础分总额{cap}分不符"
            yield Finding("warning", "BASE_SUM", "components.base.cap", sentence, inputs, rulebook.clause("components.base.cap"))
