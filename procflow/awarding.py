"""What the steps of a year's rating bring about: the rating filed anew, the tie taken to the meeting, the desks told; it decides nothing."""

from __future__ import annotations

from collections import Counter

from procflow.consequences import posting
from procflow.grammar import Facts, File, Notify, Start, reads
from procflow.guards import committee, grades, motions, options_of, ratings, winner
from procflow.regimes.rating import RunOff, as_data

OPENED = {  # who takes up what a grade leads to, and in which words they are told
    "award": ("branch_committee", "{year}年度评定终定，{count} 人可提名表彰（{no}）"),
    "education_rectification": ("branch_secretary", "{year}年度评定终定，{count} 人须教育谈话、限期整改（{no}）"),
    "unqualified_handling": ("branch_committee", "{year}年度评定终定，{count} 人不合格，是否处置由支委会研究（{no}）"),
    "probation_case": ("branch_committee", "{year}年度评定终定，{count} 名预备党员须研究预备期（{no}）"),
}

ANEW = ("branch_committee", "{year}年度评定更正后终定，{count} 人的等次请与已启动的表彰、谈话、处置逐项核对（{no}）")


@reads("entries roster cycle_no links")
def totalled(facts: Facts) -> File:
    """The year as it adds up now, under its next version number, with what earlier run-offs decided."""
    return rated(facts, len(facts.taken("total")) + 1)


@reads("entries roster cycle_no links")
def placed(facts: Facts) -> File:
    """The winner of the run-off has the place."""
    motion = motions(facts)[-1]
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motion.taken)), winner(motion)))


@reads("entries roster cycle_no links")
def left_open(facts: Facts) -> File:
    """None of the tied has the place."""
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motions(facts)[-1].taken))))


def rated(facts: Facts, version: int, *more: RunOff) -> File:
    return File("rating", facts.case.period, as_data(ratings.rating(facts, *more), version), key=facts.case.period)


@reads("rating bodies")
def run_off(facts: Facts) -> Start:
    """The first tie goes to the members' meeting: the tied members are the options, the ballot is secret (A12)."""
    form = {"kind": "runoff", "adverse": "no", "options": facts.rating["ties"][0]["members"], "put_by": committee(facts)}
    return Start("member_meeting_vote", facts.subject, facts.case.period, form)


@reads("rating")
def confirmed(facts: Facts) -> File:
    """The grades as the committee has them."""
    found = grades.confirmed(facts)
    lines = [{**line, "confirmed": found[line["member"]]} for line in facts.rating["lines"]]
    return File("rating", facts.case.period, {**facts.rating, "lines": lines}, key=facts.case.period)


@reads("period rating")
def shown(facts: Facts) -> File:
    """The result as it was posted today."""
    return posting(facts, int(facts.rating["version"]))


@reads("rating bodies")
def opened(facts: Facts) -> list[Notify]:
    """Whoever takes up what the grades lead to is told how many there are: the rating itself opens no case and is evidence only (A60)."""
    final = [facts.regime.outcome(line["confirmed"]) for line in facts.rating["lines"]]
    found = Counter(name for grade in final for name in (*grade.opens, *(["award"] if grade.award else [])))
    told = [(*OPENED[name], found[name]) for name in OPENED if found[name]] + ([(*ANEW, len(final))] if facts.taken("restate") else [])
    said = {"year": facts.case.period, "no": facts.case.no}
    return [
        Notify(committee(facts) if to == "branch_committee" else to, sentence, {**said, "count": count}) for to, sentence, count in told
    ]
