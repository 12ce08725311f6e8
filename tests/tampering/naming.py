"""Whether a report names what was changed: the row itself, or the place in a chain or in the tree where it is missed."""

from procflow.proof.check import Finding, Report
from tests.tampering.changes import Change

# Where a row is missed that others speak of: by its handle in the tree, by its place in its chain.
BESIDE = {
    "audit_event": {"audit_leaf", "audit_pending", "stream_head", "proc_case"},
    "audit_leaf": {"audit_pending"},
    "stream_head": {"audit_event"},
    "proc_case": {"audit_event", "case_number"},
    "case_number": {"proc_case"},
    "log_note": {"log_cosignature"},
    "log_head": {"log_note"},
}


def names(report: Report, change: Change) -> bool:
    """Whether some finding leads to that row by what it is called: its key, its place in its chain, the changed value."""
    called = {"/".join(map(str, change.key)), " ".join(map(str, change.key))}
    called |= {str(each) for each in (*change.key, change.old, change.new) if each is not None and not isinstance(each, bytes)}
    if change.table == "audit_event":
        called.add(f"{change.row['case_id']}/{change.row['case_seq']}")
    return any(each.where.table in {change.table, *BESIDE.get(change.table, ())} and called & words(each) for each in report.findings)


def words(finding: Finding) -> set[str]:
    where = finding.where
    said = {str(finding.inputs.get(name)) for name in ("expected", "found")}
    return {where.key, *where.key.split("/"), *where.key.split(" "), where.chain, f"{where.chain}/{where.seq}", *said}
