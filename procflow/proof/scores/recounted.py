"""Seals of periods against the ledger and what their step attested: a total or line that was sealed falsely is found. It seals nothing."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from procflow.canon import loads
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, Vaulted
from procflow.proof.findings import Findings
from procflow.proof.heads import root_of
from procflow.proof.records import SHAPELESS
from procflow.proof.rows import Source
from procflow.proof.scores.lines import leaves, lines, totals
from procflow.proof.scores.sealing import KIND

TOTALS = "期间封存的合计与台账不符：应为{expected}，封存的是{found}"
ROOT = "期间封存的得分根摘要与台账不符：应为{expected}，封存的是{found}"
NO_SEED = "0" * 64
SEALS = (
    select(AuditEvent.id, AuditEvent.case_seq, AuditEvent.unit, AuditEvent.body)
    .where(AuditEvent.case_id == f"person/{SYSTEM}", AuditEvent.type == KIND)
    .order_by(AuditEvent.case_seq)
)
BEHIND = select(Vaulted.value).where(Vaulted.commitment == bindparam("of"))


def periods_sealed(source: Source, findings: Findings) -> None:
    """With its seed erased a seal still shows its totals; who stood behind which line then nobody can tell."""
    for pk, seq, unit, body in source.all(SEALS):
        try:
            form = loads(bytes(body))["form"]
            period, said, root = form["period"], form["totals"], form["scores_root"]
        except SHAPELESS:
            continue  # told already: its bytes are not what they should be
        at, kept = (f"person/{SYSTEM}", seq), source.all(BEHIND, of=form["seed"])
        found = lines(source.connection, unit, period, kept[0][0] if kept else NO_SEED)
        if said != totals(found):
            findings.add("seal", "audit_event", pk, at, TOTALS, expected=totals(found), found=said)
        made = root_of(leaves(found)).hex()
        if kept and made != root:
            findings.add("seal", "audit_event", pk, at, ROOT, expected=made, found=root)
        findings.counts["periods"] += 1
