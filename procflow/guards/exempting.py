"""The way of an exemption under its rules (P8 P10): whose turn it is to review, whether it is posted first, who files it at the end. They exempt nobody."""

from __future__ import annotations

from datetime import date

from procflow.dates import Window, publicity, workdays
from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.offices import committee
from procflow.guards.timeliness import POSTED

BEGINNING = ("submit", "resubmit", "filing_return", "reopen")
RECORDER = "recorder"


@guard("按规定的经过，现在由{body}审查，之后才轮到下一机构", code="TOO_EARLY", reads="bodies", clause="B2")
def last_to_review(facts: Facts) -> Finding:
    return Finding.of(not followers(facts), body=reviewer(facts))


@guard("本细则的免予纳入不须公示", clause="B2")
def posting_asked(facts: Facts) -> bool:
    return facts.regime.value("exemption.publicity") is not None


@guard("已经公示", code="DUPLICATE", clause="B2")
def not_posted(facts: Facts) -> bool:
    return shown(facts) is None


@guard("免予纳入须先公示，公示到{last}24:00为止", code="TOO_EARLY", clause="B2 N18")
def posted_long_enough(facts: Facts) -> Finding:
    """Where the rules have it posted at all."""
    window = shown(facts)
    done = window is not None and window.over(facts.today)
    return Finding.of(not asks(facts) or done, last=window.last.isoformat() if window else "—")


@reads("bodies")
def reviewer(facts: Facts) -> str:
    """The body whose turn it is to review, or who acts in its place (A58 A61)."""
    body = reviewers(facts)[passed(facts)]
    return committee(facts) if body == "branch_committee" else facts.regime.holder(body)


@reads("bodies")
def passer(facts: Facts) -> tuple[str, ...]:
    """The body whose turn it is, where another one reviews after it; nobody where it is the last."""
    return (reviewer(facts),) if followers(facts) else ()


def filer(facts: Facts) -> str:
    """The superior that takes it on file: the last of the path."""
    return facts.regime.holder(str(facts.regime.value("exemption.path")[-1]))


def next_desk(facts: Facts) -> str:
    """The recorder while it is to be posted, then the superior."""
    return RECORDER if asks(facts) and shown(facts) is None else filer(facts)


def time_to_file(facts: Facts) -> date:
    """Ten working days; from the end of the publicity, where it is posted."""
    window = shown(facts)
    return facts.calendar.add(window.last if window else facts.today, workdays(10))


def asks(facts: Facts) -> bool:
    return posting_asked.check(facts) is True


def shown(facts: Facts) -> Window | None:
    """The days of its publicity since it was agreed; None while it is not posted."""
    taken = facts.taken("agree", POSTED)
    if not taken or taken[-1].step != POSTED:
        return None
    return publicity(date.fromisoformat(taken[-1].on), facts.regime.span("exemption.publicity"), facts.calendar)


def followers(facts: Facts) -> tuple[str, ...]:
    """The bodies that review after the one whose turn it is."""
    return reviewers(facts)[passed(facts) + 1 :]


def passed(facts: Facts) -> int:
    """How many bodies have passed it on since it was handed in, or came back to the branch."""
    steps = [each.step for each in facts.case.taken]
    begun = max((place for place, name in enumerate(steps) if name in BEGINNING), default=0)
    return min(steps[begun:].count("pass_on"), len(reviewers(facts)) - 1)


def reviewers(facts: Facts) -> tuple[str, ...]:
    return tuple(facts.regime.value("exemption.path")[:-1])
