"""What came in by slip, for the pages of a case whose procedure takes slips: beside the form of whoever asked. It shows nothing itself."""

from __future__ import annotations

from procflow.grammar import Procedure
from procflow.queries.heard import Heard, heard
from procflow.queries.slips import CAST
from procflow.web.reader import reader


def voices(table: Procedure, no: str) -> Heard | None:
    """None where no slips were issued, or where a case only begins; the case is not read at all where nobody could cast one."""
    return heard(*reader(), no) if no and CAST in table.rows else None
