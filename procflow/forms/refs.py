"""Fields that name something: a person, an item, a meeting, a case, an entry; alone or as a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError

from procflow.forms.base import Titled

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
MOST_LINES = 5_000

Among = Callable[[Any], Any]


class Code(Titled):
    """A short coded word: an id, a number of a document, a key of the catalogue."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not ID.fullmatch(value.strip()):
            raise ValidationError("编号写法不对：只用字母、数字和 . _ : -")
        return value.strip()


class Item(Code):
    """An item of the regime's catalogue, of one `component`."""

    def __init__(self, title: str, *, component: str, **more: Any) -> None:
        super().__init__(title, **more)
        self.component = component


class Person(Code):
    """A person of the unit, by id."""


class Meeting(Code):
    """A meeting of the unit, by its number."""


class CaseRef(Code):
    """Another case, by its number: the two become linked. `among` says, out of Facts, which may be named: so a page offers these alone, the only one chosen."""

    def __init__(self, title: str, *, among: Among | None = None, **more: Any) -> None:
        super().__init__(title, **more)
        self.among = among


class EntryRef(Code):
    """A ledger entry, by its id."""


class Several(Titled):
    """A list of coded words (people, cases), each at most once; `among` as a `CaseRef`'s, and the list starts with all of them unless not `ticked`."""

    def __init__(self, title: str, of: type[Code] = Code, *, among: Among | None = None, ticked: bool = True, **more: Any) -> None:
        super().__init__(title, **more)
        self.of, self.among, self.ticked = of, among, ticked

    def read(self, value: Any) -> list[str]:
        given = value.replace("，", ",").replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(given, list) or len(given) > MOST_LINES:
            raise ValidationError("请列出名单")
        one = self.of("", required=True)
        found = [one.read(each) for each in given]
        if len(set(found)) != len(found):
            raise ValidationError("名单中有重复")
        if not found and self.required:
            raise ValidationError("请填写这一项")
        return found


class Cases(Several):
    """Other cases, by their numbers: each becomes linked."""

    def __init__(self, title: str, **more: Any) -> None:
        super().__init__(title, CaseRef, **more)
