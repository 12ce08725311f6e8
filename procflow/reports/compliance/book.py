"""The compliance report as a workbook: figures, duties one by one, findings one by one, then every table of the twelve parts. It counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from procflow.conformance import STATES, Column, Table
from procflow.conformance.shapes import SEVERITIES
from procflow.dates import Period
from procflow.reports.compliance.duties import duties
from procflow.reports.compliance.gathered import Compliance
from procflow.reports.compliance.paper import TITLE
from procflow.reports.compliance.words import Words
from procflow.reports.xlsx.bound import Book
from procflow.sheets.listed import Column as Head
from procflow.sheets.listed import List

KINDS = {"count": "number", "points": "points", "share": "share", "day": "day"}
FIGURES = (("部分", "text"), ("数字", "text"), ("个数", "number"), ("总数", "number"))
DUTIES = (("单位", "text"), ("应办事项", "text"), ("对象", "text"), ("事项编号", "text"), ("期限", "day"), ("办理日", "day"), ("情况", "text"),
          ("迟办天数", "number"), ("责任", "text"), ("依据条款", "text"), ("证据", "text"))  # fmt: skip
FINDINGS = (("发现", "text"), ("程度", "text"), ("单位", "text"), ("事项编号", "text"), ("日期", "day"), ("说明", "text"), ("依据条款", "text"),
            ("证据", "text"), ("更正", "text"))  # fmt: skip
OVERVIEW = (("应办事项", "text"), ("应办", "number"), *((title, "number") for title in STATES.values()))
NAMED = 24  # of a sheet's name, beside its number


def book(of: Compliance, as_of: str, lang: str) -> Book:
    """`as_of` is the stamp or day that the data are of."""
    found, words = of.report, of.words(lang)
    sheets = [
        listed(words, "概况", FIGURES, list(figures(of, words))),
        listed(
            words,
            "应办汇总",
            OVERVIEW,
            [(words.duty(each.sample), each.whole.due, *(each.whole[state] for state in STATES)) for each in duties(found)],
        ),
        listed(words, "应办逐项", DUTIES, [duty(each, of, words) for each in found.obligations]),
        listed(words, "发现", FINDINGS, [finding(each, of, words) for each in found.findings]),
        *(sheet(words, part.no, at, table) for part in found.parts for at, table in enumerate(part.tables, 1)),
    ]
    head = found.log_head
    notes = [
        (words.say("口径"), "\n".join(words.said(each.sentence, each.inputs) for each in found.method)),
        (words.say("封存日志"), f"{head.origin} {head.size} {head.root}"), (words.say("检查点"), head.note),
    ]  # fmt: skip
    return Book("compliance", found.unit, found.unit_title, words.say(TITLE), f"{found.unit}/{found.period}", Period.parse(found.period).title(lang),
                found.period, as_of, sheets, [each for each in notes if each[1]])  # fmt: skip


def listed(words: Words, title: str, heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> List:
    return List(words.say(title), [Head(words.say(head), kind) for head, kind in heads], rows)


def sheet(words: Words, no: int, at: int, table: Table) -> List:
    """A table of a part: true numbers and days, everything else in words."""
    title = f"{no}.{at} {words.say(table.title)}"[:NAMED]
    rows = [tuple(cell(words, column, value) for column, value in zip(table.columns, row, strict=True)) for row in table.rows]
    return List(title, [Head(words.say(each.title), KINDS.get(each.kind, "text")) for each in table.columns], rows)


def cell(words: Words, column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    return value if column.kind in KINDS or column.kind == "hash" else words.cell(column, value)


def figures(of: Compliance, words: Words) -> Iterator[tuple[Any, ...]]:
    """The tally of duties, how many findings, then the figures of each part with their denominators."""
    found, whole = of.report, words.say("应办事项")
    yield whole, words.say("应办"), found.due, None
    for state, title in STATES.items():
        yield whole, words.say(title), found.tally[state], None
    yield words.say("发现"), words.say("发现"), len(found.findings), None
    for part in found.parts:
        for each in part.counts:
            yield f"{part.no}. {words.say(part.title)}", words.say(each.title), each.n, each.of


def duty(each: Any, of: Compliance, words: Words) -> tuple[Any, ...]:
    return (words.one(each.unit), words.duty(each), words.value(each.subject), each.case_no, each.due, each.done, words.say(STATES[each.state]),
            each.days_late, words.value(each.who), each.clause, proof(each.evidence, of))  # fmt: skip


def finding(each: Any, of: Compliance, words: Words) -> tuple[Any, ...]:
    return (words.kind(each), words.say(SEVERITIES[each.severity]), words.one(each.unit), each.case_no, each.on, words.sentence(each), each.clause,
            proof(each.evidence, of), each.correction)  # fmt: skip


def proof(evidence: Any, of: Compliance) -> str:
    """The records by case or chain, place and leaf hash."""
    return "\n".join(f"{of.cases.get(ref.chain, ref.chain)} #{ref.seq} {ref.hash}" for ref in evidence)
