"""The rows that records must have left in every other table, held against those that stand there; it reads no record itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow import ledger
from procflow.engine import registers
from procflow.models import Base, Case, CaseLink, DatedFact, EvidenceFile, LedgerEntry, Notice, SealedPeriod, Task
from procflow.proof.findings import Findings
from procflow.proof.mirror import Mirror
from procflow.proof.reading import written
from procflow.proof.records import Line
from procflow.proof.replay import CASE, TASK, Played
from procflow.proof.rows import Source

NOTICE = ("event_hash", "effect_no", "unit", "case_id", "addressee", "sentence", "inputs", "recorded_at")
SEAL = ("unit", "period", "event_hash", "effect_no")
LINK = ("case_id", "other_id", "kind")


class Expected:
    """One mirror for each table that repeats what records say."""

    def __init__(self, source: Source, findings: Findings, *, remember: bool = False) -> None:
        def mirror(kind: str, table: type[Base], key: str, columns: tuple[str, ...], *ident: str, whole: bool = True) -> Mirror:
            return Mirror(source, findings, kind, table, key, columns, ident, whole=whole, remember=remember)

        self.entries = mirror("entry", LedgerEntry, "event_hash", ledger.WRITTEN, "entry_id")
        self.seals = mirror("seal", SealedPeriod, "event_hash", SEAL, "unit", "period")
        self.facts = mirror("fact", DatedFact, "event_hash", registers.COLUMNS, "fact_id")
        self.notices = mirror("notice", Notice, "event_hash", NOTICE, "event_hash", "effect_no")
        self.cases = mirror("case", Case, "case_id", CASE)
        self.started = mirror("number", Case, "case_id", ("case_id", "no"), whole=False)
        self.tasks = mirror("task", Task, "case_id", TASK, "task_id")
        self.links = mirror("link", CaseLink, "case_id", LINK, "case_id", "other_id")
        self.files = mirror("file", EvidenceFile, "sha256", ("sha256", "size", "media"), whole=False)

    @property
    def mirrors(self) -> tuple[Mirror, ...]:
        return (self.entries, self.seals, self.facts, self.notices, self.cases, self.started, self.tasks, self.links, self.files)

    def effect(self, line: Line, number: int, effect: dict[str, Any]) -> None:
        """What one effect of a record left behind; tasks are followed by the case, assignments too."""
        body, at = line.body, line.at
        match effect["kind"]:
            case "entry":
                row = ledger.row(effect, number, line.hash, body["recorded_at"])
                self.entries.expect(tuple([row[name] for name in ledger.WRITTEN]), at)
            case "seal":
                self.seals.expect((body["unit"], effect["period"], line.hash, number), at)
            case "file":
                fact = registers.row(effect, line.hash, number)
                self.facts.expect(tuple([fact[name] for name in registers.COLUMNS]), at)
            case "notify":
                said = (effect["to"], effect["sentence"], written(effect["inputs"]), body["recorded_at"])
                self.notices.expect((line.hash, number, body["unit"], line.chain, *said), at)
            case "start":
                self.started.expect((effect["case_id"], effect["no"]), at)
                self.links.expect((effect["case_id"], line.chain, "started"), at)

    def case(self, played: Played, tied: Mapping[str, str]) -> None:
        """What a whole case left behind: its row, its tasks, the cases that its forms named."""
        at = played.line.at
        self.cases.expect(played.row(), at)
        for task in played.tasks:
            self.tasks.expect(tuple(task), at)
        for other, kind in tied.items():
            self.links.expect((played.line.chain, other, kind), at)
