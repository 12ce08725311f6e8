"""The rules that a revision proposes: out of its document while it is handed in, as they were filed from then on. It decides nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from procflow import evidence
from procflow.dates import Period
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.grammar.seen import ProposalSeen
from procflow.models import Case, DatedFact, LedgerEntry
from procflow.regimes.check import check
from procflow.regimes.rulebook import RegimeError, Rulebook, read
from procflow.wording import say

if TYPE_CHECKING:
    from procflow.facts import Gathering

MOST = 1024 * 1024  # a plan of the published kind is a hundredth of it
NO_TEXT, TOO_LARGE, LOST = "附件不是细则文件：不是 UTF-8 文本", "附件不是细则文件：大于 1 MB", "附件读不到，请重新上传"
CLOSINGS = Prepared(
    select(Case.period, Case.taken).where(
        Case.unit == bindparam("unit"), Case.procedure == "quarterly_closing", Case.period >= bindparam("year")
    )
)
ENTRIES = Prepared(
    select(LedgerEntry.counts_in).where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.cycle >= bindparam("year")).distinct()
)
ADOPTED = Prepared(select(DatedFact.subject, DatedFact.data).where(DatedFact.unit == bindparam("unit"), DatedFact.kind == "adoption"))
DRAFTING = ("drafting", "returned")


def proposal(of: Gathering) -> ProposalSeen:
    from procflow.facts import rules

    adopted = of.org.last_adopted(of.day)
    old = rules(of.session, str(adopted.data["sha256"])) if adopted else of.rules
    filed = of.org.latest("proposal", of.case.no) if of.case.no else None
    if of.case.state in DRAFTING and of.sections["files"]:
        book, file, problems = handed_in(of)
    elif filed:
        book, file, problems = rules(of.session, str(filed.data["sha256"])), str(filed.data["file"]), ()
    else:
        book, file, problems = None, "", ()
    return ProposalSeen(book, file, problems, old, used(of), begun(of, book or old))


def handed_in(of: Gathering) -> tuple[Rulebook | None, str, tuple[str, ...]]:
    """The first document that can be read as rules, with what is wrong with them; of none that can, why not."""
    why: list[str] = []
    for sha256 in of.sections["files"]:
        try:
            data = evidence.content(of.session, sha256)
            book = read(data.decode()) if len(data) <= MOST else None
        except NotFound:
            why.append(LOST)
        except UnicodeDecodeError:
            why.append(NO_TEXT)
        except RegimeError as problem:
            why += [f"{flaw.line} {flaw.path} {say(flaw.sentence, **flaw.inputs)}" for flaw in problem.errors]
        else:
            if book is not None:
                return book, sha256, tuple(each.text() for each in check(book) if each.severity == "error")
            why.append(TOO_LARGE)
    return None, "", tuple(why)


def used(of: Gathering) -> frozenset[tuple[str, str, str]]:
    """Id, version and hash of whatever was adopted here or above, superseded or not."""
    units = (of.org.unit, *of.org.above)
    rows = [(row.subject, json.loads(row.data)) for unit in units for row in ADOPTED.all(of.session, unit=unit.unit_id)]
    return frozenset((subject, str(data["version"]), str(data["sha256"])) for subject, data in rows)


def begun(of: Gathering, new: Rulebook) -> tuple[Period, ...]:
    """The periods of this year and later that have entries, or a closing that the new rules cannot take over; what counts in a year belongs to none."""
    year = str(of.today.year)
    closings = (row.period for row in CLOSINGS.all(of.session, unit=of.case.unit, year=year) if not adoptable(row, new))
    entries = (row.counts_in for row in ENTRIES.all(of.session, unit=of.case.unit, year=year))
    found = {Period.parse(each) for each in (*closings, *entries)}
    return tuple(sorted((each for each in found if each.kind != "year"), key=lambda each: (each.first, each.last)))


def adoptable(closing: Any, new: Rulebook) -> bool:
    """Whether a closing may go over to the new rules, but for entries: it is not compiled yet, and of a period of theirs."""
    period = Period.parse(closing.period)
    return new.period_of(period.first) == period and all(each["step"] != "compile" for each in json.loads(closing.taken))
