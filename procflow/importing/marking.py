"""The sheet given back with its faults: red cells, and beside each row in words what to mend; it judges nothing."""

from __future__ import annotations

from collections.abc import Sequence

from procflow.sheets.cells import Fault
from procflow.sheets.opened import Table
from procflow.sheets.written import marked
from procflow.wording import say

TITLE = "待改的表"


def returned(table: Table, faults: Sequence[Fault], lang: str) -> bytes:
    told: dict[int, list[str]] = {}
    for each in faults:
        told.setdefault(each.row, []).append(spoken(each, lang))
    return marked(table, faults, TITLE, lang, told)


def spoken(fault: Fault, lang: str) -> str:
    """The column and its fault in one sentence."""
    sentence = say(fault.sentence, lang, **getattr(fault.sentence, "inputs", {}))
    return f"{say(fault.title, lang)}{say('：', lang)}{sentence}"
