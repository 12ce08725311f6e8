"""What the plan's thresholds make of a score: the measure for who is on probation, the end of an activist's account (P1 P4). They decide nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard
from procflow.guards.interim import reckoned
from procflow.regimes.parts import Grade
from procflow.regimes.scoring import AnnualFacts, Line, annual
from procflow.regimes.worth import outcome_of
from procflow.wording import points as figure

DISCIPLINE = "discipline"
DROPPED = "dropped"


@guard(
    "{member}的年度得分 {score} 分，按细则的分数线是“{outcome}”，措施须照此提出",
    reads="member grades rating last_rating standings",
    clause="N8",
)
def as_threshold(facts: Facts) -> Finding:
    """Of who can be extended no more, what the thresholds would extend is cancelled; a breach of discipline is weighed by itself, whatever the score."""
    found = scored(facts)
    line = outcome_of(facts.regime.thresholds("probation"), found) if found else None
    wanted = line.code if line else ""
    if wanted == "extend" and facts.member.extensions >= int(facts.regime.value("probation.extensions")):
        wanted = "cancel"
    bound = wanted and facts.form["trigger"] != DISCIPLINE
    return Finding.of(
        not bound or facts.form["measure"] == wanted, member=facts.subject, score=shown(found), outcome=line.label if line else ""
    )


@guard(
    "{member}的年度得分还没有终定，细则按得分定措施，请等年度评定终定",
    code="TOO_EARLY",
    reads="member grades rating last_rating standings",
    clause="N8",
)
def score_final(facts: Facts) -> Finding:
    """Asked where the plan has thresholds and a rating of the member is under way: its figures may still change."""
    asked = facts.regime.thresholds("probation") and facts.form["trigger"] != DISCIPLINE
    latest = next(((year, line) for year, line in ratings(facts) if line), None)
    return Finding.of(not asked or latest is None or latest[0] in facts.grades, member=facts.subject)


@guard("{member}的得分 {score} 分，按细则的分数线是“{outcome}”；终止须另有事由", reads="standings", clause="B3")
def dropped_as_scored(facts: Facts) -> Finding:
    """Who is ended for the score has one that the plan drops."""
    found = closed_year(facts)
    line: Grade | None = outcome_of(facts.regime.thresholds("activists"), found) if found else None
    ok = facts.form["ground"] != DROPPED or (line is not None and line.code == "drop")
    return Finding.of(ok, member=facts.subject, score=shown(found), outcome=line.label if line else "—")


def scored(facts: Facts) -> Mapping[str, int]:
    """The published score and deductions: of the last final rating, after an extension of one since then, or of the interim; empty for none."""
    since = facts.member.extended_from
    for year, line in ratings(facts):
        if line and year in facts.grades and (not since or facts.grades[year][0] > since):
            return {"score": line["score"], "deduction_sum": line["deduction"]}
    interim = reckoned(facts) if since else None
    return {"score": interim.score, "deduction_sum": interim.deductions} if interim else {}


def ratings(facts: Facts) -> list[tuple[str, Mapping[str, int]]]:
    """The member's line in the rating of the case's year and of the year before, the later first; empty where there is none."""
    year = int(facts.case.period[:4])
    filed = ((str(year), facts.rating), (str(year - 1), facts.last_rating))
    return [(each, next((line for line in said.get("lines", ()) if line["member"] == facts.subject), {})) for each, said in filed]


def closed_year(facts: Facts) -> Mapping[str, int]:
    """The figures of the last year whose last period is closed, by the plan's formula, of somebody whom no rating names; empty for none."""
    closed = {Period.parse(name): row for name, row in facts.standings.items() if "-" in name}
    ended = max((period.year for period in closed if period.last == Period(period.year, "year").last), default=0)
    counted = tuple(of_row([int(each) for each in row[1:6]]) for period, row in sorted(closed.items()) if period.year == ended)
    return annual(facts.regime, AnnualFacts(facts.subject, counted)).figures() if counted else {}


def of_row(row: Sequence[int]) -> Line:
    base, bonus, deduction, task, total = row
    return Line(base=base, bonus=bonus, deduction=deduction, task=task, total=total)


def shown(found: Mapping[str, int]) -> str:
    return figure(found["score"]) if found else "—"
