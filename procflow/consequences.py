"""Effects that several procedures share: pure functions that say what follows and do nothing."""

from __future__ import annotations

from procflow.dates import publicity
from procflow.grammar import Adopt, Facts, File, Post, Reverse, Seal, Start, reads
from procflow.regimes.judged import newly
from procflow.regimes.statement import CAPPED, closing_entries, lines, rows


@reads("own_entries")
def reversals(facts: Facts) -> list[Reverse]:
    """The opposite of every entry this case posted and nobody reversed; `keep` of the order stands again."""
    keep = int(facts.form.get("keep") or 0)
    return [
        Reverse(entry.id, (-keep if entry.component == "deduction" else keep) if number == 0 else 0)
        for number, entry in enumerate(facts.own_entries)
    ]


@reads("resolution")
def motion(facts: Facts) -> Start:
    """The question goes to the members' meeting as a motion of its own, put by the body that took it there."""
    return motion_of(facts, facts.resolution.body if facts.resolution else "")


def motion_of(facts: Facts, body: str) -> Start:
    """The motion, put by this body: a row that fires by itself names no resolution to tell it from."""
    return put(facts, "points", body, adverse=facts.case.procedure == "deduction_proposal")


def membership_motion(facts: Facts, body: str, *, adverse: bool) -> Start:
    """A motion about a membership: a higher quorum, a secret ballot (A45 A47)."""
    return put(facts, "membership", body, adverse=adverse)


def put(facts: Facts, kind: str, body: str, *, adverse: bool) -> Start:
    form = {"kind": kind, "adverse": "yes" if adverse else "no", "put_by": body}
    return Start("member_meeting_vote", facts.subject, facts.case.period, form)


@reads("entries roster period statement last_rating")
def statement(facts: Facts) -> list[Post | File]:
    """Grants, what caps give back, and the statement of the period as the ledger then has it, under its next version number."""
    period, last = str(facts.period.period), last_scores(facts)
    found = lines(facts.regime, facts.entries, facts.roster, facts.period.period, last)
    clause = {component: facts.regime.clause(f"components.{component}.cap") for component in CAPPED}
    day = min(facts.period.period.last, facts.today).isoformat()
    caps = [Post(each.member, each.component, each.item, each.points, period, day, clause[each.component], each.kind)
            for each in closing_entries(facts.regime, facts.entries, facts.roster, facts.period.period, last)]  # fmt: skip
    version = int(facts.statement.get("version", 0)) + 1
    return [*caps, File("statement", period, {"version": version, "period": period, "lines": rows(found)}, key=period)]


def last_scores(facts: Facts) -> dict[str, int]:
    """Each member's score of the year before, of which a plan may carry a share over. It reads the rating before."""
    return {str(line["member"]): int(line["score"]) for line in facts.last_rating.get("lines", ())}


@reads("period statement")
def posted(facts: Facts) -> File:
    """The sheet as it was posted today; a posting anew files the next version first."""
    return posting(facts, int(facts.statement.get("version", 0)) + (facts.case.state != "compiled"))


def posting(facts: Facts, version: int) -> File:
    """A version of the sheet as it was posted today: where, for which days, how late (A17 A34). It reads the period."""
    rules = facts.regime.publicity("annual" if facts.period.period.kind == "year" else "quarter")
    shown, due = publicity(facts.today, rules.span, facts.calendar), rules.due(facts.period.period)
    if due and facts.regime.value("deadlines.on_holiday") == "next_working_day":
        due = facts.calendar.next_workday(due)
    data = {"posted_on": facts.today.isoformat(), "first": shown.first.isoformat(), "last": shown.last.isoformat(), "version": version,
            "due": due.isoformat() if due else "", "days_late": max(0, (facts.today - due).days) if due else 0,
            "place": facts.form["place"], "form": facts.form["form"], "contact": facts.form["contact"] or ""}  # fmt: skip
    return File("publicity", str(facts.period.period), data)


@reads("period")
def seal(facts: Facts) -> Seal:
    """The period is closed for posting, for good."""
    return Seal(str(facts.period.period))


@reads("entries roster period")
def period_grades(facts: Facts) -> list[Start]:
    """What a grade that is held against every closing leads to, begun for those who have come into it since the closing before."""
    found = newly(facts.regime, facts.entries, facts.roster, facts.period.period)
    return [Start(name, member, facts.case.period[:4], {"grade": grade.code}) for member, grade in found.items() for name in grade.opens]


@reads("governing")
def renewed(facts: Facts) -> Adopt:
    """The case goes over to the rules that govern its period (A59)."""
    return Adopt(facts.governing)


@reads("period statement")
def issued(facts: Facts) -> File:
    """The ledger of the period as a numbered document (R5)."""
    data = {"number": facts.form["number"], "sent_to": facts.form["sent_to"] or "", "version": int(facts.statement.get("version", 0))}
    return File("document", str(facts.period.period), data)
