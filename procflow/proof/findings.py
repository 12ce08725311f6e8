"""What a verification finds, ordered so that the first finding is the root cause; sentences are message ids, nothing is repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

# From cause to consequence: a changed record changes what is rebuilt from it, never the other way round.
KINDS = ("record", "chain", "command", "annex", "vault", "leaf", "node", "head", "note", "signer", "kept", "heads", "pending", "edition", "regime", "step",
         "entry", "reversal", "seal", "case", "task", "fact", "unit", "link", "notice", "number", "file", "paper", "trigger", "clock")  # fmt: skip
WARNINGS = frozenset({"clock"})
MOST = 50
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Where:
    """The row that differs (its table and key), and the record that says so: chain, place in it, number of its case."""

    table: str
    key: str
    chain: str = ""
    seq: int | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    where: Where
    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """`findings` are errors, the root cause first; `warnings` do not make it not ok."""

    ok: bool
    counts: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


class Findings:
    """Collects what differs: of each kind the first few, and how many there were."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._found: dict[str, list[Finding]] = {kind: [] for kind in KINDS}

    def add(self, kind: str, table: str, key: object, at: tuple[str, int | None], sentence: str, /, **inputs: object) -> None:
        found = self._found[kind]
        if len(found) < MOST:
            shown = {name: short(value) for name, value in inputs.items()}
            found.append(Finding(kind, Where(table, str(key), *at), sentence, shown))

    def any(self, kinds: Iterable[str]) -> bool:
        return any(self._found[kind] for kind in kinds)

    def merge(self, other: Findings) -> None:
        self.counts.update(other.counts)
        for kind, found in other._found.items():
            self._found[kind] = [*self._found[kind], *found][:MOST]

    def report(self, numbers: Mapping[str, str]) -> Report:
        """`numbers` are the case numbers by chain, so that a finding can be read by people."""
        found = tuple(self._numbered(numbers, (kind for kind in KINDS if kind not in WARNINGS)))[:MOST]
        return Report(not found, dict(self.counts), found, tuple(self._numbered(numbers, WARNINGS))[:MOST])

    def _numbered(self, numbers: Mapping[str, str], kinds: Iterable[str]) -> Iterator[Finding]:
        for kind in kinds:
            for each in self._found[kind]:
                yield replace(each, where=replace(each.where, case=numbers.get(each.where.chain, "")))


def short(value: object) -> object:
    """A value as a finding shows it: whole if it is small."""
    if value is None or isinstance(value, bool | int):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
