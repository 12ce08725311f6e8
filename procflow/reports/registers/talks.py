"""The records of talks (R13), one form for each: with whom, by whom, why, what was said, what is to be mended until when, and whether it was (T17 B22 B23)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.queries import Told
from procflow.reports.registers.answers import Answer
from procflow.reports.registers.disposals import grounds
from procflow.reports.registers.played import Played, played
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("谈话日期", "day"), Column("谈话对象"), Column("身份", "word"), Column("党小组"), Column("事由", "word"), Column("环节", "word"),
           Column("谈话人"), Column("谈话内容"), Column("本人态度"), Column("整改措施"), Column("整改到哪一天", "day"), Column("验收情况", "answers"),
           Column("批复文号"), Column("事项编号"))  # fmt: skip
SIGNED = ("谈话人", "谈话对象", "记录人")
APPROVED = frozenset(
    {"approve_extend", "approve_cancel", "approve_advise"}
)  # what is approved is told in a talk, whose record is written by hand


def talks(reading: Reading) -> Part:
    found = [*educated(reading), *opinions(reading, "probation_case"), *opinions(reading, "unqualified_handling")]
    return Part(COLUMNS, sorted(found, key=lambda row: (row[0], row[-1])), (), SIGNED, form=True)


def educated(reading: Reading) -> Iterator[tuple[Any, ...]]:
    """After a low grade: the talk with its term and how that ended."""
    for of in played(reading, "education_rectification"):
        told, assigned, term = of.last("talk"), of.last("assign"), of.last("set_term")
        if told:
            measures = "；".join(f"{at}. {each['measure']}" for at, each in enumerate(term.form["measures"], 1)) if term else ""
            yield (told.form["on"], of.subject.name, *of.person(told), of.title, told.title, of.value(assigned, "helper"), told.form["content"],
                   told.form["attitude"], measures, until(of, term), outcome(of), "", of.no)  # fmt: skip


def until(of: Played, term: Told | None) -> str | None:
    """The day that was set or, later, put off to, as the member was told: the usual one of the rules where none was named."""
    told = of.last("extend") or term
    days = (each["inputs"]["due"] for each in (told.effects if told else ()) if each["kind"] == "notify" and "due" in each["inputs"])
    return next(days, None)


def outcome(of: Played) -> tuple[Answer, ...]:
    told = of.last("pass", "fail", "extend")
    return (Answer("结果", "word", told.title), *of.block(told)) if told else ()


def opinions(reading: Reading, procedure: str) -> Iterator[tuple[Any, ...]]:
    """Before an opinion on a membership is formed, and after what came of it was approved."""
    for of in played(reading, procedure):
        for told in of.steps:
            if told.step == "form_opinion":
                said = of.value(told, "talk") or grounds(of, of.last("pre_file"))
                yield row(of, told, of.value(told, "talked_by"), said, of.value(told, "statement"), "")
            elif told.step in APPROVED:
                yield row(of, told, "", "", "", of.value(told, "document"))


def row(of: Played, told: Told, by: str, said: str, attitude: str, document: str) -> tuple[Any, ...]:
    return (told.on, of.subject.name, *of.person(told), of.title, told.title, by, said, attitude, "", None, (), document, of.no)
