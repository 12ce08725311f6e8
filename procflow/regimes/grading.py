"""Which outcome a score falls in: grade, or declared gap; it knows no quota and decides nothing that the rules leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procflow.regimes.parts import Grade
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import Score


def grade(rulebook: Rulebook, score: Score) -> Grade:
    """The outcome before quotas; RuleUndefinedError where the rules have none for this score."""
    found = outcome(rulebook, score.figures())
    if not score.veto:
        return found
    match rulebook.veto_effect():
        case "force_unqualified":
            return rulebook.grades[-1]
        case "bar_rating" if found.star:
            return _unstarred(rulebook)
        case _:
            return found


def outcome(rulebook: Rulebook, figures: Mapping[str, int]) -> Grade:
    """The one outcome for these figures (hundredths by metric), shared bounds and order of tests applied (A1, A27)."""
    return chosen(rulebook, matching(rulebook, figures))


def chosen(rulebook: Rulebook, candidates: Sequence[Grade]) -> Grade:
    """The one of the outcomes whose tests hold that the rules give the score to."""
    if not candidates:
        raise RuleUndefinedError("grades")
    if len(candidates) == 1:
        return candidates[0]
    if rulebook.value("grading.resolution") == "tests":
        order = rulebook.value("grading.order") or ()
        return min(candidates, key=lambda each: order.index(each.code))
    match rulebook.value("grading.shared_bound"):
        case "upper":
            return candidates[0]
        case "lower":
            return candidates[-1]
        case _:
            raise RuleUndefinedError("grading.shared_bound")


def matching(rulebook: Rulebook, figures: Mapping[str, int]) -> tuple[Grade, ...]:
    """Every grade whose tests hold, best first; where none does, every declared gap that covers the figures."""
    grades = tuple(each for each in rulebook.grades if each.holds(figures))
    return grades or tuple(each for each in rulebook.gaps if each.holds(figures))


def _unstarred(rulebook: Rulebook) -> Grade:
    if not rulebook.gaps:
        raise RuleUndefinedError("veto.effect")
    return rulebook.gaps[0]
