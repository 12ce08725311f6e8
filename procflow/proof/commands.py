"""Acts as wholes: a command's records are numbered without gap, and each but the first names one of them as its cause."""

from __future__ import annotations

from sqlalchemy import exists, func, or_, select

from procflow.models import AuditEvent, AuditLeaf, AuditPending
from procflow.proof.findings import Findings
from procflow.proof.mirror import BATCH
from procflow.proof.records import Line
from procflow.proof.rows import Source

GAP = "同一次办理的记录编号不连续：应有{expected}条，现有{found}条"
NO_CAUSE = "记录所写的起因不是同一次办理中在前的记录：{found}"
CAUSE_DUE = "只有连带发生的记录才写起因：序号{expected}，起因{found}"
PENDING = "等待封存的记录与记录表不符：记录{expected}，等待封存{found}"
SEALED = "记录已经封存，却还在等待封存：{found}"
CAUSE = ("event_id", "command_id", "ordinal")


class Causes:
    """Causes, looked up in batches."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.source, self.findings = source, findings
        self._waiting: list[tuple[Line, str, int, str]] = []

    def expect(self, line: Line) -> None:
        body = line.body
        cause, ordinal = body["cause"], body["ordinal"]
        if (cause is not None) != (ordinal > 0):
            self.findings.add("command", "audit_event", line.pk, line.at, CAUSE_DUE, expected=ordinal, found=cause)
        elif cause is not None:
            self._waiting.append((line, body["command_id"], ordinal, str(cause)))
            if len(self._waiting) >= BATCH:
                self.flush()

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        wanted = list({cause for *_, cause in waiting})
        found = {event: (command, ordinal) for event, command, ordinal in self.source.among(AuditEvent, CAUSE, "event_id", wanted)}
        for line, command, ordinal, cause in waiting:
            whose, place = found.get(cause, ("", ordinal))
            if whose != command or place >= ordinal:
                self.findings.add("command", "audit_event", line.pk, line.at, NO_CAUSE, expected=None, found=cause)


def ordinals(source: Source, findings: Findings) -> None:
    """Columns are enough here: that they repeat the bodies is looked at elsewhere."""
    each = select(AuditEvent.command_id, func.max(AuditEvent.ordinal) + 1, func.count()).group_by(AuditEvent.command_id)
    gaps = each.having(or_(func.max(AuditEvent.ordinal) != func.count() - 1, func.min(AuditEvent.ordinal) != 0))
    for command, due, there in source.each(gaps):
        findings.add("command", "audit_event", command, ("", None), GAP, expected=due, found=there)


def pending(source: Source, findings: Findings) -> None:
    """Every record is sealed, or stands once among those that wait for the sealer."""
    waiting, events, sealed = select(AuditPending.event_pk), select(AuditEvent.id), select(AuditLeaf.event_pk)
    open_ = events.where(~exists().where(AuditLeaf.event_pk == AuditEvent.id))
    for (pk,) in source.each(open_.except_(waiting)):
        findings.add("pending", "audit_pending", pk, ("", None), PENDING, expected=pk, found=None)
    for (pk,) in source.each(waiting.except_(events)):
        findings.add("pending", "audit_pending", pk, ("", None), PENDING, expected=None, found=pk)
    for (pk,) in source.each(waiting.intersect(sealed)):
        findings.add("pending", "audit_pending", pk, ("", None), SEALED, expected=None, found=pk)
    for pk, times in source.each(select(AuditPending.event_pk, func.count()).group_by(AuditPending.event_pk).having(func.count() > 1)):
        findings.add("pending", "audit_pending", pk, ("", None), PENDING, expected=1, found=times)
