"""Part 8: what was to be filed with a superior, and the receipts; what is missing stands first. It files nothing."""

from __future__ import annotations

from procflow.conformance.shapes import STATES, Column, Count, Part, Table
from procflow.conformance.whole import Whole

WANTED = (Column("unit", "单位"), Column("title", "备案事项", "said"), Column("subject", "对象"), Column("case", "事项编号", "case"), Column("to", "报备单位", "said"),
          Column("due", "期限", "day"), Column("done", "备案日", "day"), Column("state", "情况", "said"))  # fmt: skip
RECEIPTS = (
    Column("unit", "单位"),
    Column("receipt", "回执号"),
    Column("about", "事由"),
    Column("to", "报备单位", "said"),
    Column("on", "日期", "day"),
)


def part(whole: Whole, no: int) -> Part:
    duties = [each for each in whole.duties if each.key.startswith("filing.")]
    rows = tuple((each.unit, each.title, each.subject, each.case_no, each.who, each.due, each.done, STATES[each.state])
                 for each in sorted(duties, key=lambda each: (each.state != "missing", each.unit, each.due, each.subject)))  # fmt: skip
    first, last = whole.period.first.isoformat(), whole.period.last.isoformat()
    receipts = tuple((unit.id, fact.subject, str(fact.data["about"]), str(fact.data["addressee"]), fact.since)
                     for unit in whole.units for fact in unit.org.facts("receipt") if first <= fact.since <= last)  # fmt: skip
    counts = (Count("wanted", "应备案", len(rows)), Count("missing", "缺备案", sum(each.state == "missing" for each in duties), len(rows)),
              Count("receipts", "回执", len(receipts)))  # fmt: skip
    return Part(
        no, "filings", "备案", counts, (Table("filings", "应备案事项", WANTED, rows), Table("receipts", "回执登记", RECEIPTS, receipts))
    )
