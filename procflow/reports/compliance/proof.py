"""The certificate of one case on A4: each record held against the table, its deadlines, what was found, how it was checked. It judges nothing."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.conformance import STATES, Certificate, Checked
from procflow.conformance.shapes import SEVERITIES
from procflow.dates import Period
from procflow.queries.titles import role
from procflow.reports.compliance.paper import checkpoint, section
from procflow.reports.compliance.words import Words
from procflow.reports.pdf.paper import Paper
from procflow.reports.pdf.posting import BLANK, SEAL

TITLE = "程序合规证明"
VERDICTS = {"conforming": "程序合规，已办结", "open": "至今没有发现偏离，还在办理", "deviating": "有偏离"}
CHECKED = {"as_declared": "与程序表一致", "deviating": "有偏离", "refused": "未获受理，没有效果", "common": "经办记录，不改变状态"}
WHOLE, BROKEN = "从第一条到最后一条首尾相接。", "记录链有断开，见发现。"
SAID = "结论：{verdict}。共 {steps} 条记录，{whole}应办期限 {duties} 项，其中按时 {on_time} 项；发现 {found} 条。"
EDITION = "核对所用的程序版本：{edition}。程序表摘要："
HALF = 32  # of a digest, which no line holds whole
STEPS = (("留痕", 3), ("步骤", 7), ("日期", 8), ("办理", 7), ("依据", 4), ("核对", 6))
DUTIES = (("应办事项", 10), ("期限", 8), ("办理日", 8), ("情况", 4), ("依据", 5))
FINDINGS = (("发现", 5), ("说明", 16), ("日期", 8), ("依据", 4))
SIGNATURES = ("编制人签名", "复核人签名")


def paper(of: Certificate, names: Mapping[str, str], as_of: str, lang: str) -> Paper:
    """`as_of` is the stamp or day that the data are of."""
    words = Words(lang, names, {of.unit: of.unit_title})
    facts = [
        (words.say("事项"), words.say(of.title)), (words.say("编号"), of.no), (words.say("期间"), Period.parse(of.period).title(lang) if of.period else ""),
        (words.say("目前状态"), words.say(of.state_title)), (words.say("开始"), words.day(of.opened_on)), (words.say("截至"), words.day(of.as_of)),
    ]  # fmt: skip
    shown = {
        "heading": [of.unit_title, words.say(TITLE)], "facts": facts, "seal": [of.unit_title, words.say(SEAL), words.say(BLANK)],
        "signatures": [words.say(each) for each in SIGNATURES],
        "parts": [
            section(words, "一、结论", [summary(of, words), words.say(EDITION, edition=of.edition), f"{of.table[:HALF]} {of.table[HALF:]}"], (), ()),
            section(words, "二、应办期限", [] if of.obligations else [words.say("没有。")], DUTIES, duties(of, words), (0,)),
            section(words, "三、发现", [] if of.findings else [words.say("没有发现。")], FINDINGS, findings(of, words), (1,)),
            section(words, "四、口径", [words.said(each.sentence, each.inputs) for each in of.method], (), ()),
            section(words, "五、各条记录", [], STEPS, [step(each, words) for each in of.steps], (1, 3, 5)),
        ],
    }  # fmt: skip
    return Paper("certificate", "minutes", lang, of.unit, of.unit_title, words.say(TITLE), of.period, of.no, as_of, len(of.steps), "", shown,
                 checkpoint=checkpoint(of.log_head.note))  # fmt: skip


def summary(of: Certificate, words: Words) -> str:
    on_time = sum(each.state == "on_time" for each in of.obligations)
    return words.say(SAID, verdict=words.say(VERDICTS[of.verdict]), steps=len(of.steps), whole=words.say(WHOLE if of.complete else BROKEN),
                     duties=len(of.obligations), on_time=on_time, found=len(of.findings))  # fmt: skip


def step(of: Checked, words: Words) -> list[str]:
    by = " ".join(part for part in (words.say(role(of.role)) if of.role else "", words.one(of.by)) if part)
    return [str(of.seq), words.say(of.title), words.day(of.occurred_on), by, of.clause, words.say(CHECKED[of.verdict])]


def duties(of: Certificate, words: Words) -> list[list[str]]:
    return [
        [words.duty(each), words.day(each.due), words.day(each.done), words.say(STATES[each.state]), each.clause] for each in of.obligations
    ]


def findings(of: Certificate, words: Words) -> list[list[str]]:
    return [
        [f"{words.say(SEVERITIES[each.severity])} {words.kind(each)}", words.sentence(each), words.day(each.on), each.clause]
        for each in of.findings
    ]
