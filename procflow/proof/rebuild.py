"""One pass over the bodies that feeds everything rebuilt from them: entries, seals, facts, cases, tasks, links, notices; it repairs nothing."""

from __future__ import annotations

from typing import Any

from procflow import ledger
from procflow.canon import CanonError
from procflow.engine import registers
from procflow.models import Case, CaseLink, DatedFact, EvidenceFile, LedgerEntry, Notice, SealedPeriod, Task
from procflow.proof.commands import Causes
from procflow.proof.editions import Library
from procflow.proof.findings import Findings
from procflow.proof.ledgers import Books
from procflow.proof.mirror import Mirror
from procflow.proof.organisation import Filed
from procflow.proof.reading import written
from procflow.proof.records import SHAPE, SHAPELESS, Line, report
from procflow.proof.replay import CASE, TASK, Played
from procflow.proof.rows import Source
from procflow.proof.sealed import Annexes, Vault

NOTICE = ("event_hash", "effect_no", "unit", "case_id", "addressee", "sentence", "inputs", "recorded_at")
SEAL = ("unit", "period", "event_hash", "effect_no")
LINK = ("case_id", "other_id", "kind")


class Rebuilt:
    """What the records say must stand in every other table; `numbers` gives a case by its number."""

    def __init__(self, source: Source, findings: Findings, numbers: dict[str, str], *, remember: bool = False) -> None:
        def mirror(kind: str, table: Any, key: str, columns: tuple[str, ...], *ident: str, whole: bool = True) -> Mirror:
            return Mirror(source, findings, kind, table, key, columns, ident, whole=whole, remember=remember)

        self.source, self.findings, self.numbers = source, findings, numbers
        self.library, self.annexes, self.vault = (
            Library(source, findings),
            Annexes(source, findings),
            Vault(source, findings, remember=remember),
        )
        self.causes, self.books, self.filed = Causes(source, findings), Books(), Filed()
        self.entries = mirror("entry", LedgerEntry, "event_hash", ledger.WRITTEN, "entry_id")
        self.seals = mirror("seal", SealedPeriod, "event_hash", SEAL, "unit", "period")
        self.facts = mirror("fact", DatedFact, "event_hash", registers.COLUMNS, "fact_id")
        self.notices = mirror("notice", Notice, "event_hash", NOTICE, "event_hash", "effect_no")
        self.cases = mirror("case", Case, "case_id", CASE)
        self.started = mirror("number", Case, "case_id", ("case_id", "no"), whole=False)
        self.tasks = mirror("task", Task, "case_id", TASK, "task_id")
        self.links = mirror("link", CaseLink, "case_id", LINK, "case_id", "other_id")
        self.files = mirror("file", EvidenceFile, "sha256", ("sha256", "size", "media"), whole=False)
        self.mirrors = (self.entries, self.seals, self.facts, self.notices, self.cases, self.started, self.tasks, self.links, self.files)
        self.chain, self.played, self.tied = "", None, {}

    chain: str
    played: Played | None
    tied: dict[str, str]

    def take(self, line: Line) -> None:
        """One record; records come chain by chain."""
        begins = line.chain != self.chain
        if begins:
            self.end()
            self.chain = line.chain
        if line.body is None:
            self.played = None  # what follows cannot be rebuilt without it
            return
        try:
            self._take(line, begins)
        except CanonError:
            self.played = None  # an annex that is not what its name says: told when they are looked through
        except SHAPELESS as error:
            self.played = None
            report(self.findings, line, SHAPE, found=repr(error))
        except LookupError:
            self.played = None  # an annex that is gone: told already

    def end(self) -> None:
        """The end of a chain: what its case left behind."""
        played, self.played = self.played, None
        if played is not None:
            self.cases.expect(played.row(), played.line.at)
            for task in played.tasks:
                self.tasks.expect(tuple(task), played.line.at)
            for other, kind in self.tied.items():
                self.links.expect((self.chain, other, kind), played.line.at)
        self.tied = {}

    def flush(self) -> None:
        self.end()
        for each in (*self.mirrors, self.vault, self.causes):
            each.flush()

    def name_surplus(self, findings: Findings) -> None:
        """Name the rows that no record wrote, after a pass that remembered those that some did."""
        for each in (*self.mirrors, self.vault):
            each.findings = findings
            if each.surplus():
                each.name_surplus()

    def _take(self, line: Line, begins: bool) -> None:
        body = line.body
        form, effects = self.annexes.whole(body["form"], line), self.annexes.whole(body["effects"], line)
        self.findings.counts[body["outcome"]] += 1
        if body["pii"]:
            self.vault.expect(line, effects)
        self.causes.expect(line)
        for file in body["attachments"]:
            self.files.expect((file["sha256"], file["size"], file["media"]), line.at)
        if "case_id" in body:
            if begins:
                self.played = Played(self.findings, self.library, line)
            if self.played is not None:
                self.played.step(line, effects)
                self._named(line, form)
        for number, effect in enumerate(effects):
            self._effect(line, number, effect)

    def _effect(self, line: Line, number: int, effect: dict[str, Any]) -> None:
        body, at = line.body, line.at
        match effect["kind"]:
            case "entry":
                row = ledger.row(effect, number, line.hash, body["recorded_at"])
                self.entries.expect(tuple(row[name] for name in ledger.WRITTEN), at)
                self.books.entry(line, effect)
            case "seal":
                self.seals.expect((body["unit"], effect["period"], line.hash, number), at)
                self.books.seal(line, effect)
            case "file":
                fact = registers.row(effect, line.hash, number)
                self.facts.expect(tuple(fact[name] for name in registers.COLUMNS), at)
                self.filed.add(line, number, effect)
                if effect["fact"] == "adoption":
                    self.library.used.add(effect["data"]["sha256"])
            case "notify":
                inputs = written(effect["inputs"])
                self.notices.expect(
                    (line.hash, number, body["unit"], line.chain, effect["to"], effect["sentence"], inputs, body["recorded_at"]), at
                )
            case "start":
                self.started.expect((effect["case_id"], effect["no"]), at)
                self.links.expect((effect["case_id"], line.chain, "started"), at)

    def _named(self, line: Line, form: dict[str, Any]) -> None:
        """A case that a step's form names becomes linked, once."""
        body = line.body
        table = self.library.tables.get(body["procedure"]["sha256"])
        names = table.names_case.get(body["transition"], ()) if table and body["outcome"] == "done" else ()
        for name in names:
            other = self.numbers.get(form.get(name) or "")
            if other and other not in self.tied:
                self.tied[other] = name
