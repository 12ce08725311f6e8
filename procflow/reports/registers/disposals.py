"""The form on which an unqualified member's disposal is approved (R14), one for each opinion: grounds, hearing, opinion, vote, approval (T18 B24 N12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.queries import Motion, Told
from procflow.reports.registers.answers import Answer
from procflow.reports.registers.played import Played, every_motion, played, voted
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("姓名"), Column("身份", "word"), Column("党小组"), Column("党员身份登记自", "day"), Column("年度等次", "word"),
           Column("处置依据和事实"), Column("事前备案情况", "answers"), Column("调查人"), Column("事实与本人见面", "word"), Column("本人陈述和申辩"),
           Column("谈话人"), Column("处置措施", "word"), Column("支部委员会意见", "answers"), Column("上级预审意见", "answers"),
           Column("支部大会决议", "answers"), Column("上级党组织审批意见", "answers"), Column("本人申诉理由"), Column("现状", "word"), Column("事项编号"))  # fmt: skip
SIGNED = ("当事党员", "支部书记", "上级党组织")
OPINION = frozenset({"form_opinion", "advise_remove"})
REVIEW, APPROVAL = ("pre_review_ok", "pre_review_return"), ("approve_rectify", "approve_advise", "approve_remove", "return")
MEASURE = {"advise_remove": "除名"}  # who refuses to withdraw


def disposals(reading: Reading) -> Part:
    motions = every_motion(reading)
    found = [row for of in played(reading, "unqualified_handling") for row in rows(of, motions)]
    return Part(COLUMNS, sorted(found, key=lambda row: row[-1]), (), SIGNED, form=True)


def rows(of: Played, motions: list[Motion]) -> Iterator[tuple[Any, ...]]:
    """A form for each opinion of the committee, with what became of it."""
    filed, inquiry = of.last("pre_file"), of.last("start_inquiry")
    for one in of.rounds(OPINION):
        opinion = one.steps[0]
        approval, appeal, seen = one.last(*APPROVAL), one.last("appeal"), one.seen(opinion)
        yield (of.subject.name, *one.person(opinion), seen.joined or None if seen else None, grade(of), grounds(of, filed), of.block(filed, "receipt"),
               of.value(inquiry, "investigators"), one.value(opinion, "shown"), one.value(opinion, "statement") or one.value(opinion, "refusal"),
               one.value(opinion, "talked_by"), MEASURE.get(opinion.step) or one.value(opinion, "measure"), one.block(opinion, "months", "reason"),
               decided(one, one.last(*REVIEW)), voted(one, of, motions), decided(one, approval), one.value(appeal, "reason"), of.state_title, of.no)  # fmt: skip


def grade(of: Played) -> str:
    """The grade on whose account the case was opened, as the rules call it."""
    code = next((str(each.form["grade"]) for each in of.steps if each.form.get("grade")), "")
    labels = {each.code: each.label for each in of.reading.book.grades} if of.reading.book else {}
    return labels.get(code, code)


def grounds(of: Played, filed: Told | None) -> str:
    labels = {each.code: each.label for each in of.reading.book.choices("disposal.grounds")} if of.reading.book else {}
    lines = filed.form.get("grounds") or () if filed else ()
    return "；".join(f"{labels.get(each['ground'], each['ground'])}：{each['facts']}" for each in lines)


def decided(of: Played, told: Told | None) -> tuple[Answer, ...]:
    """What a superior decided, in its own words, with number and day."""
    return (Answer("结果", "word", told.title), *of.block(told)) if told else ()
