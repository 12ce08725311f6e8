"""Case numbers: made of unit, procedure and year, and never above the last one given; which case got which is not on record."""

from __future__ import annotations

from sqlalchemy import select

from procflow.models import Case, CaseNumber, Unit
from procflow.proof.editions import Library
from procflow.proof.findings import Findings
from procflow.proof.rows import Source

MALFORMED = "案号与单位、程序或年份不符：应以“{expected}”开头，实为“{found}”"
BEYOND = "案号超过已发出的最后一个号：最后一个是{expected}，案号为“{found}”"


def numbers(source: Source, findings: Findings, library: Library) -> None:
    codes = dict(source.all(select(Unit.unit_id, Unit.code)))
    last = {row[:3]: row[3] for row in source.each(select(CaseNumber.unit, CaseNumber.procedure, CaseNumber.year, CaseNumber.last))}
    columns = (Case.case_id, Case.no, Case.unit, Case.procedure, Case.opened_on, Case.edition)
    for case_id, no, unit, procedure, opened_on, edition in source.each(select(*columns)):
        table = library.tables.get(edition)
        start, _, number = no.rpartition("-")
        year = opened_on[:4]
        expected = f"{codes.get(unit, '')}-{table.code}-{year}" if table else start
        if start != expected or not number.isdecimal() or f"{int(number):04d}" != number or number == "0000":
            findings.add("number", "proc_case", case_id, (case_id, None), MALFORMED, expected=expected, found=no)
        elif year.isdecimal() and int(number) > last.get((unit, procedure, int(year)), 0):
            findings.add("number", "case_number", f"{unit}/{procedure}/{year}", (case_id, None), BEYOND,
                         expected=last.get((unit, procedure, int(year))), found=no)  # fmt: skip
