"""A filed rating in the words of a script: its lines, shares and ties as short texts and named figures. It reads no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow.regimes.shares import of_data, shown
from procflow.wording import points

FIGURES = ("base", "bonus", "deduction", "appraisal", "raw", "score")


def score(line: Mapping[str, Any]) -> str:
    """The annual score and the grade: the confirmed one, or the computed one until then."""
    return f"{points(line['score'])} {line['confirmed'] or line['computed']}"


def figures(line: Mapping[str, Any]) -> dict[str, Any]:
    """One member's line, points as they are written."""
    return {**line, **{name: points(line[name]) for name in FIGURES}, "veto": "yes" if line["veto"] else "no"}


def share(said: Mapping[str, Any]) -> dict[str, Any]:
    """The places of one limited grade, who stood for them, who got one and how."""
    return {**said, "share": shown(of_data(said))}


def tie(said: Mapping[str, Any]) -> str:
    """A tie as text: the grade, the places left, and between whom."""
    return f"{said['grade']} {said['places']} {' '.join(said['members'])}"
