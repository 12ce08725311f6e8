"""The compliance report on A4: what was due, what was found, the twelve parts in figures, how it was counted, room to sign. Tables in full are the workbook's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procflow.conformance import STATES, Report
from procflow.conformance.shapes import SEVERITIES
from procflow.dates import Period
from procflow.reports.compliance.duties import duties
from procflow.reports.compliance.gathered import Compliance
from procflow.reports.compliance.words import Words
from procflow.reports.pdf.notice import short
from procflow.reports.pdf.paper import Column, Paper, listed
from procflow.reports.pdf.posting import BLANK, SEAL

TITLE = "程序合规报告"
OF = "{period}程序合规报告"
DUE = "应办 {due} 项：按时 {on_time} 项，迟办 {late} 项，缺失 {missing} 项，补记 {backfilled} 项。未到期 {not_due} 项、不适用 {not_applicable} 项不计。"
FOUND, NONE = "发现 {n} 条，逐条列后。", "没有发现。"
ELSEWHERE = "各部分的逐行明细见同期的 Excel 或网页，数字与本报告相同。"
OVERVIEW = (("应办事项", 12), ("应办", 3), ("按时", 3), ("迟办", 3), ("缺失", 3), ("补记", 3), ("未到期", 4), ("不适用", 4))
FINDINGS = (("序号", 3), ("发现", 5), ("说明", 15), ("日期", 7), ("依据", 4), ("证据", 11))
PARTS = (("部分", 9), ("数字", 23))
SIGNATURES = ("编制人签名", "复核人签名", "单位负责人签名", "日期")
UNSEALED = "封存日志还没有条目；本报告中有 {waiting} 条等待封存。"
LOG = "封存日志 {origin}：共 {size} 条，根 {root}；本报告中还有 {waiting} 条等待封存。"


def paper(of: Compliance, as_of: str, lang: str) -> Paper:
    """`as_of` is the stamp or day that the data are of."""
    found, words = of.report, of.words(lang)
    period = Period.parse(found.period).title(lang)
    facts = [
        (words.say("单位"), found.unit_title), (words.say("期间"), period), (words.say("包括"), words.say("{n} 个单位", n=len(found.units))),
        (words.say("截至"), words.day(found.as_of)),
    ]  # fmt: skip
    said = [words.say(DUE, due=found.due, **found.tally), words.say(FOUND, n=len(found.findings)) if found.findings else words.say(NONE)]
    head = found.log_head
    log = words.say(LOG if head.root else UNSEALED, origin=head.origin, size=head.size, root=head.root, waiting=head.waiting)
    placeholders = sum(each.status == "placeholder" for each in found.policies)
    rules = words.say("生效的规定 {n} 项，其中示范项目 {p} 项。", n=len(found.policies), p=placeholders)
    shown = {
        "heading": [found.unit_title, words.say(OF, period=short(found.period, lang))], "facts": facts,
        "seal": [found.unit_title, words.say(SEAL), words.say(BLANK)],
        "signatures": [words.say(each) for each in SIGNATURES],
        "parts": [
            section(words, "一、应办事项", said, OVERVIEW, overview(found, words), (0,)),
            section(words, "二、发现", [] if found.findings else [words.say(NONE)], FINDINGS, findings(of, words), (2, 5)),
            section(words, "三、生效的规定和口径", [rules, *(words.said(each.sentence, each.inputs) for each in found.method), log], (), ()),
            section(words, "四、十二个部分的数字", [words.say(ELSEWHERE)], PARTS, figures(found, words), (0, 1)),
        ],
    }  # fmt: skip
    return Paper("compliance", "minutes", lang, found.unit, found.unit_title, words.say(TITLE), found.period, f"{found.unit}/{found.period}", as_of,
                 len(found.findings), "", shown, checkpoint=checkpoint(found.log_head.note))  # fmt: skip


def section(words: Words, title: str, paragraphs: Sequence[str], heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]],
            left: Sequence[int] = ()) -> dict[str, Any]:  # fmt: skip
    """A numbered part; columns named in `left` begin at the left."""
    columns = [Column(words.say(head), width, "left" if at in left else "center") for at, (head, width) in enumerate(heads)] if rows else []
    return {"title": words.say(title), "paragraphs": list(paragraphs), **listed(columns, list(rows))}


def overview(of: Report, words: Words) -> list[list[str]]:
    return [
        [words.duty(each.sample), str(each.whole.due), *(str(each.whole[state]) for state in STATES)]
        for each in duties(of)
    ]  # fmt: skip


def findings(of: Compliance, words: Words) -> list[list[str]]:
    """Each with the case and the first records that show it."""
    rows = []
    for at, each in enumerate(of.report.findings, 1):
        shown = [
            f"#{ref.seq}" if of.cases.get(ref.chain) == each.case_no else f"{of.cases.get(ref.chain, ref.chain)} #{ref.seq}"
            for ref in each.evidence[:3]
        ]
        kind = f"{words.say(SEVERITIES[each.severity])} {words.kind(each)}"
        rows.append(
            [
                str(at),
                kind,
                words.sentence(each),
                words.day(each.on),
                each.clause,
                " ".join(part for part in (each.case_no, *shown) if part),
            ]
        )
    return rows


def figures(of: Report, words: Words) -> list[list[str]]:
    joint = "；" if words.lang == "zh" else "; "
    return [
        [f"{each.no}. {words.say(each.title)}", joint.join(f"{words.say(one.title)} {words.figure(one)}" for one in each.counts)]
        for each in of.parts
    ]


def checkpoint(note: str) -> tuple[str, ...]:
    """The lines of the newest signed checkpoint, as they can be copied."""
    return tuple(line for line in note.splitlines()[:3] if line)
