"""What records name by hash or commitment: annexes, and texts in the vault; an erased text fits, a changed one does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from procflow import canon
from procflow.models import AuditAnnex, Vaulted
from procflow.proof.findings import Findings
from procflow.proof.mirror import BATCH, DIFFERS, NOBODYS
from procflow.proof.records import Line
from procflow.proof.rows import Source

ANNEX_GONE = "记录所指的附页不存在：{expected}"
ANNEX_CHANGED = "附页内容与它的哈希不符：应为{expected}，实为{found}"
ANNEX_COUNT = "附页的项数与记录不符：记录为{expected}，附页为{found}"
ANNEX_STRAY = "附页没有任何记录指向它：{found}"
TEXT_CHANGED = "保密文本与记录中的承诺值不符"
COLUMNS = ("commitment", "subject_id", "field", "salt", "value")
Named = tuple[str, str, str, tuple[str, int | None]]


class Annexes:
    """Long forms and effects by their hash; read when a record needs one, all looked through at the end."""

    def __init__(self, source: Source, findings: Findings, named: set[str]) -> None:
        self.source, self.findings, self.named = source, findings, named

    def whole(self, value: Any, line: Line) -> Any:
        """The value behind an annex name, anything else as it is; LookupError if the annex is gone or changed, which is told elsewhere."""
        if not (isinstance(value, dict) and value.keys() == {"annex", "count"}):
            return value
        sha256 = value["annex"]
        self.named.add(sha256)
        found = self.source.among(AuditAnnex, ("bytes",), "sha256", [sha256])
        if not found:
            self.findings.add("annex", "audit_annex", sha256, line.at, ANNEX_GONE, expected=sha256, found=None)
            raise LookupError(sha256)
        if canon.sha256(bytes(found[0][0])) != sha256:
            raise LookupError(sha256)
        content = canon.loads(bytes(found[0][0]))
        if len(content) != value["count"]:
            self.findings.add("annex", "audit_annex", sha256, line.at, ANNEX_COUNT, expected=value["count"], found=len(content))
        return content

    def finish(self, findings: Findings) -> None:
        for sha256, content in self.source.each(select(AuditAnnex.sha256, AuditAnnex.bytes)):
            findings.counts["annexes"] += 1
            made = canon.sha256(bytes(content))
            if made != sha256:
                findings.add("annex", "audit_annex", sha256, ("", None), ANNEX_CHANGED, expected=sha256, found=made)
            elif sha256 not in self.named:
                findings.add("annex", "audit_annex", sha256, ("", None), ANNEX_STRAY, expected=None, found=sha256)


class Vault:
    """Texts against their commitments; a finding never shows a text."""

    def __init__(self, source: Source, findings: Findings, *, remember: bool = False) -> None:
        self.source, self.findings = source, findings
        self.kept: set[str] | None = set() if remember else None
        self.matched = self.named = 0
        self._waiting: dict[str, Named] = {}

    def expect(self, line: Line, effects: list[dict[str, Any]]) -> None:
        body = line.body
        for field, commitment in body["pii"].items():
            self._waiting[commitment] = (body["event_id"], field, subject(body, field, effects), line.at)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for commitment, owner, field, salt, value in self.source.among(Vaulted, COLUMNS, "commitment", list(waiting)):
            event, said, whose, at = waiting[commitment]
            self.matched += 1
            if self.kept is not None:
                self.kept.add(commitment)
            if not fits(bytes(salt), event, said, value, commitment):
                self.findings.add("vault", "pii_vault", commitment, at, TEXT_CHANGED, table="pii_vault", column="value")
            for column, expected, found in (("field", said, field), ("subject_id", whose, owner)):
                if expected != found:
                    self.findings.add(
                        "vault", "pii_vault", commitment, at, DIFFERS, table="pii_vault", column=column, expected=expected, found=found
                    )
        self.named += len(waiting)

    def count(self) -> int:
        return self.source.count(Vaulted)

    def name_surplus(self) -> None:
        for (commitment,) in self.source.each(select(Vaulted.commitment)):
            if self.kept is not None and commitment not in self.kept:
                self.findings.add("vault", "pii_vault", commitment, ("", None), NOBODYS, table="pii_vault", expected=None, found=commitment)


def subject(body: Mapping[str, Any], field: str, effects: list[dict[str, Any]]) -> str:
    """Whose text it is: of a request, the caller's; of a filed fact, that of whom it is about; else that of the case's subject."""
    if field == "request":
        return str(body["actor"]["id"])
    if field.startswith("effects_"):
        return str(effects[int(field.split("_")[1])]["subject"])
    return str(body["subject"])


def fits(salt: bytes, event: str, field: str, value: str, commitment: str) -> bool:
    try:
        return canon.commitment(salt, event, field, value) == commitment
    except canon.CanonError:
        return False
