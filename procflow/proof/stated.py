"""What the log stated of its case heads, against the heads as they were: a record left out of a statement is found here. It states nothing."""

from __future__ import annotations

from sqlalchemy import or_, select

from procflow.canon import loads
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, AuditLeaf, Case
from procflow.proof.findings import Findings
from procflow.proof.heads import STATES, CaseHead, root_of
from procflow.proof.records import SHAPELESS
from procflow.proof.rows import Source

FALSE = "案头声明与当时的记录不符：应为{expected}，声明的是{found}"
EARLY = "案头声明说到它自己之后：声明到{expected}条，它自己是第{found}条"
STATEMENTS = (
    select(AuditEvent.id, AuditEvent.case_seq, AuditEvent.body, AuditLeaf.leaf_index)
    .outerjoin(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    .where(AuditEvent.case_id == f"person/{SYSTEM}", or_(AuditEvent.type == STATES, AuditEvent.type == "period.sealed"))
    .order_by(AuditEvent.case_seq)
)
LEAVES = (
    select(AuditLeaf.leaf_index, AuditLeaf.leaf_hash, AuditEvent.case_id, AuditEvent.case_seq)
    .join(AuditEvent, AuditEvent.id == AuditLeaf.event_pk)
    .order_by(AuditLeaf.leaf_index)
)


def heads_stated(source: Source, findings: Findings) -> None:
    """One walk over the leaves, stopping at each size that was stated."""
    numbers = dict(source.each(select(Case.case_id, Case.no)))
    last: dict[str, tuple[int, bytes]] = {}
    leaves = iter(source.each(LEAVES))
    reached = 0
    for pk, seq, body, place in source.all(STATEMENTS):
        try:
            said = loads(bytes(body))["form"]
            size, of = int(said["size"]), "heads_" if "heads_root" in said else ""  # a period's seal states them beside its scores
        except SHAPELESS:
            continue  # told already: its bytes are not what they should be
        if place is not None and size > place:
            findings.add("heads", "audit_event", pk, (f"person/{SYSTEM}", seq), EARLY, expected=size, found=place)
        while reached < size and (row := next(leaves, None)):
            reached += 1
            if row[2] in numbers:
                last[row[2]] = (int(row[3]) + 1, bytes(row[1]))
        made = root_of([CaseHead(case, numbers[case], count, leaf.hex()).leaf for case, (count, leaf) in sorted(last.items())])
        if (made.hex(), len(last)) != (said[f"{of}root"], said[f"{of}count"]):
            findings.add("heads", "audit_event", pk, (f"person/{SYSTEM}", seq), FALSE, expected=made.hex(), found=said[f"{of}root"])
        findings.counts["stated"] += 1
