"""What a value of a plan holds only beside another, or not without it: checked in pairs, and told where the first stands; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.regimes.findings import Finding
from procflow.regimes.rulebook import Rulebook


def supplements(rulebook: Rulebook) -> Iterator[Finding]:
    """Days are counted for a late entry where the rules say so, and nowhere else (A40)."""
    until, given = rulebook.value("supplement.until"), rulebook.value("supplement.days")
    clause = rulebook.clause("supplement.until")
    if until == "days" and not given:
        yield Finding(
            "error", "NEEDS_VALUE", "supplement.until", "补记按活动后的天数截止，却没有写明几天（supplement.days）", clause=clause
        )
    if until != "days" and given:
        yield Finding("error", "NEEDS_VALUE", "supplement.days", "写明了活动后几天内可以补记，补记却不按天数截止", clause=clause)


def publicity(rulebook: Rulebook) -> Iterator[Finding]:
    """A sheet is posted after the office's stage only where there is one (A35 A36)."""
    path = "publicity.quarter.order"
    if rulebook.value(path) == "after_office" and not rulebook.addressee("quarter"):
        yield Finding("error", "NEEDS_VALUE", path, "季度积分不报任何单位，无从在审核之后公示", clause=rulebook.clause(path))


ALL = (supplements, publicity)
