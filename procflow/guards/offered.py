"""Whether a unit's rules have a procedure at all: what is left out there is not offered for beginning. A guard still refuses who tries."""

from __future__ import annotations

from procflow.regimes.rulebook import Rulebook

GROUP = "points_group"


def by_application(rules: Rulebook) -> bool:
    """Members are enrolled on application (T1); elsewhere everybody is in scope (B1)."""
    return bool(rules.value("scope.enrollment") == "application")


def with_points_group(rules: Rulebook) -> bool:
    """A points group reviews or posts (T6 T8 T10)."""
    return GROUP in (*rules.path("bonus"), *rules.path("deduction"), *rules.poster())


def with_supplements(rules: Rulebook) -> bool:
    """An activity may be entered after its day (B12)."""
    return bool(rules.value("scope.late_supplement"))


def with_exemptions(rules: Rulebook) -> bool:
    """Retired members may be left out (B2)."""
    return bool(rules.value("scope.exemption"))


def with_activists(rules: Rulebook) -> bool:
    """Activists may take part without a grade (B3)."""
    return bool(rules.value("scope.activists"))


def with_letters(rules: Rulebook) -> bool:
    """Letters of commitment are kept (B29)."""
    return bool(rules.value("scope.commitment"))
