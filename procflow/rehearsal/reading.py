"""Reading a script and the parts that it is made of into one whole; what cannot be read is told with file, line and field. It runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from procflow.rehearsal.relative import filled
from procflow.rehearsal.script import Line, Script, day, known
from procflow.rehearsal.sheets import Sheet, sheet

NINE = "09:00"
FOLDER = Path(__file__).parent.parent / "rehearsals"
PARTS = FOLDER / "parts"
PART = frozenset({"regime", "starts", "adopted", "units", "people", "facts", "steps"})
TOP = PART | {"title", "parts", "expect"}
NEEDED = ("title", "regime", "starts", "units", "people", "steps")
ONCE = ("regime", "starts", "units")
STEP = frozenset({"on", "at", "by", "start", "as", "step", "case", "each", "form", "files", "file", "subject", "unit", "since", "until",
                  "period", "for", "expect", "note"})  # fmt: skip


def read(text: str, beside: Path | None = None, around: date | None = None) -> Script:
    """The script of this text; its parts are looked for in the folder `beside`, then among the bundled ones.

    With a day to lie `around`, the ${places} of every file are filled in, and the steps of all files put into the order of their days.
    Raises ScriptError with file, line and field for whatever cannot be read.
    """
    own = sheet(filled(text, around) if around else text)
    known(own.top, TOP)
    sheets = [*(part(own, name, beside, around) for name in listed(own)), own]
    stated = {name: once(name, sheets, own.top) for name in NEEDED}
    people: dict[str, tuple[Line, ...]] = {}
    for each in sheets:
        for unit, found in each.lists("people").items():
            people[unit] = (*people.get(unit, ()), *found)
    steps = [line for each in sheets for line in dated(each)]
    return Script(title=str(own.top.said["title"]), regime=str(stated["regime"].top.said["regime"]), starts=day(stated["starts"].top, "starts"),
                  units=stated["units"].lines("units"), people=people, facts=tuple(line for each in sheets for line in each.lines("facts")),
                  steps=tuple(sorted(steps, key=moment) if around else steps), expect=own.line("expect"),
                  adopted=tuple(line for each in sheets for line in each.lines("adopted")))  # fmt: skip


def bundled() -> dict[str, Path]:
    """The rehearsals that travel with procflow, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def listed(own: Sheet) -> list[str]:
    names = own.top.get("parts", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise own.top.wrong("parts", "应是文件名的列表")
    return names


def part(own: Sheet, name: str, beside: Path | None, around: date | None) -> Sheet:
    """A part by its name, without the ending .yaml; only the script itself has a title, parts and final expectations."""
    for folder in (beside, PARTS):
        path = folder / f"{name}.yaml" if folder else None
        if path and path.is_file():
            text = path.read_text(encoding="utf-8")
            found = sheet(filled(text, around) if around else text, name)
            known(found.top, PART)
            return found
    raise own.top.wrong("parts", "没有名为“{name}”的部分", name=name)


def once(name: str, sheets: Iterable[Sheet], top: Line) -> Sheet:
    """The file that says what a script needs; what there can be only one of is said by one file alone."""
    saying = [each for each in sheets if name in each.nodes]
    if not saying:
        raise top.wrong(name, "缺少这一项")
    if name in ONCE and len(saying) > 1:
        raise saying[0].top.wrong(name, "重复")  # parts come first, so this names a part
    return saying[0]


def dated(of: Sheet) -> tuple[Line, ...]:
    """The steps of a file, each with known fields and a day."""
    steps = of.lines("steps")
    for step in steps:
        known(step, STEP)
        day(step, "on")
    return steps


def moment(step: Line) -> tuple[str, str]:
    return str(step.get("on")), str(step.get("at", NINE))
