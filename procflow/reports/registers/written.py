"""Steps as they were taken, each with what was filled in: what the register of filings is made of. It chooses none of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow import queries
from procflow.queries import Told
from procflow.queries.titles import role
from procflow.reports.registers import answers
from procflow.reports.registers.answers import Answer
from procflow.reports.registers.reading import Reading


def rows(reading: Reading, steps: dict[tuple[str, str], None]) -> Iterator[tuple[Any, ...]]:
    """The steps taken, in the cases of the year; a procedure that there is not has none."""
    for procedure in dict.fromkeys(key for key, _ in steps):
        for row in reading.cases(procedure):
            found = queries.trace(reading.session, reading.actor, reading.day, row.no)
            taken = [each for each in found.events if each.decision and (procedure, each.step) in steps]
            called = reading.names({person for each in taken for person in answers.people(each.asks, each.form)})
            for each in taken:
                yield line(each, found.subject.name, found.title, row.no, answers.answers(each.asks, each.form, called))


def line(told: Told, subject: str, title: str, no: str, said: tuple[Answer, ...]) -> tuple[Any, ...]:
    body = role(told.body) if told.body else told.role_title
    return (told.on, subject, title, told.title, said, told.by.name, body, told.resolution, len(told.files) or None, no)
