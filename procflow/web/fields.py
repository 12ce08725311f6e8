"""A form as a page shows it: one view for each field, with its words, options and faults; how it looks is the templates' matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from procflow import forms
from procflow.forms import Form, Lines
from procflow.forms.values import FIGURE
from procflow.grammar import made
from procflow.web.choices import Choices, Option
from procflow.web.filters import say

RADIOS = 7
SELECTS = 60
SELECTS_IN_GRID = 30
SPARE = 3
LONG = 20  # lines from which a grid is typed with suggestions throughout: a list of options in each cell would make half a megabyte
PHRASES = {"opinion": ("情况属实", "材料齐全", "请补充证明")}

Messages = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: the sentence (a message id with its inputs), and where it stands."""

    at: str
    title: str
    sentence: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: `kind` names the macro that draws it; a grid has `columns` and `lines` of further views.

    `sums` are the totals of its columns of figures, None for the others, and `across` those of its rows where several figures
    stand in one; `told` is what came of a paste.
    """

    kind: str
    name: str
    title: str
    hint: str = ""
    value: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    mode: str = "text"
    rows: int = 3
    fault: Fault | None = None
    phrases: tuple[str, ...] = ()
    columns: tuple[FieldView, ...] = ()
    lines: tuple[tuple[FieldView, ...], ...] = ()
    sums: tuple[str | None, ...] = ()
    across: tuple[str, ...] = ()
    told: str = ""

    @property
    def long(self) -> bool:
        return len(self.lines) > LONG

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def chosen(self) -> list[str]:
        return self.value.split()

    @property
    def described(self) -> str:
        """The ids of hint and fault, for aria-describedby."""
        return " ".join(f"{self.id}-{part}" for part, there in (("hint", self.hint), ("error", self.fault)) if there)


def describe(
    schema: type[Form],
    choices: Choices,
    values: Mapping[str, Any] | None = None,
    errors: Messages | None = None,
    *,
    fixed: Iterable[str] = (),
    spare: int = SPARE,
) -> list[FieldView]:
    """The views of a form with what was typed and what is wrong; `fixed` columns of a grid are shown, sent and not changed."""
    given, wrong = values or {}, errors or {}
    views = []
    for name, one in made(schema).fields.items():
        if isinstance(one, Lines):
            views.append(grid(name, one, choices, given.get(name) or [], wrong.get(name), frozenset(fixed), spare))
        else:
            views.append(field(name, one, choices, str(given.get(name, "")), wrong.get(name), SELECTS))
    return views


def faults(views: Iterable[FieldView]) -> list[Fault]:
    """Every fault on the page, in its order: the error summary."""
    found = []
    for view in views:
        found.extend([view.fault] if view.fault else [])
        for place, line in enumerate(view.lines, 1):
            found.extend(replace(cell.fault, line=place) for cell in line if cell.fault)
    return found


def field(name: str, one: Any, choices: Choices, value: str, wrong: Any, most: int, short: bool = False) -> FieldView:
    kind, mode = kind_of(one, len(choices.of(one)), most, short)
    shown = choices.typed(one, value) if kind == "pick" else value
    shown = say(shown) if isinstance(one, forms.Choice) and kind == "pick" and value in one.options else shown
    title = str(one.metadata["title"])
    fault = Fault(f"f-{name}", title, first(wrong)) if wrong else None
    offered = choices.of(one)
    if kind in ("select", "radios") and value and value not in {option.value for option in offered}:
        offered = (*offered, Option(value, value))  # what was sent stays to be seen, with its fault beside it
    return FieldView(
        kind, name, title, str(one.metadata.get("hint", "")), shown, bool(one.required), offered, mode,
        1 if short else getattr(one, "rows", 3), fault, () if short else PHRASES.get(name, ()),
    )  # fmt: skip


def kind_of(one: Any, offered: int, most: int, short: bool) -> tuple[str, str]:
    match one:
        case forms.Choice():
            return ("radios" if offered <= RADIOS and not short else "select" if most else "pick"), "text"
        case forms.Yes():
            return "tick", "text"
        case forms.Several():
            return ("checkboxes" if offered and not short else "textarea"), "text"
        case forms.Code():
            return ("text" if not offered else "select" if offered <= most else "pick"), "text"
        case forms.Text():
            return "textarea", "text"
        case forms.Points():
            return "short", "decimal"
        case forms.Count():
            return "short", "numeric"
        case forms.Day():
            return "day", "text"
    return "text", "text"


def grid(name: str, one: Lines, choices: Choices, given: list[Any], wrong: Any, fixed: frozenset[str], spare: int) -> FieldView:
    """A row for each line and some blank ones; a fault is either the whole sheet's or one cell's."""
    inner = made(one.schema).fields
    by_line = wrong if isinstance(wrong, Mapping) else {}
    blank = spare if not fixed else 0
    most = SELECTS_IN_GRID if len(given) + blank <= LONG else 0

    def cell(place: int, key: str, each: Any) -> FieldView:
        value = str(given[place].get(key, "")) if place < len(given) else ""
        view = field(f"{name}-{place}-{key}", each, choices, value, by_line.get(place, {}).get(key), most, short=True)
        return replace(view, kind="fixed", value=value) if key in fixed else view

    columns = tuple(field(f"{name}-{key}", each, choices, "", None, most, short=True) for key, each in inner.items())
    lines = tuple(tuple(cell(place, key, each) for key, each in inner.items()) for place in range(len(given) + blank))
    fault = Fault(f"f-{name}", one.title, first(wrong)) if isinstance(wrong, list) and wrong else None
    return FieldView("lines", name, one.title, required=bool(one.required), fault=fault, columns=columns, lines=lines,
                     sums=sums(inner, given), across=across(inner, given, blank))  # fmt: skip


def sums(inner: Mapping[str, Any], given: list[Any]) -> tuple[str | None, ...]:
    """The total of each column of figures, as far as they can be read; () where there is none."""
    found: list[str | None] = []
    for key, one in inner.items():
        if isinstance(one, forms.Points | forms.Count):
            found.append(total(line.get(key, "") for line in given))
        else:
            found.append(None)
    return tuple(found) if any(each is not None for each in found) else ()


def across(inner: Mapping[str, Any], given: list[Any], blank: int) -> tuple[str, ...]:
    """The total of each row, as the papers of a tally are counted; () where at most one figure stands in a row."""
    figures = [key for key, one in inner.items() if isinstance(one, forms.Points | forms.Count)]
    return tuple(total(line.get(key, "") for key in figures) for line in (*given, *({} for _ in range(blank)))) if len(figures) > 1 else ()


def total(typed: Iterable[Any]) -> str:
    read = (FIGURE.fullmatch(str(each).strip()) for each in typed)
    return f"{sum((Decimal(each[0]) for each in read if each), Decimal()).normalize():f}"


def first(wrong: Any) -> str:
    """One sentence for one field: the first of what marshmallow found, however deep it put it."""
    if isinstance(wrong, str):
        return wrong
    inner = list(wrong.values()) if isinstance(wrong, Mapping) else list(wrong)
    return first(inner[0])
