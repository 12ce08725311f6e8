"""The checkpoint of the sealed log as it stands on paper and in workbooks: name, size, when, the root to be typed. It chooses no words of a document."""

from __future__ import annotations

from sqlalchemy.orm import Session

from procflow.queries.checkpoints import covering, reached
from procflow.reports.pdf.told import minute, say

CHECKPOINT, ROOT = "检查点 {origin}　共 {size} 条　{at}", "根 {root}"


def marked(session: Session, as_of: str, lang: str) -> tuple[str, ...]:
    """Two lines, none where nothing was signed yet. With the three of them that `audit verify --against` wants: origin, size and root."""
    found = covering(session, as_of)
    if found is None:
        return ()
    at = reached(session, found.size)
    line = say(CHECKPOINT, lang, origin=found.origin, size=found.size, at=minute(at, lang) if at else "").rstrip("　 ")
    return line, say(ROOT, lang, root=found.root)
