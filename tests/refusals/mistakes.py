"""What may be wrong with each kind of field, as a program sends it and as somebody types it, made for any form. It judges no form."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from marshmallow import Schema

from procflow import forms

LONG = 5001
MARK = "<script>alert(1)</script>"
SENT: dict[type, list[Any]] = {  # what a program may send in JSON
    forms.Text: [5, None, "长" * 2001, "\0\0", ["a"]],
    forms.Words: [5, "", "长" * 81, {}, None],
    forms.Points: ["很多", "1e99", "2.555", [2.5], True],
    forms.Count: ["-1", "1.5", 10**9, True, "一"],
    forms.Day: ["2024-02-30", "明天", 20240108, None, "2024-13-01"],
    forms.Choice: ["no_such_thing", 1, ["a"], "", MARK],
    forms.Yes: ["maybe", False, None, 0, "no"],
    forms.Several: [["M01", "M01"], [f"M{n}" for n in range(LONG)], "../etc", [["M01"]], [5]],
    forms.Lines: ["M01", [{}] * LONG, [{"nobody": "x"}], 5, {"person": "M01"}],
    forms.Code: ["../etc/passwd", "a b", MARK, 5, "x" * 81],
}
TYPED: dict[type, list[str]] = {  # what may be typed on a page or pasted into it
    forms.Text: ["", "长" * 2001, "\0"],
    forms.Words: ["", "长" * 81, " "],
    forms.Points: ["很多", "1e99", "2.555"],
    forms.Count: ["-1", "1.5", "9999999"],
    forms.Day: ["2024-02-30", "明天", "0000-00-00"],
    forms.Choice: ["no_such_thing", "", MARK],
    forms.Yes: ["maybe", "", "no"],
    forms.Several: ["M01 M01", " ".join(f"M{n}" for n in range(LONG)), "../etc"],
    forms.Lines: [],
    forms.Code: ["../etc/passwd", "没有这个人", MARK],
}
OPTIONAL_BLANK = ("", " ", "\0", "\0\0", None, [], {})


def kind(one: Any) -> type:
    return next(each for each in SENT if isinstance(one, each))


def sent(schema: type[Schema]) -> Iterator[dict[str, Any]]:
    """Five forms, in which every field is wrong, each time in another way."""
    for place in range(5):
        yield {name: SENT[kind(one)][place] for name, one in schema().fields.items() if counts(one, SENT[kind(one)][place])}


def typed(schema: type[Schema]) -> Iterator[dict[str, str]]:
    """The same for a page; in its lines, every cell."""
    for place in range(3):
        found: dict[str, str] = {}
        for name, one in schema().fields.items():
            inner = one.schema().fields.items() if isinstance(one, forms.Lines) else ()
            cells = {f"{name}-0-{cell}": TYPED[kind(each)][place] for cell, each in inner}
            found |= cells if any(value.strip("\0 ") for value in cells.values()) else {}
            if not isinstance(one, forms.Lines) and counts(one, TYPED[kind(one)][place]):
                found[name] = TYPED[kind(one)][place]
        yield found


def counts(one: Any, value: Any) -> bool:
    """Whether it is a mistake: what need not be filled in may be left blank."""
    return bool(one.required) or value not in OPTIONAL_BLANK


def required(schema: type[Schema]) -> set[str]:
    return {name for name, one in schema().fields.items() if one.required}


def with_script(schema: type[Schema], form: dict[str, Any]) -> dict[str, Any]:
    """The form with markup in every text: no mistake, and never more than text."""
    texts = cycle((MARK, f'"><img src=x onerror={MARK}>'))
    return {**form, **{name: next(texts) for name, one in schema().fields.items() if isinstance(one, forms.Text)}}
