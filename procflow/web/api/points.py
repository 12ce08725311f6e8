"""Points for programs: a member's ledger, a unit's entries, one entry down to its vote. The read door finds them."""

from __future__ import annotations

from procflow import queries
from procflow.forms import Count, Form, Person, Words
from procflow.queries import Ledger, Origin
from procflow.queries.listing import Entries, entries
from procflow.reports.viewed import viewed
from procflow.web.api.operations import Answer, Ask, Operation
from procflow.web.api.steps import InPeriod

PAGE, MOST = 100, 1000


def operations() -> tuple[Operation, ...]:
    part = "points"
    return (
        Operation("GET", "/members/<member>/points", "points", "一个党员的积分：每一分从哪件事来、谁定的、依据什么", ledger, Ledger, PeriodAsked, part=part),
        Operation("GET", "/units/<unit>/entries", "entries", "一个单位的台帐，按记录的先后", every, Entries, EntriesAsked, part=part),
        Operation("GET", "/entries/<entry>", "entry", "一笔积分的来历，直到表决和条款", one, Origin, part=part),
    )  # fmt: skip


class PeriodAsked(Form):
    period = InPeriod("期间", required=False)


class EntriesAsked(PeriodAsked):
    member = Person("党员", required=False)
    limit = Count("最多多少行", most=MOST, required=False)
    after = Words("从上一页末尾的记号往后", required=False)


def ledger(ask: Ask) -> Ledger:
    return queries.points(ask.reading, ask.actor, ask.day, ask.path["member"], ask.given["period"] or str(ask.day.year))


def every(ask: Ask) -> Answer:
    given = ask.given
    found = entries(ask.reading, ask.actor, ask.day, ask.path["unit"], period=given["period"] or "", member=given["member"] or "",
                    after=given["after"] or "", limit=min(given["limit"] or PAGE, MOST))  # fmt: skip
    return Answer(found, following=found.following)


def one(ask: Ask) -> Origin:
    found = queries.entry(ask.reading, ask.actor, ask.day, ask.path["entry"])
    if found.chain:
        viewed(ask.reading, ask.actor, ask.day, found.case)
    return found
