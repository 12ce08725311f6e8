"""The score of a democratic appraisal out of ballots and pledge (A31): exact arithmetic, rounded once; it grades nobody and posts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from procflow import canon
from procflow.regimes import tree
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import rounded

GRADES = ("excellent", "qualified", "basic", "unqualified")
SOURCES = ("members", "masses", "pledge")


@dataclass(frozen=True)
class Scale:
    """What the regime gives for a grade (hundredths) and how much each source weighs; without weights the appraisal gives no points (T14 A57)."""

    weights: Mapping[str, Fraction]
    values: Mapping[str, int]

    @classmethod
    def of(cls, rulebook: Rulebook) -> Scale:
        filed = canon.loads(rulebook.canonical)
        weights = {source: share for source, share in tree.weights(filed, "appraisal.weights").items() if share}
        return cls(weights, tree.figures(filed, "appraisal.values"))

    @property
    def scores(self) -> bool:
        return bool(self.weights)

    def points(self, members: Sequence[int], masses: Sequence[int], pledge: Fraction | None) -> int:
        """The score in hundredths, half up once. The ballots are counted by grade, best first; RuleUndefinedError for a source that said nothing."""
        said = {"members": self.mean(members), "masses": self.mean(masses), "pledge": None if pledge is None else pledge * self.most}
        silent = next((source for source in self.weights if said.get(source) is None), None)
        if silent:
            raise RuleUndefinedError("appraisal.weights")
        return rounded(sum((weight * (said[source] or 0) for source, weight in self.weights.items()), Fraction(0)))

    def mean(self, counts: Sequence[int]) -> Fraction | None:
        """What the ballots give on average; None where nobody named a grade."""
        named = sum(counts)
        if not named:
            return None
        return Fraction(sum(count * self.value(grade) for grade, count in zip(GRADES, counts, strict=True) if count), named)

    def value(self, grade: str) -> int:
        if grade not in self.values:
            raise RuleUndefinedError("appraisal.values")
        return self.values[grade]

    @property
    def most(self) -> int:
        """What the best grade gives: a pledge that was wholly kept gives as much."""
        return max(self.values.values(), default=0)


def line(member: str, members: Sequence[int], masses: Sequence[int], pledge: Fraction | None, points: int) -> dict[str, object]:
    """A line of the appraisal as it is filed: ballots by grade, the pledge as a written decimal ("" where none was assessed), no grade yet."""
    return {
        "member": member,
        "members": list(members),
        "masses": list(masses),
        "pledge": "" if pledge is None else written(pledge),
        "points": points,
        "grade": "",
    }


def written(ratio: Fraction) -> str:
    """A ratio of whole hundredths as a decimal: 0.9, 0.85, 1.0."""
    whole, part = divmod(int(ratio * 100), 100)
    return f"{whole}.{part:02d}".removesuffix("0")
