"""The stored tables and regimes, each under its hash: what a replay asks instead of today's code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from procflow import canon
from procflow.desk import STEPS
from procflow.grammar import AUTO
from procflow.models import ProcedureEdition, RegimeVersion
from procflow.proof.findings import Findings
from procflow.proof.records import SHAPELESS
from procflow.proof.rows import Source

BROKEN = "{table}的内容与它的哈希不符：应为{expected}，实为{found}"
MISNAMED = "{table}的{column}与它的内容不符：应为{expected}，实为{found}"
UNUSED = "{table}多出一行，没有任何记录用过它"
COMMON = frozenset(step.name for step in STEPS)
NAMING = ("CaseRef", "Cases")  # the fields of a form that link the cases they name


@dataclass(frozen=True)
class Table:
    """What a stored table declares: (step, from, to), the same with clause and whether it fires by itself, and forms that name cases."""

    key: str
    edition: str
    code: str
    moves: frozenset[tuple[str, str, str]]
    rows: frozenset[tuple[str, str, str, str, bool]]
    names_case: dict[str, tuple[str, ...]]


class Library:
    """Every stored edition and regime version, read once."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.findings = findings
        self.tables = {sha256: table for sha256, table in (self._edition(*row) for row in source.each(select(
            ProcedureEdition.sha256, ProcedureEdition.procedure, ProcedureEdition.edition, ProcedureEdition.body))) if table}  # fmt: skip
        self.regimes = {self._regime(*row) for row in source.each(select(
            RegimeVersion.sha256, RegimeVersion.regime, RegimeVersion.version, RegimeVersion.body))}  # fmt: skip

    def unused(self, used: set[str]) -> None:
        for kind, name, kept in (("edition", "procedure_edition", self.tables), ("regime", "regime_version", self.regimes)):
            for sha256 in sorted(set(kept) - used):
                self.findings.add(kind, name, sha256, ("", None), UNUSED, table=name, expected=None, found=sha256)

    def _edition(self, sha256: str, procedure: str, edition: str, body: bytes) -> tuple[str, Table | None]:
        data = self._content("edition", "procedure_edition", sha256, bytes(body))
        try:
            self._named("edition", "procedure_edition", sha256, {"procedure": data["key"], "edition": data["edition"]}, procedure, edition)
            return sha256, table(data)
        except SHAPELESS:
            return sha256, None  # told already: its bytes are not what its hash says

    def _regime(self, sha256: str, regime: str, version: str, body: bytes) -> str:
        data = self._content("regime", "regime_version", sha256, bytes(body))
        if isinstance(data, dict):
            self._named("regime", "regime_version", sha256, {"regime": data.get("id"), "version": data.get("version")}, regime, version)
        return sha256

    def _content(self, kind: str, name: str, sha256: str, body: bytes) -> Any:
        made = canon.sha256(body)
        if made != sha256:
            self.findings.add(kind, name, sha256, ("", None), BROKEN, table=name, expected=sha256, found=made)
        try:
            return canon.loads(body)
        except canon.CanonError as error:
            self.findings.add(kind, name, sha256, ("", None), BROKEN, table=name, expected=sha256, found=str(error))
            return None

    def _named(self, kind: str, name: str, sha256: str, said: dict[str, Any], *stored: str) -> None:
        for (column, expected), found in zip(said.items(), stored, strict=True):
            if str(expected) != found:
                self.findings.add(kind, name, sha256, ("", None), MISNAMED, table=name, column=column, expected=expected, found=found)


def table(data: dict[str, Any]) -> Table:
    """A stored table as sets to look a step up in; desk acts, common to all procedures, loop on every state."""
    rows = {
        (step["name"], source, step["to"] or source, step["clause"], step["by"] == AUTO)
        for step in data["steps"]
        for source in step["sources"]
    } | {(name, state["name"], state["name"], "", False) for name in COMMON for state in data["states"]}
    named: dict[str, tuple[str, ...]] = {}
    for step in (each for each in data["steps"] if each["asks"]):  # rows of one step may ask different forms
        found = [field for field, kind in step["asks"]["fields"] if kind in NAMING]
        named[step["name"]] = tuple(dict.fromkeys((*named.get(step["name"], ()), *found)))
    return Table(data["key"], data["edition"], data["code"], frozenset(row[:3] for row in rows), frozenset(rows), named)
