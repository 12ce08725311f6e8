"""Part 3: every meeting and motion with its figures, tested for quorum and majority; adjourned, void and deferred ones too. It calls nobody."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Column, Count, Part, Table
from procflow.conformance.sittings import votes
from procflow.conformance.whole import Whole

CALLED = (Column("unit", "单位"), Column("meeting", "会议"), Column("on", "日期", "day"), Column("due", "应到", "count"), Column("excluded", "不计入", "count"),
          Column("consent", "经同意不计入", "count"), Column("present", "实到", "count"), Column("written", "书面意见", "count"))  # fmt: skip
PUT = (Column("case", "议题", "case"), Column("meeting", "会议"), Column("kind", "类别", "said"), Column("due", "应到", "count"), Column("present", "实到", "count"),
       Column("written", "书面", "count"), Column("issued", "发出", "count"), Column("returned", "收回", "count"), Column("in_favour", "赞成", "count"),
       Column("against", "反对", "count"), Column("abstained", "弃权", "count"), Column("void", "无效", "count"), Column("least_present", "到会下限", "count"),
       Column("quorum", "到会足数", "yes"), Column("least", "赞成下限", "count"), Column("result", "结果", "said"))  # fmt: skip
KINDS = {"points": "积分事项", "membership": "党籍事项", "runoff": "并列表决"}
RESULTS = {"pass": "通过", "not_pass": "未通过", "adjourn": "流会", "defer": "暂缓表决", "void": "表决无效"}


def part(whole: Whole, no: int) -> Part:
    put = [(unit, vote) for unit, chain, _ in whole.chains() for vote in votes(unit, chain)]
    motions = tuple((unit.no(each.chain), each.meeting, KINDS.get(each.kind, each.kind), each.due, each.present, each.written, each.issued, each.returned,
                     each.in_favour, each.against, each.abstained, each.void, each.least_present, each.quorum, each.least_in_favour, RESULTS[each.result])
                    for unit, each in put)  # fmt: skip
    calls = tuple(row for unit in whole.units for row in called(whole, unit, {each.meeting for one, each in put if one is unit}))
    n = {result: sum(each.result == result for _, each in put) for result in RESULTS}
    counts = (Count("meetings", "会议", len(calls)), *(Count(key, RESULTS[key], each, len(put)) for key, each in n.items()))
    return Part(no, "meetings", "会议和表决", counts, (Table("meetings", "会议", CALLED, calls), Table("motions", "议题", PUT, motions)))


def called(whole: Whole, unit: Unit, voted: set[str]) -> Iterator[tuple[object, ...]]:
    """The meetings of the period, and any other at which something of the period was voted."""
    first, last = whole.period.first.isoformat(), whole.period.last.isoformat()
    for fact in unit.org.facts("meeting"):
        if first <= fact.since <= last or fact.subject in voted:
            roll = unit.org.latest("roll", fact.subject)
            data = roll.data if roll else {"due": (), "excluded": (), "present": (), "written": ()}
            consent = sum(bool(each.get("receipt")) for each in data["excluded"])
            yield (
                unit.id,
                fact.subject,
                fact.since,
                len(data["due"]),
                len(data["excluded"]),
                consent,
                len(data["present"]),
                len(data["written"]),
            )
