"""A roster against what is on file: who is new, who changes and in what, who stays, who has left; it decides nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from procflow.sheets.roster import Filed, Line


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who is on file otherwise: the two lines, and the columns in which they differ."""

    before: Line
    after: Line
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """`left` are on file and not in the roster; `leave` says whether that is filed as their leaving, which nobody does by accident."""

    new: tuple[Line, ...]
    changed: tuple[Change, ...]
    same: int
    left: tuple[Line, ...]
    leave: bool = False

    @property
    def nothing(self) -> bool:
        return not (self.new or self.changed or (self.left and self.leave))


def compared(lines: Iterable[Line], filed: Filed, matched: Iterable[str], *, leave: bool = False) -> Compared:
    """Only columns that the roster has are compared: a roster without groups changes nobody's group."""
    columns, new, changed, same = frozenset(matched), [], [], 0
    listed: dict[str, Line] = {line.id: line for line in lines}
    for line in listed.values():
        known = filed.people.get(line.id)
        if known is None:
            new.append(line)
        elif differs := line.differs(known, columns):
            changed.append(Change(known, merged(known, line, differs), differs))
        else:
            same += 1
    return Compared(tuple(new), tuple(changed), same, left(listed, filed), leave)


def merged(known: Line, line: Line, differs: Iterable[str]) -> Line:
    """The line on file with what differs taken over."""
    return replace(known, **{name: getattr(line, name) for name in differs})


def left(listed: Mapping[str, Line], filed: Filed) -> tuple[Line, ...]:
    return tuple(line for person, line in filed.people.items() if person not in listed)
