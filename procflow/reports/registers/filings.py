"""The register of filings (R9): what was filed with whom, on which day, under which number. It files nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.filing import BODY_TITLES
from procflow.queries.titles import role
from procflow.reports.coverage import registers
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part
from procflow.reports.registers.written import rows as steps_taken

COLUMNS = (Column("日期", "day"), Column("备案事项", "word"), Column("步骤", "word"), Column("涉及"), Column("报备单位", "word"), Column("回执或文号"),
           Column("内容", "answers"), Column("事项编号"))  # fmt: skip
ABOUT = {
    "quarterly_closing": "quarter", "annual_rating": "annual", "rule_revision": "rules", "exemption_application": "exemption",
    "objection_review": "objection", "unqualified_handling": "disposal", "democratic_appraisal": "annual",
}  # fmt: skip


def filed(reading: Reading) -> Part:
    """Receipts as they were entered, and the steps that file what the rules say is to be filed."""
    rows = sorted([*receipts(reading), *steps(reading)], key=lambda row: (row[0], row[-1]))
    return Part(COLUMNS, rows, (), ("经办人", "受理人"))


def receipts(reading: Reading) -> Iterator[tuple[Any, ...]]:
    found = [fact for fact in reading.org.facts("receipt") if fact.since.startswith(reading.year)]
    called = reading.names({person for fact in found for person in fact.data.get("persons") or ()})
    for fact in found:
        about = "、".join(called[person] for person in fact.data.get("persons") or ())
        yield (fact.since, str(fact.data["about"]), "备案回执", about, BODY_TITLES[fact.data["addressee"]], fact.subject, (), "")


def steps(reading: Reading) -> Iterator[tuple[Any, ...]]:
    """Of each procedure, if the rules in force name an addressee for what it files."""
    said = {procedure: reading.book.addressee(what) if reading.book else None for procedure, what in ABOUT.items()}
    register = next(each for each in registers() if each.id == "R9")
    for procedure, addressee in said.items():
        wanted = dict.fromkeys(pair for pair in register.written_by if pair[0] == procedure)
        if addressee and wanted:
            for day, subject, title, step, content, _, _, resolution, _, no in steps_taken(reading, wanted):
                yield (day, title, step, subject, role(addressee), resolution, content, no)
