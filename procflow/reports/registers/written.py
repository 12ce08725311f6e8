"""The registers that steps write as they are taken: letters, notices, talks, approval forms; each step with what was filled in (R7 R11 R13–R15)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from procflow import queries
from procflow.queries import Motion, Told
from procflow.queries.motions import motions
from procflow.queries.titles import role
from procflow.reports.coverage import registers
from procflow.reports.registers import answers
from procflow.reports.registers.answers import Answer
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("日期", "day"), Column("涉及人员"), Column("程序", "word"), Column("步骤", "word"), Column("内容", "answers"), Column("办理人"),
           Column("职务", "word"), Column("决议编号"), Column("附件", "number"), Column("事项编号"))  # fmt: skip
VOTED = "vote_pass"
TALLY = {"in_favour": "赞成", "against": "反对", "abstained": "弃权"}
SIGNED = {"R7": ("党员本人", "部门负责人", "支部书记"), "R11": ("督查人",), "R13": ("谈话人", "谈话对象"), "R14": ("支部书记", "上级党组织"),
          "R15": ("支部书记", "上级党组织")}  # fmt: skip


def written(reading: Reading, register: str) -> Part:
    steps = dict.fromkeys(next(each for each in registers() if each.id == register).written_by)
    return Part(COLUMNS, sorted(rows(reading, steps), key=lambda row: (row[0], row[-1])), (), SIGNED.get(register, ()))


def rows(reading: Reading, steps: dict[tuple[str, str], None]) -> Iterator[tuple[Any, ...]]:
    """The steps taken, in the cases of the year; a procedure that there is not has none."""
    votes = cache(lambda: motions(reading.session, reading.org))
    for procedure in dict.fromkeys(key for key, _ in steps):
        for row in reading.cases(procedure):
            found = queries.trace(reading.session, reading.actor, reading.day, row.no)
            taken = [each for each in found.events if each.decision and (procedure, each.step) in steps]
            called = reading.names({person for each in taken for person in answers.people(each.asks, each.form)})
            for each in taken:
                said = tally(votes(), row.no) if each.step == VOTED else answers.answers(each.asks, each.form, called)
                yield line(each, found.subject.name, found.title, row.no, said)


def tally(voted: list[Motion], no: str) -> tuple[Answer, ...]:
    """How the meeting voted on the motion that this case put last."""
    passed = [each for each in voted if each.about == no and each.state == "passed"][-1:]
    return tuple(Answer(title, "text", str(each.tally[name])) for each in passed for name, title in TALLY.items() if name in each.tally)


def line(told: Told, subject: str, title: str, no: str, said: tuple[Answer, ...]) -> tuple[Any, ...]:
    body = role(told.body) if told.body else told.role_title
    return (told.on, subject, title, told.title, said, told.by.name, body, told.resolution, len(told.files) or None, no)
