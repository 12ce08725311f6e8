"""Part 4: everything that was due, with its day, what was done and how late; hard deadlines that refused, soft ones that were passed. It moves no day."""

from __future__ import annotations

from collections import Counter

from procflow.conformance.shapes import STATES, Column, Count, Part, Table
from procflow.conformance.whole import Whole

DUE = (Column("unit", "单位"), Column("title", "应办事项", "said"), Column("subject", "对象"), Column("case", "事项编号", "case"), Column("due", "期限", "day"),
       Column("done", "办理日", "day"), Column("state", "情况", "said"), Column("days_late", "迟办天数", "count"), Column("hard", "硬期限", "yes"),
       Column("who", "责任", "said"), Column("clause", "依据"))  # fmt: skip
KINDS = (Column("title", "应办事项", "said"), *(Column(key, title, "count") for key, title in STATES.items()))
REFUSING = ("OUT_OF_WINDOW", "TOO_EARLY", "PERIOD_CLOSED")
WINDOWS = (Column("code", "代码"), Column("n", "次数", "count"))


def part(whole: Whole, no: int) -> Part:
    tally = Counter(each.state for each in whole.duties)
    rows = tuple((each.unit, each.title, each.subject, each.case_no, each.due, each.done, STATES[each.state], each.days_late, each.hard, each.who, each.clause)
                 for each in sorted(whole.duties, key=lambda each: (each.unit, each.due, each.key, each.subject)))  # fmt: skip
    kinds: dict[str, Counter[str]] = {}
    for each in whole.duties:
        kinds.setdefault(each.title, Counter())[each.state] += 1
    overview = tuple((title, *(found[state] for state in STATES)) for title, found in sorted(kinds.items()))
    refused = Counter(str(line.body["refusal"]["code"]) for line in whole.refused() if line.body["refusal"]["code"] in REFUSING)
    counts = (*(Count(key, title, tally[key], whole.due if key in ("on_time", "late", "missing", "backfilled") else None) for key, title in STATES.items()),
              Count("hard_refused", "硬期限拒绝", sum(refused.values())))  # fmt: skip
    return Part(no, "deadlines", "期限", counts, (Table("overview", "应办事项汇总", KINDS, overview), Table("duties", "逐项", DUE, rows),
                                            Table("refused", "因期限被拒绝", WINDOWS, tuple(sorted(refused.items())))))  # fmt: skip
