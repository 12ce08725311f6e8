"""The pages of the application to join (R15) on which probation ends, one form for each vote: opinions, publicity, resolution, approval (B23 N1 N8 N19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.queries import Motion
from procflow.reports.registers.disposals import decided
from procflow.reports.registers.played import Played, every_motion, played, voted
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("姓名"), Column("党小组"), Column("预备期自", "day"), Column("预备期至", "day"), Column("事由", "word"), Column("党小组意见"),
           Column("党员意见"), Column("群众意见"), Column("拟采取的措施", "word"), Column("支部委员会意见", "answers"), Column("公示情况", "answers"),
           Column("支部大会决议", "answers"), Column("上级党组织审批意见", "answers"), Column("延长后的预备期至", "day"), Column("本人申诉理由"),
           Column("现状", "word"), Column("事项编号"))  # fmt: skip
SIGNED = ("当事党员", "支部书记", "上级党组织")
APPROVAL = ("approve_regular", "approve_extend", "approve_cancel", "return")


def probations(reading: Reading) -> Part:
    motions = every_motion(reading)
    found = [row for of in played(reading, "probation_case") for row in rows(of, motions)]
    return Part(COLUMNS, sorted(found, key=lambda row: row[-1]), (), SIGNED, form=True)


def rows(of: Played, motions: list[Motion]) -> Iterator[tuple[Any, ...]]:
    """What the meeting carried is entered; an opinion that it did not carry, or that never came before it, is not."""
    for one in of.rounds({"form_opinion"}):
        if one.last("vote_pass") is None:
            continue
        opinion, approval, posted = one.steps[0], one.last(*APPROVAL), one.last("publicise")
        seen, asked = one.seen(opinion), one.last("to_meeting")
        public = (*one.block(posted), *one.block(asked, "feedback")) if posted else ()
        yield (of.subject.name, one.person(opinion)[1], (seen.joined or None) if seen else None, (seen.probation_until or None) if seen else None,
               one.value(opinion, "trigger"), *(one.value(opinion, f"{who}_opinion") for who in ("group", "members", "masses")),
               one.value(opinion, "measure"), one.block(opinion, "months", "reason"), public, voted(one, of, motions), decided(one, approval),
               lengthened(one), one.value(one.last("appeal"), "reason"), of.state_title, of.no)  # fmt: skip


def lengthened(of: Played) -> str | None:
    """The new last day, as the approval filed it."""
    told = of.last("approve_extend")
    ends = (each["data"].get("probation_until") for each in (told.effects if told else ()) if each["kind"] == "file")
    return next(filter(None, ends), None)
