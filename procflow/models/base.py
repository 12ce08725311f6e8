"""How columns are spelt in these tables; no rule stands here.

Days are ISO text, instants canonical stamps, structured data canonical JSON text: what a column holds is, byte for byte,
what the record's body says, on every database (docs/decisions.md, 2026-11-21).
"""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from procflow.db import Base

__all__ = ["Base", "key", "short"]


def key(size: int = 80) -> Mapped[str]:
    return mapped_column(String(size), primary_key=True)


def short(size: int = 80, **more: object) -> Mapped[str]:
    return mapped_column(String(size), **more)  # type: ignore[arg-type]  # passed on as they are
