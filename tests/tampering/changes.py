"""Random single changes: a bit of one stored value flipped, or one row taken out; which columns have no say, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Table

from procflow.models import Base
from tests.tampering.doors import REFUSED, Door

# Not rebuilt from records: who may sign in, what waits to be done, what an installation is set to, what other programs were told,
# what somebody keeps for themselves.
OUTSIDE = frozenset({"account", "account_identity", "api_token", "auth_session", "job", "installation", "event_outbox", "event_feed", "webhook",
                     "delivery", "delivery_attempt", "draft", "preference", "kept_filter", "notice_read", "mailed"})  # fmt: skip
# No record speaks of these.
UNSAID = frozenset(
    {
        ("audit_pending", "pending"),  # the order of waiting, which means nothing until the sealer gives places
        ("evidence_file", "name"),
        ("evidence_file", "uploaded_at"),  # a label, chosen by whoever sent the file: personal; the record says when
        ("issued_paper", "about"),  # whose paper it is, no record says, on purpose; a paper is found by its code and held by its digest
        ("log_cosignature", "line"),  # its bytes are checked by whoever holds the witness's key
    }
)
# Rows that may go: texts are erased, and what an old signature proved a later one proves too.
MAY_GO = frozenset({"pii_vault", "log_note", "log_cosignature"})  # fmt: skip
TABLES = [table for table in Base.metadata.sorted_tables if table.name not in OUTSIDE]
ONE_IN = 20  # of the changes takes a whole row out


@dataclass(frozen=True)
class Change:
    """What was done to which row; `column` is "" where the row was taken out."""

    table: str
    key: tuple[Any, ...]
    column: str
    old: Any
    new: Any
    row: Mapping[str, Any] = field(repr=False)


class Stored:
    """Everything that a world stores, read once; draws changes from it, every column as likely as any other."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.rows: dict[str, list[dict[str, Any]]] = {}
        for table in TABLES:
            names = [column.name for column in table.columns]
            found = door.rows(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {', '.join(keys(table))}")
            if found:
                self.rows[table.name] = [dict(zip(names, row, strict=True)) for row in found]
        self.columns = [
            (table, column.name) for table in TABLES for column in table.columns
            if table.name in self.rows and (table.name, column.name) not in UNSAID
        ]  # fmt: skip

    def draws(self, random: Random) -> Iterator[Change]:
        while True:
            table, column = random.choice(self.columns)
            row = random.choice(self.rows[table.name])
            key = tuple(row[name] for name in keys(table))
            if random.randrange(ONE_IN) == 0 and table.name not in MAY_GO:
                yield Change(table.name, key, "", None, None, row)
            else:
                yield Change(table.name, key, column, row[column], flipped(row[column], random), row)

    def make(self, change: Change) -> bool:
        """Whether it could be made: a unique index would not have every value."""
        table = Base.metadata.tables[change.table]
        where = " AND ".join(f"{name} = ?" for name in keys(table))
        try:
            if change.column:
                self.door.change(change.table, f"UPDATE {change.table} SET {change.column} = ? WHERE {where}", [change.new, *change.key])
            else:
                self.door.change(change.table, f"DELETE FROM {change.table} WHERE {where}", change.key)
        except REFUSED:
            return False
        return True

    def mend(self, change: Change) -> None:
        table = Base.metadata.tables[change.table]
        if not change.column:
            names, values = ", ".join(change.row), list(change.row.values())
            self.door.change(change.table, f"INSERT INTO {change.table} ({names}) VALUES ({', '.join('?' * len(values))})", values)
            return
        where = " AND ".join(f"{name} = ?" for name in keys(table))
        now = [change.new if name == change.column else value for name, value in zip(keys(table), change.key, strict=True)]
        self.door.change(change.table, f"UPDATE {change.table} SET {change.column} = ? WHERE {where}", [change.old, *now])


def keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def flipped(value: Any, random: Random) -> Any:
    """The value with one bit of one byte the other way; of a text, one letter another."""
    match value:
        case None:
            return "x"
        case int():
            return value ^ (1 << random.randrange(20))
        case bytes():
            at, bit = (random.randrange(len(value)) if value else 0), 1 << random.randrange(8)
            return value[:at] + bytes([value[at] ^ bit]) + value[at + 1 :] if value else b"x"
        case "":
            return "x"
    at = random.randrange(len(value))
    other = chr(ord(value[at]) ^ (1 << random.randrange(7)))
    return value[:at] + (other if other.isprintable() and other != value[at] else "~") + value[at + 1 :]
