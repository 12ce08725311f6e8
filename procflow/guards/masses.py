"""Guards about the masses' part of an appraisal: ballots on paper entered by two, ballots by slip, and the score that comes of all (B9 A31)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from procflow.grammar import Facts, Finding, Taken, guard
from procflow.guards.appraising import appraised, counts, valid, year
from procflow.guards.runoffs import unlike
from procflow.regimes.appraisal import GRADES, Scale
from procflow.regimes.rated import enrolled
from procflow.regimes.rulebook import RuleUndefinedError

TALLY = "mass_tally"
PAIR = 2
Figures = tuple[int, Mapping[str, tuple[int, ...]]]


@guard("本细则不进行群众参评", clause="B9")
def masses_asked(facts: Facts) -> bool:
    return bool(facts.regime.value("appraisal.mass"))


@guard("纸质测评票只有{person}一人录入，还须另一人独立录入", clause="B9")
def entered_by_two(facts: Facts) -> Finding:
    entered = tallies(facts)
    return Finding.of(len(entered) != 1, person="".join(each.by for each in entered))


@guard("两人录入的纸质测评票不一致：有效票 {one} 张与 {other} 张，得票不同的有{members}。请各自核对原票后重新录入", clause="B9")
def tallies_agree(facts: Facts) -> Finding:
    """What the two who entered last say of the ballots, and of each member; of a tally that is still alone nothing is told."""
    found = [figures(each) for each in paper(facts)]
    (one, first), (other, second) = found or ((0, {}), (0, {}))
    differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    return Finding.of(one == other and not differing, one=one, other=other, members="、".join(differing[:9]), count=len(differing))


@guard("群众测评票 {received} 张，至少要 {least} 张", clause="B9 A31")
def enough_ballots(facts: Facts) -> Finding:
    least, received = int(facts.regime.value("appraisal.min_mass_ballots")), ballots(facts)
    return Finding.of(not facts.regime.value("appraisal.mass") or received >= least, received=received, least=least)


@guard("{members}的承诺书还没有评定践诺情况", reads="roster letters", clause="B29 B35 A31")
def pledges_assessed(facts: Facts) -> Finding:
    kept = pledges(facts)
    missing = [name for name in scored(facts) if "pledge" in Scale.of(facts.regime).weights and name not in kept]
    return Finding.of(not missing, members="、".join(missing[:9]), count=len(missing))


@guard("{members}没有得到足以计分的测评票，规则没有规定怎样计分", code="RULE_UNDEFINED", reads="roster letters", clause="A31")
def scores_answer(facts: Facts) -> Finding:
    """A pledge that was not assessed is for `pledges_assessed` to say, a tally that is still alone for `entered_by_two`."""
    scale, silent = Scale.of(facts.regime), []
    for name in scored(facts) if len(tallies(facts)) != 1 else ():
        try:
            scale.points(by_members(facts)[name], by_masses(facts)[name], pledges(facts).get(name, Fraction(0)))
        except (RuleUndefinedError, KeyError):
            silent.append(name)
    return Finding.of(not silent, members="、".join(silent[:9]), count=len(silent))


@guard("{period}已定稿，请走异议更正", code="PERIOD_CLOSED", reads="period")
def year_open(facts: Facts) -> Finding:
    """The year takes appraisals until its rating is totalled; where none gives points there is nothing to post."""
    return Finding.of(facts.period.open_for(facts.subject) or not Scale.of(facts.regime).scores, period=str(facts.period.period))


@guard("每名参加评议的党员评一次。未评：{missing}；不应评：{strange}", reads="roster", clause="B9")
def slip_complete(facts: Facts) -> Finding:
    missing, strange = unlike(appraised(facts), [line["member"] for line in facts.form["grades"]])
    return Finding.of(not missing and not strange, missing="、".join(missing[:9]), strange="、".join(strange[:9]))


def tallies(facts: Facts) -> list[Taken]:
    """The latest tally of each of the two who entered last, in the order of entering; one where only one did."""
    last: dict[str, Taken] = {}
    for taken in facts.taken(TALLY):
        last.pop(taken.by, None)
        last[taken.by] = taken
    return list(last.values())[-2:]


def paper(facts: Facts) -> list[Taken]:
    """The tallies of both; none while one is still alone, for it is sealed from everybody else."""
    found = tallies(facts)
    return found if len(found) == PAIR else []


def figures(tally: Taken) -> Figures:
    return valid(tally.form), {line["member"]: (*counts(line), int(line["abstained"] or 0)) for line in tally.form["lines"]}


def ballots(facts: Facts) -> int:
    """The valid ballots of the masses: on paper, as both who entered them say, and by slip."""
    both = paper(facts)
    return (figures(both[-1])[0] if both else 0) + len(facts.taken("cast"))


def by_members(facts: Facts) -> dict[str, tuple[int, ...]]:
    return {line["member"]: counts(line) for line in facts.last("count").form["lines"]}


def by_masses(facts: Facts) -> dict[str, tuple[int, ...]]:
    """For each member the masses' ballots by grade, on paper and by slip."""
    both = {line["member"]: counts(line) for each in paper(facts)[-1:] for line in each.form["lines"]}
    given = [*said(facts)]
    return {
        name: tuple(both.get(name, (0,) * len(GRADES))[place] + given.count((name, grade)) for place, grade in enumerate(GRADES))
        for name in appraised(facts)
    }


def said(facts: Facts) -> Iterator[tuple[str, str]]:
    return ((line["member"], line["grade"]) for taken in facts.taken("cast") for line in taken.form["grades"])


def pledges(facts: Facts) -> dict[str, Fraction]:
    """How far each kept the pledge, from the letters that were assessed (B29); it reads the letters."""
    found: dict[str, Fraction] = {}
    for letter in facts.letters:
        ratio = next((each.form["ratio"] for each in reversed(letter.taken) if each.step == "assess" and letter.state == "assessed"), None)
        found |= {} if ratio is None else {letter.subject: Fraction(int(ratio), 100)}
    return found


def scored(facts: Facts) -> tuple[str, ...]:
    """Those whose appraisal becomes points: nobody where the regime weighs nothing (T14), else who is in scope at the year's end (A41)."""
    roster: Mapping[str, Any] = facts.roster
    return tuple(name for name in appraised(facts) if enrolled(roster[name], year(facts))) if Scale.of(facts.regime).scores else ()
