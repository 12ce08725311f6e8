"""What a check page says would happen, read off it; and an act of the crowd as a form sends it."""

from __future__ import annotations

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from procflow.engine import Command

WILL = re.compile(r'id="h-will".*?</table>', re.DOTALL)
ROWS = re.compile(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', re.DOTALL)
MARKUP = re.compile(r"<[^>]+>|，不变|→|\s")


def moved(page: str) -> int:
    """All changes of points together, in hundredths; the total of the year is no change of its own."""
    return sum(hundredths(after) - hundredths(before) for title, before, after in changes(page) if "全年合计" not in title)


def changes(page: str) -> list[tuple[str, str, str]]:
    found = []
    for title, said in rows(page):
        if "变为" in said:
            before, after = said.split('<span aria-hidden="true">→</span>')
            found.append((title, MARKUP.sub("", before), MARKUP.sub("", after.replace("变为", ""))))
    return found


def state(page: str) -> str:
    """The states that the case goes through, run together."""
    return next((MARKUP.sub("", said) for title, said in rows(page) if title == "状态"), "")


def rows(page: str) -> list[tuple[str, str]]:
    found = WILL.search(page)
    return ROWS.findall(found[0]) if found else []


def hundredths(text: str) -> int:
    return round(float(text.replace("−", "-")) * 100)


def pairs(command: Command) -> MultiDict[str, str]:
    """The form of an act as a browser posts it."""
    said = MultiDict([("step", command.step)])
    if not command.case:
        said["about-subject"], said["about-period"] = command.subject, command.period
    for name, value in command.form.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for place, line in enumerate(value):
                said.update({f"{name}-{place}-{inner}": text_of(one) for inner, one in line.items()})
        else:
            said[name] = text_of(value)
    for each in command.files:
        said.add("files-kept", each)
    return said


def text_of(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
