"""A register as rows without formatting: columns say of what kind their cells are, footers are sentences with their inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Footer = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title (a message id) and the kind of its cells.

    text stands as it is, word is a message id, points and signed are hundredths, day and period are ISO, number an integer, answers a filled-in
    form; None is an empty cell.
    """

    title: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A register of a unit's year: `id` R1–R16, `title` as the rules in force call it, `member` the id it was narrowed to or "".

    `form` says that each row is a form by itself, read downwards and printed on a page of its own.
    """

    id: str
    title: str
    unit: str
    unit_title: str
    year: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    footers: tuple[Footer, ...] = field(default=())
    member: str = ""
    signatures: tuple[str, ...] = field(default=())
    form: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one register gives: its columns and rows, what stands below them, who signs (message ids), whether each row is a form."""

    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]
    footers: tuple[Footer, ...] = ()
    signatures: tuple[str, ...] = ()
    form: bool = False
