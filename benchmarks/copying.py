"""Copies of true rows under new ids, hashed and chained anew, so that many cases can stand where one was played; it writes nothing itself.

A copied case passes `audit verify`. A copied unit is for reading only: its facts name records that were never written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from procflow import canon
from procflow.models import AuditEvent, Base, Case, CaseLink, DatedFact, LedgerEntry, Notice, Task, Unit, Vaulted

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Copied = tuple[str, tuple[str, ...], Sequence[Any]]
IDS = ("event_id", "case_id", "entry_id", "task_id", "fact_id")
FIRST = 0x18E595F4680  # the millisecond from which the ids of copies count on
UUID, HEX = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), re.compile("[0-9a-f]{64}")
SALT = 16
LEFT = ("audit_event", "proc_case", "case_link", "ledger_entry", "notice", "pii_vault", "task")


class Template:
    """Rows to be copied. `swaps` are values (a member, a unit, a period) that a copy may replace wherever they stand by themselves."""

    def __init__(self, rows: Rows, swaps: Sequence[str] = (), numbers: Sequence[str] = ()) -> None:
        self.rows, self.swaps, self.numbers = rows, tuple(swaps), tuple(numbers)
        self.ids, self.hashes, self.leaves = self._tokens()
        words = [*self.ids, *self.hashes, *self.leaves, *self.numbers, *(f'"{each}"' for each in self.swaps)]
        split = re.compile("(" + "|".join(map(re.escape, words)) + ")")
        self.body = list(rows["audit_event"][0]).index("body") if rows.get("audit_event") else 0
        self.parts = [(table, tuple(row), tuple(row.values()), tuple(self._cut(split, row)), leaf)
                      for table, found in rows.items() for row, leaf in zip_longest(found, self.leaves if table == "audit_event" else ())]  # fmt: skip
        self.events = {made: (str(canon.loads(bytes(row["body"]))["event_id"]), field) for row in rows.get("audit_event", ())
                       for field, made in canon.loads(bytes(row["body"]))["pii"].items()}  # fmt: skip

    def copy(self, number: int, swapped: Mapping[str, str] | None = None, code: str = "") -> Iterator[Copied]:
        """Copy number 1, 2, 3 …: (table, columns, values). `code` begins the numbers of its cases; acts lie a millisecond apart."""
        given = swapped or {}
        new = {old: given.get(old, old) for old in self.swaps} | {f'"{old}"': f'"{given.get(old, old)}"' for old in self.swaps}
        start, acts = FIRST + number * (1 + max(self.ids.values(), default=0)), 0
        for place, (old, acts) in enumerate(self.ids.items()):
            moment = f"{start + acts:012x}"
            new[old] = f"{moment[:8]}-{moment[8:]}-7{place & 0xFFF:03x}-8000-{number:012x}"
        for old in self.hashes:
            new[old] = sha256(f"{old}{number}".encode()).hexdigest()
        for old in self.numbers:
            front, kind, year, last = old.rsplit("-", 3)
            new[old] = f"{code or front}-{kind}-{year}-{int(last) + number:04d}"
        for row in self.rows["pii_vault"] if self.events and "pii_vault" in self.rows else ():
            event, field = self.events[row["commitment"]]
            new[row["commitment"]] = canon.commitment(bytes(row["salt"]), new[event], field, row["value"])
        for table, columns, row, cut, leaf in self.parts:
            made = list(row)
            for place, parts in cut:
                made[place] = "".join([new.get(each, each) for each in parts])
            if leaf:
                made[self.body] = body = made[self.body].encode()
                new[leaf] = sha256(b"\x00" + body).hexdigest()
            yield table, columns, made

    def _tokens(self) -> tuple[dict[str, int], list[str], list[str]]:
        """Ids with the number of the act that made them, hashes that are only told apart, and hashes of bodies."""
        ids: dict[str, int] = {}
        leaves, commands = [], []
        for row in self.rows.get("audit_event", ()):
            row["body"] = bytes(row["body"])
            leaves.append(canon.leaf(row["body"]))
            commands += [row["command_id"]] if row["command_id"] not in commands else []
            for each in UUID.findall(row["body"].decode()):
                ids.setdefault(each, len(commands))
        for row in (row for found in self.rows.values() for row in found):
            for name in IDS:
                if name in row and UUID.fullmatch(str(row[name])):
                    ids.setdefault(row[name], len(commands))
        named = {
            row[name] for found in self.rows.values() for row in found for name in ("event_hash", "commitment", "facts_head") if name in row
        }
        return ids, sorted({*commands, *named} - {*leaves, canon.ZERO}), leaves

    def _cut(self, split: re.Pattern[str], row: Row) -> Iterator[tuple[int, list[str]]]:
        """The columns that differ from copy to copy, in parts of which every second one is replaced."""
        for place, value in enumerate(row.values()):
            text = value.decode() if isinstance(value, bytes) and len(value) > SALT else value
            parts = [text] if text in self.swaps else split.split(text) if isinstance(text, str) else []
            if len(parts) > 1 or text in self.swaps:
                yield place, parts


def cases(
    session: Session, ids: Sequence[str], swaps: Sequence[str] = (), tables: Sequence[str] = LEFT, records: Sequence[str] = ()
) -> Template:
    """What some cases left behind, all of it or in some tables only; `records` names the only types of records that are wanted."""
    events = chosen(session, AuditEvent, AuditEvent.case_id.in_(ids), AuditEvent.type.in_(records) if records else true())
    events.sort(key=lambda row: row["id"])
    leaves = [canon.leaf(bytes(row["body"])) for row in events]
    sealed = [made for row in events for made in canon.loads(bytes(row["body"]))["pii"].values()]
    rows = {"audit_event": [{name: value for name, value in row.items() if name != "id"} for row in events],
            "proc_case": chosen(session, Case, Case.case_id.in_(ids)), "case_link": chosen(session, CaseLink, CaseLink.case_id.in_(ids)),
            "ledger_entry": chosen(session, LedgerEntry, LedgerEntry.event_hash.in_(leaves)),
            "notice": chosen(session, Notice, Notice.event_hash.in_(leaves)),
            "pii_vault": chosen(session, Vaulted, Vaulted.commitment.in_(sealed)), "task": chosen(session, Task, Task.case_id.in_(ids))}  # fmt: skip
    return Template({table: rows[table] for table in tables}, swaps, [row["no"] for row in rows["proc_case"]])


def unit(session: Session, of: str, swaps: Sequence[str]) -> Template:
    """A unit with its standing facts and the names of its people, for reading."""
    facts = chosen(session, DatedFact, DatedFact.unit == of)
    sealed = {made for row in facts for made in HEX.findall(row["data"])}
    found = chosen(session, Unit, Unit.unit_id == of)
    return Template({"unit": found, "dated_fact": facts,
                     "pii_vault": chosen(session, Vaulted, Vaulted.commitment.in_(sealed))}, (of, *swaps, found[0]["path"], found[0]["code"]))  # fmt: skip


def chosen(session: Session, table: type[Base], *where: Any) -> list[Row]:
    return [dict(row._mapping) for row in session.execute(select(*table.__table__.columns).where(*where))]  # noqa: SLF001 - SQLAlchemy's own word
