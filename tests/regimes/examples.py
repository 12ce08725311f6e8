"""What several tests of the regimes need: the township's rulebook, changed copies of it, its worked year; it asserts nothing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook, bundled, load, read
from procflow.regimes.scoring import AnnualFacts, Score, annual, occasions, possible, totals

TOWNSHIP = load("township_star")
TEXT = bundled()["township_star"].read_text(encoding="utf-8")
YEAR = yaml.load((Path(__file__).parent.parent / "data" / "township_2024.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@dataclass(frozen=True)
class Posted:
    member: str
    component: str
    points: int
    counts_in: str
    uncredited: int = 0


def changed(*pairs: tuple[str, str]) -> Rulebook:
    """The township's rulebook with parts of its text replaced; each part must stand there exactly once."""
    return read(changed_text(*pairs))


def changed_text(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def hundredths(written: str) -> int:
    exact = Fraction(written) * 100
    assert exact.denominator == 1
    return int(exact)


def joined(member: str) -> date:
    return date.fromisoformat(YEAR["joined"].get(member, "2024-01-01"))


def entries_of_the_year() -> list[Posted]:
    """Every entry that the worked year posts: duties done, claims and deductions passed, corrections."""
    found = [
        Posted(member, "base", TOWNSHIP.item(item).high, str(Period.of(day, "quarter")))
        for member in YEAR["expected"]
        for item, day in occasions(TOWNSHIP, 2024)
        if day >= joined(member) and not was_missed(member, item, day)
    ]
    found += [Posted(member, "bonus", hundredths(points), f"2024-{quarter}") for _, member, quarter, _, points in YEAR["granted"]]
    found += [Posted(member, "deduction", -hundredths(points), f"2024-{quarter}") for _, member, quarter, _, points in YEAR["taken_off"]]
    found += [
        Posted(member, component, hundredths(points), f"2024-{quarter}") for _, member, quarter, component, points in YEAR["corrected"]
    ]
    return found


def was_missed(member: str, item: str, day: date) -> bool:
    return any([member, item, str(Period.of(day, kind))] in YEAR["missed"] for kind in ("month", "quarter"))


def scores_of_the_year(rulebook: Rulebook = TOWNSHIP) -> list[Score]:
    quarters = [totals(rulebook, entries_of_the_year(), f"2024-Q{n}") for n in (1, 2, 3, 4)]
    return [
        annual(rulebook, AnnualFacts(
            member,
            tuple(lines[member] for lines in quarters if member in lines),
            veto=member in YEAR["veto"],
            possible=possible(rulebook, occasions(rulebook, 2024), joined(member)) if member in YEAR["joined"] else None,
        ))
        for member in YEAR["expected"]
    ]  # fmt: skip


def score(member: str, points: int, **components: int) -> Score:
    """A score of so many hundredths; components that are not named are zero."""
    parts = {"base": 0, "bonus": 0, "deduction": 0, "appraisal": 0} | components
    return Score(member, raw=points, effective=points, **parts)


def codes(found: list, severity: str | None = None) -> list[str]:
    return [finding.code for finding in found if severity in (None, finding.severity)]
