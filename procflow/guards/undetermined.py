"""Which grades the committee may choose from where the rules leave a line open (A26); whether every such line was decided is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.grammar import Facts, Finding, guard
from procflow.guards.grades import computed
from procflow.regimes.rulebook import Rulebook


@guard("规则未定的{members}，只能在“{grades}”中选定", reads="rating", clause="A26")
def among_the_choices(facts: Facts) -> Finding:
    """The grades that the declared hole names; where it names none, any grade of the regime."""
    wrong = dict(strange(facts))
    named = dict.fromkeys(label for labels in wrong.values() for label in labels)
    return Finding.of(not wrong, members="、".join(sorted(wrong)[:9]), grades="、".join(named), count=len(wrong))


def strange(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each member whose open line was given a grade that is none of the choices, with the labels of these."""
    before, rules = computed(facts), facts.regime
    for one in facts.form["decisions"]:
        choices = choices_of(rules, before.get(one["member"], ""))
        if choices and one["grade"] not in choices:
            yield str(one["member"]), tuple(rules.outcome(code).label for code in choices)


def choices_of(rules: Rulebook, code: str) -> tuple[str, ...]:
    """What may be chosen for a computed outcome; nothing for one that is not open."""
    return next((each.choices for each in rules.gaps if each.code == code and each.decided_by), ())
