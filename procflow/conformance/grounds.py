"""What a decision rests on: the closed motion, the body's resolution, the papers; whether they were there when it was recorded. It weighs none of them."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.declared import Row
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding

UNVOTED = "“{step}”须大会通过，当时没有已宣布通过的议题"
UNLOST = "“{step}”须大会表决，当时没有已宣布未通过的议题"
UNRESOLVED = "“{step}”由集体办理，没有写明决议"
UNFILED = "“{step}”写明的决议{resolution}当时没有登记，或不是{body}的决议"
NO_PAPER = "“{step}”须附证明材料，没有附件"
UNBASED = "“{step}”没有通过的议题，也没有决议"
RESOLVED = frozenset({"resolved"})
PAPERS = frozenset({"has_files", "has_evidence"})


def judged(unit: Unit, chain: str, line: Line, row: Row, step: str) -> Iterator[Finding]:
    guards = {name for name, _, _ in row.guards}
    said = {"chain": chain, "on": line.on, "clause": row.clause, "step": step}
    if "motion_passed" in guards and unit.motion(chain, line.pk) != "passed":
        yield unit.finding("missing_vote", UNVOTED, line.ref, **said)
    if "motion_not_passed" in guards and unit.motion(chain, line.pk) != "not_passed":
        yield unit.finding("missing_vote", UNLOST, line.ref, **said)
    if "carried" in guards and unit.motion(chain, line.pk) != "passed" and not resolutions(unit, chain, line):
        yield unit.finding("missing_vote", UNBASED, line.ref, **said)
    if "resolved" in guards:
        yield from resolved(unit, line, said)
    if guards & PAPERS and needed(unit, line, guards) > len(papers(unit, chain, line)):
        yield unit.finding("missing_document", NO_PAPER, line.ref, **said)
    if line.body["actor"]["entered_for"] and not line.body["attachments"]:
        yield unit.finding("missing_document", NO_PAPER, line.ref, key=f"{line.seq}.paper", **said)


def resolved(unit: Unit, line: Line, said: dict[str, str]) -> Iterator[Finding]:
    """The body's own resolution, of that day or before."""
    no, body = str(line.body["resolution"] or ""), str(line.body["actor"]["body"] or line.body["actor"]["role"] or "")
    found = unit.org.resolution(no) if no else None
    if not no:
        yield unit.finding("missing_document", UNRESOLVED, line.ref, **said)
    elif found is None or found.on > line.on or found.body != body:
        yield unit.finding("missing_document", UNFILED, line.ref, resolution=no, body=body, **said)


def resolutions(unit: Unit, chain: str, line: Line) -> list[str]:
    return [str(each.body["resolution"]) for each in unit.chains[chain] if each.seq < line.seq and each.done and each.body["resolution"]]


def papers(unit: Unit, chain: str, line: Line) -> set[str]:
    """All that was handed in up to there."""
    return {each["sha256"] for one in unit.chains[chain] if one.seq <= line.seq and one.done for each in one.body["attachments"]}


def needed(unit: Unit, line: Line, guards: set[str]) -> int:
    """How many papers the rules ask for: of a claim, as many as its item says."""
    book = unit.books.get(line.body["regime"]["sha256"])
    item = next((each for each in book.items() if each.code == line.form.get("item")), None) if book else None
    return item.evidence if item and "has_evidence" in guards else int("has_files" in guards)
