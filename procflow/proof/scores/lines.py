"""Everybody's line of a closed period, salted each by itself: what a root is made over. It reads the ledger, and ranks nobody.

The salts follow from one seed, which lies in the vault behind the seal's record: with it erased no line can be shown or guessed any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select

from procflow import canon
from procflow.models import LedgerEntry
from procflow.proof.merkle import hash_leaf

SALT = 16


def lines(connection: Connection, unit: str, period: str, seed: str) -> list[dict[str, Any]]:
    """A line for each member with entries that counted when the period was closed, by their ids. Points are hundredths."""
    sums: dict[str, list[list[Any]]] = {}
    for member, component, points in connection.execute(summed(unit, period)):
        sums.setdefault(member, []).append([component, int(points)])
    return [
        {
            "unit": unit, "period": period, "member_id": member, "sums": sorted(sums[member]),
            "points": sum(points for _, points in sums[member]), "salt": salt(seed, member),
        }
        for member in sorted(sums)
    ]  # fmt: skip


def summed(unit: str, period: str) -> Any:
    """What was booked for the period while it was open: nothing is added to that any more (audit-ledger §7)."""
    return (
        select(LedgerEntry.member_id, LedgerEntry.component, func.sum(LedgerEntry.points))
        .where(LedgerEntry.unit == unit, LedgerEntry.counts_in == period, LedgerEntry.booked_in == period)
        .group_by(LedgerEntry.member_id, LedgerEntry.component)
    )


def salt(seed: str, member: str) -> str:
    return sha256(bytes.fromhex(seed) + member.encode()).hexdigest()[: 2 * SALT]


def totals(found: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """By component, as the step that closed the period attested them."""
    made: Counter[str] = Counter()
    for line in found:
        for component, points in line["sums"]:
            made[component] += points
    return sorted([component, points] for component, points in made.items())


def leaves(found: Sequence[dict[str, Any]]) -> list[bytes]:
    return [hash_leaf(canon.dumps(each)) for each in found]
