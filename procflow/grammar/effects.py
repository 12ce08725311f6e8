"""What a step may bring about, as frozen data: an effect is said here and done by the engine alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.regimes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Post:
    """Points for a member (integer hundredths, signed as booked); the engine clips them to the regime's cap."""

    member: str
    component: str
    item: str
    points: int
    period: str
    occurred_on: str
    clause: str = ""
    kind: str = "original"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reverse:
    """The opposite of one ledger entry; `keep` re-posts that part of it (hundredths)."""

    entry: str
    keep: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A dated fact about `subject`, as the write door would file it; `texts` are kept in the vault, not in the record.

    `rules` are those that `data` names by their hash: their bytes are kept with it.
    """

    kind: str
    subject: str
    data: Mapping[str, object]
    since: str = ""
    until: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    rules: Rulebook | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A linked case of another procedure, opened by the system with this form."""

    procedure: str
    subject: str
    period: str
    form: Mapping[str, object]
    step: str = "open"


@dataclass(frozen=True, slots=True)
class Seal:
    """A period closed for posting, in order and for good."""

    period: str


@dataclass(frozen=True, slots=True)
class Notify:
    """Words for a person or a desk, delivered after the commit."""

    to: str
    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assign:
    """The open task of one desk of this case goes to a person, or back to that desk."""

    person: str | None
    desk: str


@dataclass(frozen=True, slots=True)
class Adopt:
    """The case goes on under these rules; what was done in it stays under those before."""

    rules: Rulebook


@dataclass(frozen=True, slots=True)
class Redate:
    """What lies open in this case is due on another day (ISO text) than the one it had."""

    due: str
    was: str


Effect = Post | Reverse | File | Start | Seal | Notify | Assign | Adopt | Redate
