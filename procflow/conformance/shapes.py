"""What a compliance report and a certificate hold: frozen data with message ids for words, counted and found elsewhere; nothing is formatted here.

Days are ISO text, points integer hundredths, titles and sentences message ids; a sentence is filled with its `inputs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STATES = {"on_time": "按时", "late": "迟办", "missing": "缺失", "backfilled": "补记", "not_due": "未到期", "not_applicable": "不适用"}
COUNTED = ("on_time", "late", "missing", "backfilled")  # the denominator: what is not yet due, or never was, is not counted
SEVERITIES = {"serious": "严重", "ordinary": "一般"}


@dataclass(frozen=True, slots=True)
class Ref:
    """A record as evidence: its leaf hash, its chain and place there, its place in the sealed log (-1 while it waits for the seal)."""

    hash: str
    event_id: str
    chain: str
    seq: int
    leaf: int = -1


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that was to be done by a day, and whether it was: `state` is one of STATES.

    `key` names the duty (a column of the overview, titled `title`), `subject` what it is about: a period, a case number, a meeting.
    `due` and `done` are "" where there is no day, or nothing was done; `hard` deadlines refuse what comes later (H), others only tell (S).
    `who` is the desk or role whose duty it is. `inputs` says more, for the sentence of the finding.
    """

    key: str
    clause: str
    title: str
    unit: str
    subject: str
    case_no: str
    due: str
    done: str
    state: str
    hard: bool = False
    days_late: int = 0
    who: str = ""
    evidence: tuple[Ref, ...] = ()
    inputs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of what was found: `kind` is a key of `kinds.KINDS`, which has its title, definition, and severity.

    `link` names it for good: the same finding of the same records has it in every report. `member` is a person's id or "".
    `on` is the day it concerns. `correction` is "" or the number of the case, or the leaf hash of the record, that made up for it.
    """

    kind: str
    severity: str
    clause: str
    sentence: str
    inputs: Mapping[str, object]
    unit: str
    case_no: str
    member: str
    on: str
    evidence: tuple[Ref, ...]
    link: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` says what its cells are: text, said (a message id), day, points, count, share (basis points), case, member, hash, yes."""

    key: str
    title: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one shape; every cell is str, int, bool or None, as its column says."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a part; `of` is its denominator, None where it has none."""

    key: str
    title: str
    n: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the twelve parts: its number, key and title, the figures it is summed up in, its tables."""

    no: int
    key: str
    title: str
    counts: tuple[Count, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A parameter of the rules in force: its path, its value as text, what it stands on; `status` is filed, placeholder or waived."""

    regime: str
    version: str
    path: str
    title: str
    value: str
    clause: str
    status: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """The log when this was read: its origin, the size and root of the tree, the newest signed checkpoint ("" without one).

    `waiting` are records that the seal does not cover yet; `heads` is a hash over the head of each chain of the unit.
    """

    origin: str
    size: int
    root: str
    note: str
    waiting: int
    heads: str


@dataclass(frozen=True, slots=True)
class Method:
    """A sentence of the method note, with what it depends on."""

    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The compliance report of a unit (and of the units below it) and a period, as of the end of a day: the same records give the same report.

    `units` are pairs of id and title; `first` and `last` the days of the period. `parts` are always the twelve, in order.
    `tally` counts the obligations by state, every state named.
    """

    unit: str
    unit_title: str
    units: tuple[tuple[str, str], ...]
    period: str
    first: str
    last: str
    as_of: str
    parts: tuple[Part, ...]
    obligations: tuple[Obligation, ...]
    findings: tuple[Finding, ...]
    tally: Mapping[str, int]
    method: tuple[Method, ...]
    policies: tuple[Policy, ...]
    log_head: LogHead

    @property
    def due(self) -> int:
        """How many duties count: those done, late, missing or made up for."""
        return sum(self.tally[state] for state in COUNTED)


@dataclass(frozen=True, slots=True)
class Checked:
    """One record of a case, held against the table: `verdict` is as_declared, deviating, refused or common (a desk act, no step).

    `title` is the step's; `guards` are pairs of a guard and whether it held, as recorded; `deviations` the links of findings.
    """

    seq: int
    step: str
    title: str
    source: str
    to: str
    by: str
    role: str
    clause: str
    occurred_on: str
    recorded_on: str
    verdict: str
    guards: tuple[tuple[str, bool], ...]
    deviations: tuple[str, ...]
    evidence: Ref


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one case shows: every record held against the edition that it ran under, its duties, what was found.

    `verdict` is conforming (nothing found, and closed), open (nothing found so far) or deviating. `edition` and `table` are the
    procedure's edition and the hash of its table, `regime` the hash of the rules. `complete` says whether the chain goes from its
    first record to the head that the case has.
    """

    no: str
    unit: str
    unit_title: str
    procedure: str
    title: str
    edition: str
    table: str
    regime: str
    subject: str
    period: str
    state: str
    state_title: str
    opened_on: str
    as_of: str
    verdict: str
    complete: bool
    steps: tuple[Checked, ...]
    obligations: tuple[Obligation, ...]
    findings: tuple[Finding, ...]
    method: tuple[Method, ...]
    log_head: LogHead
