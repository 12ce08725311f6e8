"""One pass over the bodies that feeds everything rebuilt from them: entries, seals, facts, cases, tasks, links, notices; it repairs nothing."""

from __future__ import annotations

from typing import Any

from procflow.proof.commands import Causes
from procflow.proof.editions import Library
from procflow.proof.expected import Expected
from procflow.proof.findings import Findings
from procflow.proof.gathered import Gathered
from procflow.proof.mirror import Mirror
from procflow.proof.records import SHAPE, SHAPELESS, Line, report
from procflow.proof.replay import Played
from procflow.proof.rows import Source
from procflow.proof.sealed import Annexes, Vault


class Rebuilt:
    """What the records say must stand in every other table; `numbers` gives a case by its number."""

    def __init__(self, source: Source, findings: Findings, library: Library, numbers: dict[str, str], *, remember: bool = False) -> None:
        self.findings, self.library, self.numbers = findings, library, numbers
        self.expected = Expected(source, findings, remember=remember)
        self.gathered = Gathered()
        self.annexes, self.vault = Annexes(source, findings, self.gathered.annexes), Vault(source, findings, remember=remember)
        self.causes = Causes(source, findings)
        self.compared: tuple[Mirror | Vault, ...] = (*self.expected.mirrors, self.vault)
        self.chain = ""
        self.played: Played | None = None
        self.tied: dict[str, str] = {}

    def take(self, line: Line) -> None:
        """One record; records come chain by chain. What follows one that cannot be read cannot be rebuilt."""
        begins = line.chain != self.chain
        if begins:
            self.end()
            self.chain = line.chain
        if line.body is None:
            self.played = None
            return
        try:
            self._take(line, begins)
        except SHAPELESS as error:
            self.played = None
            report(self.findings, line, SHAPE, found=repr(error))
        except LookupError:  # an annex that is gone or changed: told where annexes are looked through
            self.played = None

    def end(self) -> None:
        """The end of a chain: what its case left behind."""
        if self.played is not None:
            self.expected.case(self.played, self.tied)
        self.played, self.tied = None, {}

    def flush(self) -> None:
        self.end()
        for each in (*self.compared, self.causes):
            each.flush()
        self.gathered.texts = self.vault.named
        self.gathered.matched = [each.matched for each in self.compared]

    def surplus(self) -> bool:
        """Whether more rows stand in some table than the records wrote."""
        return any(each.count() > matched for each, matched in zip(self.compared, self.gathered.matched, strict=True))

    def name_surplus(self, findings: Findings) -> None:
        """Name the rows that no record wrote, after a pass that remembered those that some did."""
        for each in self.compared:
            each.findings = findings
            if each.count() > each.matched:
                each.name_surplus()

    def _take(self, line: Line, begins: bool) -> None:
        body = line.body
        form, effects = self.annexes.whole(body["form"], line), self.annexes.whole(body["effects"], line)
        self.findings.counts[body["outcome"]] += 1
        if body["pii"]:
            self.vault.expect(line, effects)
        self.causes.expect(line)
        for file in body["attachments"]:
            self.expected.files.expect((file["sha256"], file["size"], file["media"]), line.at)
        if body["procedure"]:  # a refused beginning too, though it stands on the chain of who tried
            self.gathered.used.update((body["procedure"]["sha256"], body["regime"]["sha256"]))
        if "case_id" in body:
            if begins:
                self.played = Played(self.findings, self.library, line)
            if self.played is not None:
                self.played.step(line, effects)
                self._tie(body, form)
        self.gathered.issued.add(line)
        for number, effect in enumerate(effects):
            self.expected.effect(line, number, effect)
            self.gathered.effect(line, number, effect)

    def _tie(self, body: dict[str, Any], form: dict[str, Any]) -> None:
        """A case that a step's form names, alone or in a list, becomes linked, once."""
        table = self.library.tables.get(body["procedure"]["sha256"])
        if table and body["outcome"] == "done":
            for name in table.names_case.get(body["transition"], ()):
                given = form.get(name) or ()
                for no in given if isinstance(given, list) else [given]:
                    if other := self.numbers.get(no or ""):
                        self.tied.setdefault(other, name)
