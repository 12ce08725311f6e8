"""What notes leave behind beside the records: papers issued, objections heard through them, who sent a file; it reads no chain itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from procflow.models import EvidenceFile, HeardObjection, IssuedPaper
from procflow.proof.findings import Findings
from procflow.proof.mirror import DIFFERS, MISSING, NOBODYS
from procflow.proof.records import Line
from procflow.proof.rows import Source

PAPER = ("code", "file", "digest", "kind", "unit", "lines", "title", "period", "version", "total", "as_of", "issued_at")
HEARD = ("event_id", "unit", "code", "chain", "heard_at", "case_no")
At = tuple[str, int | None]
Said = tuple[dict[str, Any], At]


@dataclass
class Issued:
    """What the notes said, by what tells the rows apart; `sent` are those who sent a file with this hash.

    In a rehearsal nobody sends files before they are used: there whoever used one `attached` it.
    """

    papers: dict[tuple[str, str], Said] = field(default_factory=dict)
    heard: dict[str, Said] = field(default_factory=dict)
    taken: dict[str, tuple[int, str]] = field(default_factory=dict)
    sent: dict[str, set[str]] = field(default_factory=dict)
    attached: dict[str, set[str]] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        body = line.body
        said = body["form"]
        for each in body["attachments"]:
            self.attached.setdefault(each["sha256"], set()).add(body["actor"]["id"])
        match body["type"]:
            case "paper.issued":
                known = self.papers.setdefault((said["code"], said["file"]), ({}, line.at))[0]
                known.update({"unit": body["unit"]} | said | known)
            case "objection.heard":
                row = {"unit": body["unit"], "code": said["code"], "chain": line.chain, "heard_at": body["recorded_at"]}
                self.heard[body["event_id"]] = {"event_id": body["event_id"], **row}, line.at
            case "objection.taken_in":
                self.taken[said["event"]] = max(self.taken.get(said["event"], (0, "")), (line.pk, said["case"]))
            case "evidence.stored":
                self.sent.setdefault(said["sha256"], set()).add(body["actor"]["id"])

    def merge(self, other: Issued) -> None:
        for key, (said, at) in other.papers.items():
            known = self.papers.setdefault(key, ({}, at))[0]
            known.update(said | known)
        self.heard |= other.heard
        for event, taken in other.taken.items():
            self.taken[event] = max(self.taken.get(event, taken), taken)
        for mine, more in ((self.sent, other.sent), (self.attached, other.attached)):
            for sha256, people in more.items():
                mine.setdefault(sha256, set()).update(people)

    def finish(self, source: Source, findings: Findings) -> None:
        for event, (said, _) in self.heard.items():
            said["case_no"] = self.taken.get(event, (0, ""))[1]
        heard: dict[tuple[str, ...], Said] = {(event,): said for event, said in self.heard.items()}
        papers: dict[tuple[str, ...], Said] = dict(self.papers.items())
        for table, columns, width, due in ((IssuedPaper, PAPER, 2, papers), (HeardObjection, HEARD, 1, heard)):
            stored = source.each(select(*(getattr(table, name) for name in columns)))
            compare(findings, table.__tablename__, columns, due, {row[:width]: row for row in stored})
        for sha256, by in source.each(select(EvidenceFile.sha256, EvidenceFile.uploaded_by)):
            known = self.sent.get(sha256) or self.attached.get(sha256) or {by}
            if by not in known:
                told = {"table": "evidence_file", "column": "uploaded_by", "expected": sorted(known), "found": by}
                findings.add("file", "evidence_file", sha256, ("", None), DIFFERS, **told)


def compare(findings: Findings, name: str, columns: tuple[str, ...], due: dict[tuple[str, ...], Said],
            stored: dict[tuple[str, ...], tuple[Any, ...]]) -> None:  # fmt: skip
    """Of a paper issued by an older version the record says less: what it does not say is not compared."""
    for key, (said, at) in due.items():
        found = stored.pop(key, None)
        if found is None:
            findings.add("paper", name, "/".join(key), at, MISSING, table=name, expected=list(key), found=None)
            continue
        for column, value in zip(columns, found, strict=True):
            if said.get(column, value) != value:
                told = {"table": name, "column": column, "expected": said[column], "found": value}
                findings.add("paper", name, "/".join(key), at, DIFFERS, **told)
    for key in stored:
        findings.add("paper", name, "/".join(key), ("", None), NOBODYS, table=name, expected=None, found=list(key))
