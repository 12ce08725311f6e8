"""A case, a trace and what a step brings about, as lines for a terminal. It reads nothing and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procflow.cli.columns import table
from procflow.cli.readable import refusal_lines
from procflow.shapes.readable import sentence
from procflow.wording import points, say

if TYPE_CHECKING:
    from procflow.queries.cases import CasePage
    from procflow.queries.deciders import Decider
    from procflow.queries.explain import Plan
    from procflow.queries.points import Ledger
    from procflow.queries.told import Told

NOT_OPEN = {"missing": "缺条件", "not_yet": "没到时间", "not_yours": "不归您办", "recused": "须回避"}


def case_lines(page: CasePage, lang: str) -> list[str]:
    """What now, by whom, what is blocked and why; then what happened."""
    state = say(page.state_title, lang)
    lines = [f"{page.no}  {say(page.title, lang)} · {page.subject.name} · {page.period}",
             say("状态：{state}（第 {version} 版，自 {since}）", lang, state=state, version=page.version, since=page.since)]  # fmt: skip
    for due in page.waiting:
        who = due.person.name if due.person else say(due.desk_title, lang)
        lines.append(say("等待：{who}，最迟 {due}", lang, who=who, due=due.due) if due.due else say("等待：{who}", lang, who=who))
    now = [*((each.step, each.title) for each in page.open_ways), *((each.name, each.title) for each in page.acts)]
    if now:
        lines += ["", say("现在可以办：", lang), *(f"  {step}  {say(title, lang)}" for step, title in now)]
    shut = [each for each in page.ways if each.kind != "open"]
    if shut:
        lines += ["", say("暂时不能办：", lang)]
    for way in shut:
        lines.append(f"  {way.step}  {say(way.title, lang)} ({say(NOT_OPEN[way.kind], lang)})")
        who = "、".join(each.name for each in way.holders) or "、".join(say(each, lang) for each in way.roles)
        lines += [f"    {line}" for each in way.refusals for line in refusal_lines(each, lang)]
        lines += [f"    {say('由{who}办理', lang, who=who)}"] if way.kind == "not_yours" and who else []
    lines += ["", say("经过：", lang), *event_lines(page.events, lang)]
    if page.links:
        lines += [
            "",
            say("相关事项：", lang),
            *(
                f"  {each.no}  {' · '.join(filter(None, (say(each.title, lang), each.about)))}  {say(each.state_title, lang)}"
                for each in page.links
            ),
        ]
    return lines


def event_lines(events: tuple[Told, ...], lang: str) -> list[str]:
    heads = [say(each, lang) for each in ("序", "发生日", "记录时间 (UTC)", "谁", "步骤", "到", "依据")]
    rows = [(each.seq, each.on, each.at[:16].replace("T", " "), each.by.name,
             say(each.title, lang) + (f" ✖ {each.refusals[0].code}" if each.refusals else f"  {say(each.sealed, lang)}" if each.sealed else ""),
             say(each.to_title, lang), each.clause)
            for each in events]  # fmt: skip
    return table(heads, rows, right={0})


def ledger_lines(of: Ledger, lang: str) -> list[str]:
    """The sums, then every line with the case it came from and whoever decided it."""
    heads = [say(each, lang) for each in ("发生日", "记录日", "事由", "类别", "分", "累计", "事项", "谁定的", "依据")]
    rows = [(each.occurred_on, each.recorded_on, each.label, say(each.component_title, lang), points(each.points, signed=True), points(each.total),
             each.case, decided(each.decided, lang), each.clause) for each in of.lines]  # fmt: skip
    sums = "  ".join(f"{say(each.title, lang)} {points(each.points)}" for each in of.sums)
    head = say("{name} {period} 合计 {total} 分", lang, name=of.member.name, period=of.period, total=points(of.total))
    return [head, sums, "", *(table(heads, rows, right={4, 5}) or [say("这一期间没有记分", lang)])]


def decided(by: Decider | None, lang: str) -> str:
    """The body or office with its motion or resolution."""
    return f"{say(by.title, lang)} {by.no}".strip() if by else ""


def plan_lines(plan: Plan, lang: str) -> Iterator[str]:
    """What one record brings about, and what follows from it."""
    yield f"{say(plan.title, lang)} · {plan.subject}: {say(plan.step_title, lang)}  {say(plan.from_title, lang)} → {say(plan.to_title, lang)}"
    for change in plan.changes:
        moved = f"{points(change.points, signed=True)} ({points(change.before)} → {points(change.after)})"
        yield f"  {change.member.name}  {change.period}  {say(change.component_title, lang)}  {moved}"
        if change.uncredited:
            yield "    " + say("超过上限、未计入 {points} 分", lang, points=points(change.uncredited))
    for each in plan.said:
        about = "" if each.about in ("", each.title) else f" {say(each.about, lang)}"
        yield f"  {sentence(each.title, each.inputs, lang)}{about}" + (f" {each.inputs['no']}" if "no" in each.inputs else "")
    for waits in plan.waits:
        who = waits.person.name if waits.person else say(waits.desk_title, lang)
        yield "  " + (say("等待：{who}，最迟 {due}", lang, who=who, due=waits.due) if waits.due else say("等待：{who}", lang, who=who))
    for after in plan.follows:
        yield from ("  " + line for line in plan_lines(after, lang))
