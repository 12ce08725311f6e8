"""Places as slots in a row: taken, free, and those beyond that still wait for a decision. It allots nothing."""

from __future__ import annotations

from procflow.web.drawings.marks import Box, Picture

SIDE, GAP = 28, 8
MOST = 12


def slots(taken: int, places: int, waiting: int, title: str) -> Picture | None:
    """None for more than fit in a row: the words beside say it then."""
    kinds = ["ink"] * taken + ["free"] * max(0, places - taken) + ["gap"] * waiting
    if not kinds or len(kinds) > MOST:
        return None
    boxes = tuple(Box(1 + (SIDE + GAP) * at, 1, SIDE, SIDE, kind) for at, kind in enumerate(kinds))
    return Picture((SIDE + GAP) * len(kinds) - GAP + 2, SIDE + 2, title, "", boxes)
