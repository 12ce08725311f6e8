"""Case numbers: made of unit, procedure and year, given one by one up to the last; which case got which is not on record."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from procflow.models import Case, CaseNumber, Unit
from procflow.proof.editions import Library
from procflow.proof.findings import Findings
from procflow.proof.rows import Source

MALFORMED = "案号与单位、程序或年份不符：应以“{expected}”开头，实为“{found}”"
BEYOND = "案号超过已发出的最后一个号：最后一个是{expected}，案号为“{found}”"
GAPS = "已发出{expected}个案号，现有案件{found}件"


def numbers(source: Source, findings: Findings, library: Library) -> None:
    codes = dict(source.all(select(Unit.unit_id, Unit.code)))
    last = {row[:3]: row[3] for row in source.each(select(CaseNumber.unit, CaseNumber.procedure, CaseNumber.year, CaseNumber.last))}
    given: Counter[tuple[str, str, int]] = Counter()
    columns = (Case.case_id, Case.no, Case.unit, Case.procedure, Case.opened_on, Case.edition)
    for case_id, no, unit, procedure, opened_on, edition in source.each(select(*columns)):
        table = library.tables.get(edition)
        start, _, number = no.rpartition("-")
        year = opened_on[:4]
        expected = f"{codes.get(unit, '')}-{table.code}-{year}" if table else start
        if start != expected or not well_formed(number) or not year.isdecimal():
            findings.add("number", "proc_case", case_id, (case_id, None), MALFORMED, expected=expected, found=no)
            continue
        series = (unit, procedure, int(year))
        given[series] += 1
        if int(number) > last.get(series, 0):
            findings.add("number", "case_number", named(series), (case_id, None), BEYOND, expected=last.get(series), found=no)
    for series in sorted(last):
        if given[series] != last[series]:
            findings.add("number", "case_number", named(series), ("", None), GAPS, expected=last[series], found=given[series])


def named(series: tuple[str, str, int]) -> str:
    return "/".join(map(str, series))


def well_formed(number: str) -> bool:
    return number.isascii() and number.isdecimal() and int(number) > 0 and f"{int(number):04d}" == number
