"""Files by their hash: store one, name its row, find its bytes again. Who may fetch a file follows its case, and is asked of the read door."""

from __future__ import annotations

from procflow.evidence.folder import SHA256_DIGITS, intact, path, place, write
from procflow.evidence.keeping import KNOWN, LONGEST_NAME, MOST, ROW, StoredFile, keep, store
from procflow.evidence.kinds import EMPTY, OTHER, SHEET, STARTS, SUFFIXES, TOO_LARGE, UNKNOWN, WORD, megabytes, office, sniffed
from procflow.evidence.located import content, locate

__all__ = [
    "EMPTY",
    "KNOWN",
    "LONGEST_NAME",
    "MOST",
    "OTHER",
    "ROW",
    "SHA256_DIGITS",
    "SHEET",
    "STARTS",
    "SUFFIXES",
    "TOO_LARGE",
    "UNKNOWN",
    "WORD",
    "StoredFile",
    "content",
    "intact",
    "keep",
    "locate",
    "megabytes",
    "office",
    "path",
    "place",
    "sniffed",
    "store",
    "write",
]
