"""A table as mermaid text (stateDiagram-v2), for pages that draw it themselves."""

from __future__ import annotations

import re

from procflow.diagrams.graph import rows_between, titles
from procflow.grammar import NEW, Procedure
from procflow.wording import say

RESERVED = {"state", "note", "end", "direction", "as", "hide", "scale", "class", "classdef", "style", "default", "click", "href", "root"}


def mermaid(table: Procedure, lang: str = "zh") -> str:
    """The diagram's text: states in their order, one arrow for each pair of states, an arrow to the end from final ones."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{plain(mark(state.settled, say(state.title, lang)))}" as {ident(state.name)}' for state in table.states]
    for (source, to), rows in rows_between(table).items():
        words = " / ".join(plain(title) for title in titles(rows, lang))
        lines.append(f"    {'[*]' if source == NEW else ident(source)} --> {ident(to)}: {words}")
    lines += [f"    {ident(state.name)} --> [*]" for state in table.states if state.final]
    return "\n".join(lines) + "\n"


def mark(settled: bool, title: str) -> str:
    return f"◆ {title}" if settled else title


def ident(name: str) -> str:
    """A name that mermaid takes for nothing else."""
    safe = re.sub(r"\W", "_", name)
    return f"{safe}_" if safe.lower() in RESERVED else safe


def plain(words: str) -> str:
    """Without the signs that end a label or begin an entity."""
    return words.translate({ord('"'): "”", ord(":"): "：", ord(";"): "；", ord("#"): "＃", ord("\n"): " ", ord("<"): "‹", ord(">"): "›"})
