"""The page of one procedure in docs/procedures, written from its table alone; run as a module it writes all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from procflow.diagrams.flowchart import mermaid
from procflow.diagrams.told import fields, guards, told, who, within
from procflow.grammar import NEW, Procedure, State, Step
from procflow.machines import tables
from procflow.wording import LANGUAGES, say

KINDS = {"open": "正在办理", "settled": "结果已定", "final": "流程结束"}
STATE_HEADS = ("状态名", "中文名", "英文名", "由谁处理", "多久之内", "逾期走向", "状态性质")
STEP_HEADS = ("步骤名", "步骤标签", "起于", "到达", "由谁执行", "需填写", "把关条件", "所生结果", "所依条款")
REMARK = "<!-- Written from the table by `python -m procflow.diagrams.pages docs/procedures`; not to be edited. -->"


def page(table: Procedure, lang: str = "en") -> str:
    """The page in one language: clauses, states, steps with all that guards and follows them, and the diagram."""
    other = next(each for each in LANGUAGES if each != lang)
    clauses = ", ".join(dict.fromkeys(f"{table.clause} {' '.join(row.clause for row in table.steps)}".split())) or "—"
    parts = [
        REMARK,
        f"# {say(table.title, lang)} · {say(table.title, other)}",
        f"`{table.key}` · {say('编号代码', lang)} {table.code} · {say('流程版本', lang)} {table.edition} · {say('所依条款', lang)}: {clauses}",
        f"## {say('各个状态', lang)}",
        grid(STATE_HEADS, (state(each, table, lang) for each in table.states), lang),
        f"## {say('各个步骤', lang)}",
        grid(STEP_HEADS, (step(each, table, lang) for each in table.steps), lang),
        f"## {say('流程图全图', lang)}",
        f"```mermaid\n{mermaid(table, lang)}```",
    ]
    return "\n\n".join(parts) + "\n"


def state(one: State, table: Procedure, lang: str) -> tuple[str, ...]:
    kind = "final" if one.final else "settled" if one.settled else "open"
    named = one.overdue if isinstance(one.overdue, str) else ""
    neglect = next((f"{say(row.title, lang)} (`{row.name}`)" for row in table.rows.get(named, ())), named or who(one.overdue, lang))
    return f"`{one.name}`", one.title, say(one.title, "en"), who(one.desk, lang), within(one.within, lang), neglect, say(KINDS[kind], lang)


def step(one: Step, table: Procedure, lang: str) -> tuple[str, ...]:
    titles = {NEW: say("（开始）", lang), **{state.name: say(state.title, lang) for state in table.states}}
    return (
        f"`{one.name}`", say(one.title, lang), "<br>".join(titles[name] for name in one.sources),
        titles[one.to] if one.to else say("（不变）", lang), who(one.by, lang), "<br>".join(fields(one, lang)),
        "<br>".join(f"{say(each.sentence, lang)} (`{each.code}`)" for each in guards(one)),
        "<br>".join(f"`{each.__name__}`: {told(each)}" for each in one.then), one.clause,
    )  # fmt: skip


def grid(heads: Iterable[str], rows: Iterable[tuple[str, ...]], lang: str) -> str:
    """A table; an empty cell is a dash."""
    titles = [say(head, lang) for head in heads]
    lines = [line(titles), line(["---"] * len(titles)), *(line([cell or "—" for cell in row]) for row in rows)]
    return "\n".join(lines)


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def files() -> dict[str, str]:
    """Every page by its path below docs/procedures: the English ones there, the Chinese ones in zh/."""
    prefixes = {"en": "", "zh": "zh/"}
    return {f"{prefix}{key}.md": page(table, lang) for lang, prefix in prefixes.items() for key, table in tables().items()}


def write(folder: Path) -> None:
    """Write all pages and take away those of procedures that are no more."""
    wanted = files()
    for path in (*folder.glob("*.md"), *folder.glob("zh/*.md")):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
