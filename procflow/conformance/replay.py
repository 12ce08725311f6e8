"""One case held against the edition that it ran under: every record in turn, by code that never took a step. It decides nothing anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from procflow.conformance import actors, grounds
from procflow.conformance.declared import COMMON, Declared, Row
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding
from procflow.grammar import NEW

NO_TABLE = "记录所依据的程序表没有保存，无法核对"
UNKNOWN = "程序表没有“{step}”这一步"
ELSEWHERE = "程序表没有从“{source}”经“{step}”到“{to}”的办法"
JUMPED = "“{step}”应从“{source}”办起，当时却在“{state}”，没有记录：{skipped}"
UNASKED = "“{step}”没有核查“{guard}”"
FAILED = "“{step}”的核查“{guard}”不符合，仍然办了"
EARLIER = "“{step}”的发生日{on}早于前一步的{before}"
CLAIMED = "“{step}”写作{on}发生，实际{recorded}才记入"
BROKEN = "第{seq}条记录接不上它的前一条"
GAP = "记录链在第{seq}条处缺号"
ZERO = "00" * 32


def replayed(unit: Unit, chain: str) -> Iterator[Finding]:
    """What deviates in this case, in the order of its records."""
    yield from linked(unit, chain)
    state, dates = NEW, []
    for line in unit.chains[chain]:
        if not line.done:
            continue
        table = unit.table(line)
        if table is None:
            yield unit.finding("undeclared", NO_TABLE, line.ref, chain=chain, on=line.on)
            continue
        if line.step not in COMMON:
            yield from moved(unit, chain, line, table, state)
            dates.append(line)
        state = str(line.body["to"])
    yield from dated(unit, chain, dates)


def linked(unit: Unit, chain: str) -> Iterator[Finding]:
    """Whether the chain is whole: numbered without a gap, each record naming the hash of the one before."""
    before = ZERO
    for place, line in enumerate(unit.chains[chain]):
        if line.seq != place:
            yield unit.finding("chain", GAP, line.ref, chain=chain, on=line.on, seq=place, key=f"gap{place}")
            return
        if line.body["prev"] != before:
            yield unit.finding("chain", BROKEN, line.ref, chain=chain, on=line.on, seq=place)
        before = line.hash


def moved(unit: Unit, chain: str, line: Line, table: Declared, state: str) -> Iterator[Finding]:
    """Whether the table has the step, from where the case lay, by whom it was taken, with all that it asks for."""
    source, to, step = str(line.body["from"]), str(line.body["to"]), table.title_of(line.step)
    rows = table.fitting(line.step, source, to)
    said = {"step": step, "source": title(table, source), "to": title(table, to), "state": title(table, state)}
    if line.step not in table.named:
        yield unit.finding("undeclared", UNKNOWN, line.ref, chain=chain, on=line.on, step=line.step)
        return
    if not rows:
        yield unit.finding("undeclared", ELSEWHERE, line.ref, chain=chain, on=line.on, **{k: said[k] for k in ("step", "source", "to")})
        return
    if source != state:
        way = "、".join(table.title_of(each) for each in table.way(state, source)) or said["source"]
        yield unit.finding("skipped", JUMPED, line.ref, chain=chain, on=line.on, clause=rows[0].clause, step=step, source=said["source"],
                           state=said["state"], skipped=way)  # fmt: skip
    row = meant(rows, line)
    yield from asked(unit, chain, line, row, step)
    yield from actors.judged(unit, chain, line, row, step)
    yield from grounds.judged(unit, chain, line, row, step)


def meant(rows: list[Row], line: Line) -> Row:
    """Of rows that share a step, the one whose guards the record has asked, and whose role it names."""
    named, role = {each["name"] for each in line.body["guards"]}, line.body["actor"]["role"]
    return max(rows, key=lambda row: (role in row.by or bool(row.said), -len({name for name, _, _ in row.guards} ^ named)))


def asked(unit: Unit, chain: str, line: Line, row: Row, step: str) -> Iterator[Finding]:
    held = {each["name"]: each["result"] for each in line.body["guards"]}
    for name, clause, sentence in row.guards:
        if name not in held or held[name] is not True:
            said = UNASKED if name not in held else FAILED
            yield unit.finding("missing_guard", said, line.ref, chain=chain, on=line.on, clause=clause, key=f"{line.seq}.{name}", step=step,
                               guard=sentence.partition("：")[0] if "{" in sentence else sentence)  # fmt: skip


def dated(unit: Unit, chain: str, lines: list[Line]) -> Iterator[Finding]:
    """Whether the steps happened in the order in which they stand, and on the day on which they were recorded."""
    for first, then in pairwise(lines):
        if then.on < first.on:
            yield unit.finding(
                "reordered", EARLIER, first.ref, then.ref, chain=chain, on=then.on, step=name(unit, then), before=first.on, on_=then.on
            )
    for line in lines:
        if line.on < line.recorded_on and not attested(line):
            yield unit.finding("backdated", CLAIMED, line.ref, chain=chain, on=line.on, step=name(unit, line), recorded=line.recorded_on)


def attested(line: Line) -> bool:
    """A supplement is late by its nature, and attested by others (B12)."""
    return bool(line.body["procedure"]["id"] == "late_supplement")


def name(unit: Unit, line: Line) -> str:
    table = unit.table(line)
    return table.title_of(line.step) if table else line.step


def title(table: Declared, state: str) -> str:
    return "尚未开始" if state == NEW else str(table.states[state]["title"]) if state in table.states else state
