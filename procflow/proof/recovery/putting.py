"""One row put back as the exported log has it: proved first, put on record, then written past the guards, in one transaction; it guesses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, column, insert, select, table, update
from sqlalchemy.orm import Session

from procflow import audit, canon, ledger, schema
from procflow.engine import note
from procflow.errors import Misconfigured, NotFound
from procflow.models import AuditLeaf
from procflow.proof.epochs import permitted
from procflow.proof.keys import State
from procflow.proof.merkle import hash_leaf
from procflow.proof.recovery.exported import read
from procflow.proof.recovery.filling import TRIGGERS

PUT_BACK = "log.row_restored"
WHO = frozenset({"sysadmin", "auditor"})
NOT_YOURS = "恢复一行由系统管理员或审计查阅人办理"
UNKNOWN = "导出的日志里没有“{key}”，或它不能由日志恢复：请用备份"
UNTRUSTED = "导出的日志没有这里的签名密钥签过的检查点，不能据以恢复"


class Wanted(NamedTuple):
    """A row as it must be; it is found by the first of these ways that finds one."""

    table: str
    ways: tuple[tuple[str, ...], ...]
    row: dict[str, Any]


class PutBack(NamedTuple):
    """What was put back; `changed` is False where everything stood as it should."""

    table: str
    key: str
    changed: bool


def put_back(session: Session, signer: State, actor: str, path: Path, key: str) -> PutBack:
    """Put back what this key names. Raises Refused, NotFound, Misconfigured; then nothing was changed."""
    permitted(session, actor, WHO, PUT_BACK, {"key": key}, NOT_YOURS)
    session.rollback()
    bind = session.get_bind()
    engine = bind.engine if isinstance(bind, Connection) else bind
    wanted, size = sought(engine, signer, path, key)
    with engine.connect().execution_options(read_only=True) as connection:
        before = [stored(connection, each) for each in wanted]
    changed = any(was != each.row for was, each in zip(before, wanted, strict=True))
    if changed:
        was, now = digest(before), digest([each.row for each in wanted])
        note(session, kind=PUT_BACK, actor=actor, data={"table": wanted[0].table, "key": key, "was": was, "now": now, "size": size})
        write(engine, wanted)
    return PutBack(wanted[0].table, key, changed)


def sought(engine: Engine, signer: State, path: Path, key: str) -> tuple[list[Wanted], int]:
    """The rows that the file proves under this key, the one that was meant first, and the size that is proved. Raises NotFound, Misconfigured."""
    bodies: dict[int, tuple[bytes, dict[str, Any]]] = {}
    place = handle(engine, key)

    def look(index: int, body: bytes, data: dict[str, Any]) -> None:
        chain = data.get("case_id") or data["stream"]
        effects = data["effects"] if isinstance(data["effects"], list) else named(path, data["effects"]["annex"])
        entries = {each["entry_id"] for each in effects if each["kind"] == "entry"}
        if index == place or key in entries | {data["event_id"], f"{chain}/{data['case_seq']}"}:
            bodies[index] = body, {**data, "effects": effects}

    with path.open("rb") as file:
        found = read(file, path, signer.vkeys, look)
    if not found.trusted:
        raise Misconfigured(UNTRUSTED)
    wanted = [row for index, (body, data) in bodies.items() if index < found.trusted for row in rows(engine, index, body, data, key)]
    if key in found.named:
        wanted += content(path, key)
    if not wanted:
        raise NotFound(UNKNOWN, key=key)
    return wanted, found.trusted


def handle(engine: Engine, key: str) -> int | None:
    """The place in the tree of the record with this handle."""
    if not key.isdecimal():
        return None
    with engine.connect().execution_options(read_only=True) as connection:
        place: int | None = connection.scalar(select(AuditLeaf.leaf_index).where(AuditLeaf.event_pk == int(key)))
        return place


def rows(engine: Engine, index: int, body: bytes, data: dict[str, Any], key: str) -> list[Wanted]:
    """A record with its leaf, or the entry of it that was meant."""
    leaf = hash_leaf(body)
    for number, each in enumerate(data["effects"]):
        if each["kind"] == "entry" and each["entry_id"] == key:
            return [
                Wanted(
                    "ledger_entry", (("entry_id",), ("event_hash", "effect_no")), ledger.row(each, number, leaf.hex(), data["recorded_at"])
                )
            ]
    with engine.connect().execution_options(read_only=True) as connection:
        pk = connection.scalar(select(AuditLeaf.event_pk).where(AuditLeaf.leaf_index == index))
    row = {**audit.projection(data), "body": body} | ({} if pk is None else {"id": pk})
    wanted = [Wanted("audit_event", (("event_id",), ("case_id", "case_seq"), *([("id",)] if pk is not None else [])), row)]
    if pk is not None:
        wanted.append(Wanted("audit_leaf", (("leaf_index",),), {"event_pk": pk, "leaf_index": index, "leaf_hash": leaf}))
    return wanted


def named(path: Path, sha256: str) -> Any:
    return canon.loads(raw(path, sha256))


def raw(path: Path, sha256: str) -> bytes:
    """The bytes with this hash. Raises NotFound."""
    with path.open("rb") as file:
        for line in file:
            if line.startswith(b"named ") and canon.sha256(line[6:-1]) == sha256:
                return line[6:-1]
    raise NotFound(UNKNOWN, key=sha256)


def content(path: Path, sha256: str) -> list[Wanted]:
    """What records name by this hash: a table, a set of rules, else an annex."""
    held = raw(path, sha256)
    data = canon.loads(held)
    if isinstance(data, dict) and "states" in data:
        row = {"sha256": sha256, "procedure": data["key"], "edition": data["edition"], "body": held}
        return [Wanted("procedure_edition", (("sha256",), ("procedure", "edition")), row)]
    if isinstance(data, dict) and "version" in data:
        row = {"sha256": sha256, "regime": data["id"], "version": str(data["version"]), "body": held}
        return [Wanted("regime_version", (("sha256",),), row)]
    return [Wanted("audit_annex", (("sha256",),), {"sha256": sha256, "bytes": held})]


def stored(connection: Connection, wanted: Wanted) -> dict[str, Any] | None:
    """The row as it stands there now."""
    for way in wanted.ways:
        chosen: Any = select(*map(column, wanted.row)).select_from(table(wanted.table)).where(*at(way, wanted.row))
        for row in connection.execute(chosen).mappings():
            return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
    return None


def at(way: tuple[str, ...], row: Mapping[str, Any]) -> list[Any]:
    return [column(name) == row[name] for name in way]


def write(engine: Engine, wanted: list[Wanted]) -> None:
    """All of it or nothing; the guards stand again before anybody else can write."""
    with engine.begin() as connection:
        schema.hold(connection)
        postgresql = connection.dialect.name == "postgresql"
        for name, of in connection.exec_driver_sql(TRIGGERS[connection.dialect.name]).all():
            if of in {each.table for each in wanted}:
                connection.exec_driver_sql(f"DROP TRIGGER {name}" + (f" ON {of}" if postgresql else ""))
        for each in wanted:
            target = table(each.table, *map(column, each.row))
            for way in each.ways:
                if connection.execute(update(target).where(*at(way, each.row)).values(each.row)).rowcount:
                    break
            else:
                connection.execute(insert(target).values(each.row))
        schema.install_triggers(connection)


def digest(rows: Sequence[dict[str, Any] | None]) -> str:
    return canon.sha256(repr([sorted(each.items()) if each else None for each in rows]).encode())
