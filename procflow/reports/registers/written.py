"""The registers that steps write as they are taken: letters, notices, talks, approval forms; each step with what was filled in (R7 R11 R13–R15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow import queries
from procflow.queries import Told
from procflow.queries.titles import role
from procflow.reports.coverage import registers
from procflow.reports.registers import answers
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("日期", "day"), Column("涉及人员"), Column("程序", "word"), Column("步骤", "word"), Column("内容", "answers"), Column("办理人"),
           Column("职务", "word"), Column("决议编号"), Column("附件", "number"), Column("事项编号"))  # fmt: skip
SIGNED = {"R7": ("党员本人", "部门负责人", "支部书记"), "R11": ("督查人",), "R13": ("谈话人", "谈话对象"), "R14": ("支部书记", "上级党组织"),
          "R15": ("支部书记", "上级党组织")}  # fmt: skip


def written(reading: Reading, register: str) -> Part:
    steps = dict.fromkeys(next(each for each in registers() if each.id == register).written_by)
    return Part(COLUMNS, sorted(rows(reading, steps), key=lambda row: (row[0], row[-1])), (), SIGNED.get(register, ()))


def rows(reading: Reading, steps: dict[tuple[str, str], None]) -> Iterator[tuple[Any, ...]]:
    """The steps taken, in the cases of the year; a procedure that there is not has none."""
    for procedure in dict.fromkeys(key for key, _ in steps):
        for row in reading.cases(procedure):
            found = queries.trace(reading.session, reading.actor, reading.day, row.no)
            taken = [each for each in found.events if each.decision and (procedure, each.step) in steps]
            called = reading.names({person for each in taken for person in answers.people(each.asks, each.form)})
            yield from (line(each, found.subject.name, found.title, row.no, called) for each in taken)


def line(told: Told, subject: str, title: str, no: str, called: dict[str, str]) -> tuple[Any, ...]:
    body = role(told.body) if told.body else told.role_title
    return (told.on, subject, title, told.title, answers.answers(told.asks, told.form, called), told.by.name, body, told.resolution,
            len(told.files) or None, no)  # fmt: skip
