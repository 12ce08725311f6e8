"""Proves that every score falls in exactly one outcome or in a declared gap, and names the places where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, product

from procflow.regimes.findings import Finding
from procflow.regimes.grading import matching
from procflow.regimes.parts import Test
from procflow.regimes.rulebook import Rulebook
from procflow.wording import points

BEYOND = 10_000  # hundredths above the highest bound: stands for every score up to infinity


def findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Shared bounds, declared gaps, and what contradicts or is missing; for scores alone as stretches, else one example of each."""
    stretches = [(codes, list(run)) for codes, run in groupby(cases(rulebook), key=lambda figures: _codes(rulebook, figures))]
    if any(test.metric != "score" for test in _tests(rulebook)):
        examples: dict[tuple[str, ...], list[dict[str, int]]] = {}
        for codes, places in stretches:
            examples.setdefault(codes, places[:1])
        stretches = list(examples.items())
    for codes, places in stretches:
        yield from _verdict(rulebook, codes, places[0], places[-1])


def cases(rulebook: Rulebook) -> list[dict[str, int]]:
    """Figures that stand for all figures: an outcome can change only at a bound, so each bound and its two neighbours are enough."""
    tests = _tests(rulebook)
    metrics = sorted({"score"} | {test.metric for test in tests}, key=lambda metric: (metric == "score", metric))
    edges = [_edges([test for test in tests if test.metric == metric]) for metric in metrics]
    nothing = {"base": 0, "bonus": 0, "deduction_sum": 0, "appraisal": 0}
    return [nothing | dict(zip(metrics, figures, strict=True)) for figures in product(*edges)]


def _tests(rulebook: Rulebook) -> list[Test]:
    return [test for grade in (*rulebook.grades, *rulebook.gaps) for test in (*grade.all, *grade.any)]


def _edges(tests: list[Test]) -> list[int]:
    bounds = {test.points for test in tests}
    near = {bound + step for bound in bounds for step in (-1, 0, 1)}
    return sorted(each for each in near | {0, max(bounds, default=0) + BEYOND} if each >= 0)


def _codes(rulebook: Rulebook, figures: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(each.code for each in matching(rulebook, figures))


def _verdict(rulebook: Rulebook, codes: tuple[str, ...], first: Mapping[str, int], last: Mapping[str, int]) -> Iterator[Finding]:
    inputs: dict[str, object] = {"first": points(first["score"]), "last": points(last["score"])}
    if not codes:
        yield Finding("error", "NO_OUTCOME", "grades", "{first}分至{last}分没有等次，也未声明为空档", inputs, "")
        return
    labels = [rulebook.outcome(code).label for code in codes]
    clause = " ".join(dict.fromkeys(" ".join(rulebook.outcome(code).clause for code in codes).split()))
    inputs["label"], inputs["other"] = labels[0], labels[-1]
    if rulebook.outcome(codes[0]).gap:
        if len(codes) > 1:
            yield Finding("error", "GAP_TWICE", "gaps", "{first}分至{last}分声明了两个空档：“{label}”“{other}”", inputs, clause)
        else:
            yield Finding("hole", "GAP_DECLARED", "gaps", "{first}分至{last}分原文没有等次，按“{label}”处理", inputs, clause)
    elif len(codes) > 1 and rulebook.value("grading.resolution") == "tests":
        order = rulebook.value("grading.order") or ()
        if not set(codes) <= set(order):
            yield Finding("error", "ORDER_INCOMPLETE", "grading.order", "“{label}”与“{other}”重叠，未规定先后", inputs, clause)
    elif len(codes) > 1:
        settled = rulebook.value("grading.shared_bound")
        if settled is None or first["score"] != last["score"] or len(codes) > 2:
            yield Finding("error", "BANDS_OVERLAP", "grades", "{first}分至{last}分同属“{label}”与“{other}”", inputs, clause)
        else:
            inputs["taken"] = labels[0] if settled == "upper" else labels[-1]
            yield Finding("hole", "SHARED_BOUND", "grades", "{first}分同属“{label}”与“{other}”，归入“{taken}”", inputs, clause)
