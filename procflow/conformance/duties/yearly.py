"""What a unit owes once a year: the roll of participants, the points group, letters of commitment, the appraisal (T1 T6 B29 B35). It elects nobody."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.duties.calendar import about, began, book_of
from procflow.conformance.duties.judged import judged
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook


def duties(unit: Unit, period: Period) -> Iterator[Obligation]:
    book = book_of(unit, period)
    if book is None or period.kind != "year" or not began(unit) or began(unit) > period.last.isoformat():
        return
    if book.value("scope.enrollment") == "application":
        yield roll(unit, book, period)
    if "points_group" in (*book.path("bonus"), *book.path("deduction")):
        yield group(unit, book, period)
    if book.value("scope.commitment"):
        yield from letters(unit, book, period)
    if book.cap("appraisal").points:
        yield appraisal(unit, book, period)


def roll(unit: Unit, book: Rulebook, period: Period) -> Obligation:
    """Asked for by the end of the year; the window for applications says when it is first looked for."""
    filed = next(iter(unit.org.facts("roster", subject=str(period.year))), None)
    due = period.last.isoformat()
    return judged(unit, "yearly_roll", "年度参与纪实党员名单", "T1", due, filed.since if filed else "", subject=str(period), who="branch_committee",
                  inputs={"period": str(period)})  # fmt: skip


def group(unit: Unit, book: Rulebook, period: Period) -> Obligation:
    """There by the last day of the period, of as many as the rules say."""
    day = min(period.last, unit.reading.as_of).isoformat()
    standing = [fact for fact in unit.org.facts("body", day, "points_group") if fact.data["members"]]
    size = len(standing[-1].data["members"]) if standing else 0
    right = book.value("points_group.least") <= size <= book.value("points_group.most")
    return judged(unit, "points_group", "积分小组", "T6", period.last.isoformat(), standing[-1].since if right else "", subject=str(period),
                  who="member_meeting", inputs={"period": str(period), "size": size})  # fmt: skip


def letters(unit: Unit, book: Rulebook, period: Period) -> Iterator[Obligation]:
    """One of everybody who was in scope on the day by which they were due."""
    due = book.day("commitment.due", period.year).isoformat()
    signed: dict[str, Line] = {}
    for lines in about(unit, "commitment_letter", str(period)):
        found = next((line for line in lines if line.step == "sign"), None)
        if found:
            signed.setdefault(str(lines[0].body["subject"]), found)
    people = unit.org.people(due) if due >= began(unit) else {}
    for name in sorted(each for each, person in people.items() if person.in_scope(due)):
        line = signed.get(name)
        yield judged(unit, "commitment", "个人承诺书", book.clause("commitment.due"), due, line.on if line else "", (line.ref,) if line else (),
                     chain=line.chain if line else "", subject=name, who=name, inputs={"period": str(period), "member": name})  # fmt: skip


def appraisal(unit: Unit, book: Rulebook, period: Period) -> Obligation:
    lines = next((each for each in reversed(about(unit, "democratic_appraisal", str(period))) if each[-1].body["to"] != "cancelled"), [])
    done = next((line for line in lines if line.step == "file"), None)
    return judged(unit, "appraisal", "民主评议党员", "B35 N14", period.last.isoformat(), done.on if done else "", (done.ref,) if done else (),
                  chain=lines[0].chain if lines else "", subject=str(period), who="branch_secretary", inputs={"period": str(period)})  # fmt: skip
