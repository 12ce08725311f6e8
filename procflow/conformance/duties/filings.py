"""What is to be filed with a superior, by the table of the rules: the quarter, the year, revised rules, exemptions, objections, dispositions (A36). It files nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from procflow.conformance.duties.calendar import CLOSING, about, began, book_of, closings, first
from procflow.conformance.duties.judged import judged
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook

TITLES = {"quarter": "季度积分备案", "annual": "年度结果上报", "rules": "评定细则备案", "exemption": "免予纳入备案", "objection": "异议办理备案",
          "disposal": "处置事前备案"}  # fmt: skip
# By procedure: what is filed, the step that makes the filing due, the step that shows it.
CASES = {
    "exemption_application": ("exemption", ("agree",), ("file",)),
    "objection_review": ("objection", ("decide", "reconsider_decide"), ("give_feedback", "reconsider_decide")),
    "unqualified_handling": ("disposal", ("start_inquiry",), ("pre_file",)),
    "rule_revision": ("rules", ("take_effect",), ("file",)),
}


def duties(unit: Unit, period: Period, chains: list[str]) -> Iterator[Obligation]:
    book = book_of(unit, period)
    if book is None or not began(unit) or began(unit) > period.last.isoformat():
        return  # a unit that keeps no points itself files nothing
    if book.addressee("quarter"):
        for each in closings(unit, period, book):
            yield from quarter(unit, book, each)
    if period.kind == "year" and book.addressee("annual"):
        yield from annual(unit, book, period)
    yield from of_cases(unit, chains)
    yield from adopted(unit, period)


def quarter(unit: Unit, book: Rulebook, period: Period) -> Iterator[Obligation]:
    """Filed by the step that reports it: due before the quarter is final."""
    lines = (about(unit, CLOSING, str(period)) or [[]])[-1]
    told, final = first(lines, "report"), first(lines, "finalize", "finalize_office")
    refs = tuple(line.ref for line in (told, final) if line)
    made = judged(unit, "filing.quarter", TITLES["quarter"], "B32 A36", final.on if final else "", told.on if told else "", refs,
                  chain=lines[0].chain if lines else "", subject=str(period), who=book.addressee("quarter") or "", inputs={"period": str(period)})  # fmt: skip
    yield made if told or final else waiting(made)


def annual(unit: Unit, book: Rulebook, period: Period) -> Iterator[Obligation]:
    lines = (about(unit, "annual_rating", str(period)) or [[]])[-1]
    told, year = first(lines, "submit"), period.year + 1
    yield judged(unit, "filing.annual", TITLES["annual"], book.clause("annual.due"), book.day("annual.due", year).isoformat(), told.on if told else "",
                 (told.ref,) if told else (), chain=lines[0].chain if lines else "", subject=str(period), who=book.addressee("annual") or "",
                 inputs={"period": str(period)})  # fmt: skip


def of_cases(unit: Unit, chains: list[str]) -> Iterator[Obligation]:
    for chain in chains:
        lines = [line for line in unit.chains[chain] if line.done]
        what, asking, showing = CASES.get(str(lines[0].body["procedure"]["id"]) if lines else "", ("", (), ()))
        book = unit.books.get(str(lines[0].body["regime"]["sha256"])) if lines else None
        asked = first(lines, *asking)
        if asked is None or book is None or not book.addressee(what):
            continue
        filed = next((line for line in lines if line.step in showing), None)
        ended = unit.table(lines[0])
        made = judged(unit, f"filing.{what}", TITLES[what], str(asked.body["clause"]), "", filed.on if filed else "", (asked.ref, *([filed.ref] if filed else [])),
                      chain=chain, who=book.addressee(what) or "", inputs={"period": str(lines[-1].body["period"] or "")})  # fmt: skip
        yield made if filed or (ended and not ended.open(str(lines[-1].body["to"]))) else waiting(made)


def adopted(unit: Unit, period: Period) -> Iterator[Obligation]:
    """Rules that the unit itself put in force in these days, not by a revision; what the superior adopted needs no filing with the superior."""
    revised = {str(each["data"].get("sha256")) for lines in unit.chains.values() for line in lines for each in line.effects
               if each["kind"] == "file" and each["fact"] == "adoption"}  # fmt: skip
    for fact in unit.org.facts("adoption"):
        book = unit.books.get(str(fact.data["sha256"]))
        if (
            book
            and book.addressee("rules")
            and period.first.isoformat() <= fact.since <= period.last.isoformat()
            and book.sha256 not in revised
        ):
            receipt = next(
                (
                    each
                    for each in unit.org.facts("receipt")
                    if each.data["addressee"] == book.addressee("rules") and "细则" in str(each.data["about"])
                ),
                None,
            )
            yield judged(unit, "filing.rules", TITLES["rules"], "B26 A36", "", receipt.since if receipt else "", subject=f"{book.id}@{book.version}",
                         who=book.addressee("rules") or "", inputs={"period": str(period)})  # fmt: skip


def waiting(made: Obligation) -> Obligation:
    """Nothing makes it due yet."""
    return replace(made, state="not_due", days_late=0)
