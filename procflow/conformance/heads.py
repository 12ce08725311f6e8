"""The log and the chains as they stood when a report was read: what ties it to the records that it was made from. It proves nothing by itself."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from sqlalchemy import select

from procflow import canon
from procflow.conformance.reading import Reading
from procflow.conformance.records import Line
from procflow.conformance.shapes import LogHead
from procflow.db import Prepared, setting
from procflow.models import LogHead as Heads
from procflow.models import LogNote

NEWEST = Prepared(select(Heads.tree_size, Heads.root).order_by(Heads.tree_size.desc()).limit(1))
NOTES = Prepared(select(LogNote.origin, LogNote.note).order_by(LogNote.tree_size.desc(), LogNote.origin.desc()).limit(1))


def log_head(reading: Reading, lines: Iterable[Line]) -> LogHead:
    """The newest head and checkpoint, and a hash over the head of every chain that was read."""
    heads, waiting = {}, 0
    for line in lines:
        heads[line.chain] = [line.seq, line.hash]
        waiting += line.leaf < 0
    newest, note = NEWEST.one(reading.session), NOTES.one(reading.session)
    origin = note.origin if note else setting(reading.session, "log")
    root = base64.b64encode(bytes(newest.root)).decode() if newest else ""
    return LogHead(origin, newest.tree_size if newest else 0, root, note.note if note else "", waiting,
                   canon.digest([[chain, *heads[chain]] for chain in sorted(heads)]))  # fmt: skip
