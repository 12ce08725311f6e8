"""Part 1: each clause of the rules with the cases and records that show it, or that nothing does. It says what is on record, not what is true."""

from __future__ import annotations

from collections import defaultdict

from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.whole import Whole

COLUMNS = (Column("clause", "条款"), Column("cases", "事项", "count"), Column("records", "记录", "count"), Column("case", "例如", "case"),
           Column("shown", "有记录", "yes"))  # fmt: skip


def part(whole: Whole, no: int) -> Part:
    """The clauses are those that the editions in use and the rules in force name."""
    cases: dict[str, set[str]] = defaultdict(set)
    records: dict[str, int] = defaultdict(int)
    first: dict[str, str] = {}
    for unit, chain, lines in whole.chains():
        for line in (each for each in lines if each.done):
            named = " ".join([str(line.body["clause"]), *(str(each["clause"]) for each in line.body["guards"])])
            for clause in dict.fromkeys(named.split()):
                cases[clause].add(chain)
                records[clause] += 1
                first.setdefault(clause, unit.no(chain))
    wanted = sorted(set(declared(whole)) | set(records), key=order)
    rows = tuple((each, len(cases.get(each, ())), records.get(each, 0), first.get(each, ""), each in records) for each in wanted)
    of_rules = [row for row in rows if source(str(row[0]))]
    count = Count("shown", "有记录的条款", sum(bool(row[-1]) for row in of_rules), len(of_rules))
    return Part(no, "coverage", "条款落实", (count,), (Table("clauses", "条款与记录", COLUMNS, rows),))


def declared(whole: Whole) -> set[str]:
    """The clauses of the document that the units' rules come from, as far as their tables and rules name them."""
    found: set[str] = set()
    for unit in whole.units:
        used = {
            (line.body["procedure"]["sha256"], line.body["regime"]["sha256"])
            for chain in whole.wanted[unit.id]
            for line in unit.chains[chain][-1:]
        }
        rules = {
            clause for _, sha256 in used if sha256 in unit.books for each in unit.books[sha256].policies() for clause in each.clause.split()
        }
        tables = {
            clause for sha256, _ in used if sha256 in unit.tables for row in unit.tables[sha256].rows for clause in row.clause.split()
        }
        documents = {clause[0] for clause in rules if source(clause)}
        found |= {clause for clause in rules | tables if source(clause) and clause[0] in documents}
    return found


def source(clause: str) -> bool:
    """Whether it is a clause of one of the two documents, not a policy or norm that fills a gap."""
    return clause[0] in "TB" and clause[1:].isdigit()


def order(clause: str) -> tuple[bool, str, int, str]:
    digits = "".join(each for each in clause if each.isdigit())
    return (not source(clause), clause[0], int(digits or 0), clause)
