"""The ledger summed anew, by member, period and component, from the rows and from the records; and compared with the statements. It books nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from procflow.conformance.known import stated
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding, Ref
from procflow.dates import Period
from procflow.db import Prepared
from procflow.models import LedgerEntry
from procflow.wording import points

SUMS = Prepared(
    select(LedgerEntry.member_id, LedgerEntry.counts_in, LedgerEntry.component, func.sum(LedgerEntry.points).label("points"),
           func.sum(LedgerEntry.uncredited).label("uncredited"), func.count().label("entries"))
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.recorded_at < bindparam("cut"))
    .group_by(LedgerEntry.member_id, LedgerEntry.counts_in, LedgerEntry.component)
)  # fmt: skip
COMPONENTS = ("base", "bonus", "deduction", "task")  # the columns of a statement's line, in its order
COMPONENT = {"base": "基础分", "bonus": "奖励分", "deduction": "扣分", "task": "任务分", "appraisal": "评议分", "veto": "一票否决"}
UNBOOKED = "{member}在{period}的{component}：台账合计{booked}，记录合计{recorded}"
UNEQUAL = "{member}在{period}的{component}：公示表{line}，台账合计{booked}"


@dataclass(frozen=True)
class Balance:
    """One member's component in one period (hundredths); `line` is what the last statement says, None where there is none."""

    member: str
    period: str
    component: str
    entries: int
    booked: int
    recorded: int
    uncredited: int
    line: int | None

    @property
    def agrees(self) -> bool:
        return self.booked == self.recorded and self.line in (None, self.booked if self.component != "deduction" else -self.booked)


def balances(unit: Unit, period: Period) -> list[Balance]:
    """Of each period inside the reported one, in order; the statement counts once its period is final, for before that it is still being worked on."""
    if ("balances", period) in unit.memo:
        return list(unit.memo["balances", period])
    booked = {
        (row.member_id, row.counts_in, row.component): row for row in SUMS.all(unit.reading.session, unit=unit.id, cut=unit.reading.cut)
    }
    recorded = from_records(unit)
    lines = last_lines(unit)
    final = finals(unit)
    keys = {key for key in {*booked, *recorded} if inside(key[1], period)}
    keys |= {
        (member, at, component)
        for at, rows in lines.items()
        if at in final and inside(at, period)
        for member in rows
        for component in COMPONENTS
    }
    found = []
    for member, at, component in sorted(keys, key=lambda key: (key[1], key[0], key[2])):
        row = booked.get((member, at, component))
        said = lines[at].get(member, {}).get(component, 0) if at in final and at in lines and component in COMPONENTS else None
        found.append(Balance(member, at, component, row.entries if row else 0, int(row.points) if row else 0, recorded.get((member, at, component), 0),
                             int(row.uncredited) if row else 0, said))  # fmt: skip
    unit.memo["balances", period] = found
    return found


def judged(unit: Unit, period: Period) -> Iterator[Finding]:
    for each in balances(unit, period):
        key, refs = f"{each.member}.{each.period}.{each.component}", evidence(unit, each.period) if not each.agrees else ()
        if each.booked != each.recorded:
            yield unit.finding("ledger", UNBOOKED, key=key, member=each.member, period=each.period, component=COMPONENT[each.component],
                               booked=points(each.booked), recorded=points(each.recorded))  # fmt: skip
        elif not each.agrees:
            yield unit.finding("ledger", UNEQUAL, *refs, key=key, member=each.member, period=each.period, component=COMPONENT[each.component],
                               booked=points(each.booked), line=points(each.line or 0))  # fmt: skip


def from_records(unit: Unit) -> dict[tuple[str, str, str], int]:
    """The entries as the records made them, whatever the table says."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for lines in unit.chains.values():
        for line in lines:
            for each in line.effects:
                if each["kind"] == "entry":
                    found[each["member_id"], each["counts_in"], each["component"]] += each["points"]
    return dict(found)


def last_lines(unit: Unit) -> dict[str, dict[str, dict[str, int]]]:
    """The last statement of each period, by member and component; deductions as they are shown, without a sign."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for fact, _ in stated(unit.reading.session, unit.id, "statement", unit.reading.cut):
        found[fact.subject] = {str(row[0]): dict(zip(COMPONENTS, row[1:5], strict=True)) for row in fact.data["lines"]}
    return found


def finals(unit: Unit) -> set[str]:
    """The periods whose closing is final and not being restated."""
    return {str(lines[-1].body["period"]) for lines in unit.chains.values()
            if lines[0].body["procedure"]["id"] == "quarterly_closing" and lines[-1].body["to"] in ("finalized", "issued")}  # fmt: skip


def evidence(unit: Unit, period: str) -> tuple[Ref, ...]:
    """The record that made the last statement of the period."""
    found = [line for lines in unit.chains.values() for line in lines if line.body["period"] == period and line.done
             and any(each["kind"] == "file" and each["fact"] == "statement" for each in line.effects)]  # fmt: skip
    return tuple(line.ref for line in sorted(found, key=lambda line: line.pk)[-1:])


def inside(text: str, period: Period) -> bool:
    own = Period.parse(text)
    return period.first <= own.first and own.last <= period.last
