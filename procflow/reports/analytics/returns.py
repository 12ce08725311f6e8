"""What was sent back: the steps that a table calls a return, how often each was taken from where. It judges no reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from procflow.machines import tables
from procflow.reports.analytics.reading import Played
from procflow.reports.analytics.shapes import Return
from procflow.reports.analytics.stays import stays

BACK, RETURN = "send_back", "return"


def sends_back(step: str) -> bool:
    """Whether a step of this name sends a case back to be mended: `return`, `filing_return`, `send_back`."""
    return step == BACK or step.rpartition("_")[2] == RETURN


def returns(cases: Iterable[Played], first: str, end: str) -> Iterator[Return]:
    """Each way back that was gone in the period, the most frequent first."""
    left, back = Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    for case in cases:
        for stay in stays(case.steps, end):
            if stay.until >= first:
                left[case.procedure, stay.state] += 1
                back[case.procedure, stay.state, stay.left_by] += sends_back(stay.left_by)
    for (key, state, step), n in sorted(back.items(), key=lambda each: (-each[1], each[0])):
        if n:
            table = tables()[key]
            titles = [row.title for row in table.rows[step] if state in row.sources] or [step]
            yield Return(key, table.title, table.by_name[state].title, titles[0], n, left[key, state])
