"""Who stands where in an objection: who objects, who is concerned, who handles it, on whose desk it lies and for how long. They are looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow.dates import Span
from procflow.grammar import SYSTEM, Facts, LinkSeen, reads
from procflow.guards.offices import committee
from procflow.guards.timeliness import ABOUT, POSTED
from procflow.regimes.schema import OFFICES

SHEETS = ("quarterly_closing", "annual_rating", *ABOUT.values())
OFFICE = "party_building_office"


def filed(facts: Facts) -> Mapping[str, Any]:
    """The objection as it was filed, or as it is being filed."""
    return facts.case.taken[0].form if facts.case.taken else facts.form


def speaker(facts: Facts) -> str:
    """Who speaks for the objection: whoever filed it, for villagers the official who took it in; of a disputed line its member."""
    return facts.subject if facts.case.opened_by == SYSTEM else facts.case.opened_by


def objector(facts: Facts) -> str:
    """The member who objects; "" where it is one of the masses or nobody known."""
    return speaker(facts) if filed(facts).get("source", "member") == "member" else ""


def sheet(facts: Facts) -> LinkSeen | None:
    """The closing or rating that is objected to, or what was posted about one member."""
    return next((one for one in facts.links if one.procedure in SHEETS and one.period == facts.case.period), None)


@reads("sheets")
def sheets_posted(facts: Facts) -> tuple[LinkSeen, ...]:
    """What may be objected to: the closing or rating of the period, and what is posted about the member alone."""
    return tuple(one for one in facts.sheets if one.procedure not in ABOUT.values() or any(each.step == POSTED for each in one.taken))


@reads("booking")
def bookings(facts: Facts) -> tuple[LinkSeen, ...]:
    """What an objection may point at: the sheets of the period, and the member's claims and proposals; to another member what is posted alone."""
    insider = facts.subject in (facts.actor.person, facts.actor.entered_for) or bool(set(OFFICES) & facts.actor.roles)
    return tuple(one for one in facts.booking if insider or one.settled)


@reads("bodies")
def judge(facts: Facts) -> str:
    """Who decides the facts of an objection: the committee, or the meeting where the rules send it back to a vote (A62)."""
    return (
        committee(facts)
        if facts.regime.value("objection.facts_by") == "branch_committee"
        else str(facts.regime.value("objection.facts_by"))
    )


@reads("bodies")
def investigators(facts: Facts) -> tuple[str, ...]:
    """The body that decides, and whom it charged with finding out."""
    return judge(facts), *(f"handler@{each.form['handler']}" for each in facts.taken("admit"))


def both_sides(facts: Facts) -> tuple[str, ...]:
    """The objector and the member scored, each to answer; one task where they are the same."""
    who = speaker(facts)
    return ("member",) if who == facts.subject else (f"objector@{who}", "member")


@reads("bodies")
def panel(facts: Facts) -> str:
    """Who decides again: the office above where the rules have the quarter filed with it, else the committee with another handler."""
    return OFFICE if facts.regime.addressee("quarter") == OFFICE else committee(facts)


def superior(facts: Facts) -> str:
    """Who decides an appeal (A61)."""
    return facts.regime.holder("superior_org")


def time_to_admit(facts: Facts) -> Span:
    """The days for admitting or refusing it (S)."""
    return facts.regime.span("objection.handle")


def time_to_decide(facts: Facts) -> Span:
    """The days for finding out and deciding (S)."""
    return facts.regime.span("objection.decide")


def time_to_answer(facts: Facts) -> Span:
    """The days that both sides have to answer; silence accepts."""
    return facts.regime.span("objection.answer")


def time_to_decide_again(facts: Facts) -> Span:
    """The days for the second decision (S)."""
    return facts.regime.span("objection.reconsider_decide")


def time_for_appeal(facts: Facts) -> Span:
    """The days for the superior (S)."""
    return facts.regime.span("objection.appeal")
