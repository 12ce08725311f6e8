"""The notices of inspections (R11): each finding that was kept, by its kind, where it lies, what the branch said, until when it is mended (T5 B39)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from procflow.grammar import Taken
from procflow.guards.findings import kept
from procflow.queries.titles import role
from procflow.reports.registers import answers
from procflow.reports.registers.played import Played, played
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Footer, Part

COLUMNS = (Column("通报文号"), Column("印发日期", "day"), Column("通报单位", "word"), Column("督查名称"), Column("问题", "number"), Column("问题类型", "word"),
           Column("涉及的事项"), Column("登记簿册和位置"), Column("涉及的党员"), Column("问题说明"), Column("支部的说明"), Column("认定理由"),
           Column("整改到哪一天", "day"), Column("不须更正的理由"), Column("销号日期", "day"), Column("事项编号"))  # fmt: skip
KIND = 5
SUMS = "{number}：认定 {n} 个问题（{kinds}）"


def circulars(reading: Reading) -> Part:
    found = {each.no: list(rows(each)) for each in played(reading, "inspection")}
    lines = sorted((row for each in found.values() for row in each), key=lambda row: (row[1], row[0], row[4]))
    return Part(COLUMNS, lines, tuple(sums(each) for each in found.values() if each), ("督查单位", "支部书记"))


def rows(of: Played) -> Iterator[tuple[Any, ...]]:
    """A row for each finding that was announced; an inspection that announced nothing has none."""
    notice, drafted = of.last("notify"), of.last("draft")
    if notice is None or drafted is None:
        return
    verdicts, terms, reasons = (by_finding(of, *place) for place in (("confirm", "verdicts"), ("order", "terms"), ("close", "reasons")))
    title, reply = of.value(of.last("create"), "title"), "\n".join(str(each.form["reply"]) for each in of.steps if each.step == "reply")
    closed = of.last("close")
    called = of.reading.names(set(answers.people(drafted.asks, drafted.form)))
    fields = drafted.asks().fields["findings"].schema().fields if drafted.asks else {}  # type: ignore[attr-defined]
    found = [Taken(each.step, each.by.id, each.on, each.form, each.event) for each in of.steps]
    about = ((number, line) for number, line in kept(found) if of.reading.member in ("", line.get("member") or ""))
    for number, line in about:
        kind = answers.answer(fields["kind"], line["kind"], called)[1]
        yield (notice.form["number"], notice.on, role(notice.body), title, number, kind, line.get("case") or "", line.get("register") or "",
               called.get(line.get("member") or "", ""), line["remark"], reply, verdicts.get(number, {}).get("reason", ""),
               terms.get(number, {}).get("due"), reasons.get(number, {}).get("reason", ""), closed.on if closed else None, of.no)  # fmt: skip


def by_finding(of: Played, step: str, field: str) -> dict[int, Any]:
    told = of.last(step)
    return {int(line["finding"]): line for line in (told.form.get(field) or () if told else ())}


def sums(rows: list[tuple[Any, ...]]) -> Footer:
    """How many findings of each kind a notice tells of."""
    return SUMS, {"number": rows[0][0], "n": len(rows), "kinds": tuple(sorted(Counter(row[KIND] for row in rows).items()))}
