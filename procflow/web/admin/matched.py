"""Which of a sheet's columns is which, as a form shows and sends it; it guesses and judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procflow.importing.drafts import Draft
from procflow.sheets.cells import letter
from procflow.sheets.columns import Column

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Matched:
    """A column that is looked for, the place that was found (-1 for none), and what stands there."""

    column: Column
    at: int
    options: tuple[tuple[int, str], ...]
    examples: tuple[str, ...]


def matching(columns: Sequence[Column], draft: Draft) -> list[Matched]:
    width = max(len(draft.head), *(len(cells) for _, cells in draft.rows[:EXAMPLES]))
    options = tuple((at, f"{letter(at)} {draft.head[at] if at < len(draft.head) else ''}".strip()) for at in range(width))
    return [Matched(each, at := draft.places.get(each.key, -1), options, examples(draft, at)) for each in columns]


def examples(draft: Draft, at: int) -> tuple[str, ...]:
    return tuple(cells[at] for _, cells in draft.rows[:EXAMPLES] if 0 <= at < len(cells) and cells[at])


def chosen(columns: Sequence[Column], posted: Mapping[str, str], width: int) -> dict[str, int]:
    """The places as they were sent; what is no place of this sheet is none."""
    sent = {each.key: posted.get(f"at-{each.key}", "") for each in columns}
    return {key: int(value) for key, value in sent.items() if value.isascii() and value.isdigit() and len(value) < 4 and int(value) < width}
