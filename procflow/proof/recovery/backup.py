"""A backup of the installation while it works: one unchanging view of every table, and the papers. Keys and secrets are not in it.

Nor are the sessions of browsers: one that was ended since must not come alive again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnClause, Engine, column, inspect, select, table, text

from procflow import __version__
from procflow.evidence import intact
from procflow.evidence import path as lying
from procflow.models import Base
from procflow.proof.keys import State
from procflow.proof.recovery.packing import packing
from procflow.proof.rows import Source, still
from procflow.proof.stored import head

LEFT_OUT = frozenset({"auth_session"})


@dataclass(frozen=True)
class Made:
    """What went into a backup; `missing` are papers that the records name and the folder does not have."""

    path: str
    bytes: int
    log: str
    size: int
    root: str
    rows: int
    files: int
    missing: tuple[str, ...]


def backup(engine: Engine, papers: Path, path: Path, signer: State | None) -> Made:
    """Write it; the signer's state tells whoever restores it how far was signed, and with which public keys. Raises Misconfigured."""
    with still(engine) as source:
        told = newest(source)
        manifest: dict[str, Any] = {**told, "version": __version__, "signer": asdict(signer) if signer else None, "tables": {}}
        with packing(path, manifest) as made:
            for name in names(source):
                columns = [each["name"] for each in inspect(source.connection).get_columns(name)]
                chosen: Any = select(*map(column, columns)).select_from(table(name)).order_by(*order(source, name))
                manifest["tables"][name] = {"columns": columns, "rows": made.rows(name, source.each(chosen))}
            wanted = [sha256 for (sha256,) in source.each(select(column("sha256")).select_from(table("evidence_file")))]
            missing = [sha256 for sha256 in wanted if not intact(papers, sha256)]
            for sha256 in sorted(set(wanted) - set(missing)):
                made.paper(sha256, lying(papers, sha256).read_bytes())
            manifest |= {"files": len(wanted) - len(missing), "missing": missing}
    count = sum(each["rows"] for each in manifest["tables"].values())
    return Made(str(path), path.stat().st_size, told["log"], told["size"], told["root"], count, manifest["files"], tuple(missing))


def newest(source: Source) -> dict[str, Any]:
    """Which log it is of, how far it was sealed, and the shape of the tables."""
    last = head(source.connection)
    ask = source.connection.scalar
    return {
        "log": ask(text("SELECT value FROM installation WHERE name = 'log'")) or "",
        "made_at": ask(text("SELECT max(recorded_at) FROM audit_event")) or "",
        "revision": ask(text("SELECT version_num FROM alembic_version")) or "",
        "size": last.size,
        "root": last.root.hex(),
    }


def names(source: Source) -> list[str]:
    """Our tables that are there, those first that others refer to."""
    there = set(inspect(source.connection).get_table_names())
    return [each.name for each in Base.metadata.sorted_tables if each.name in there - LEFT_OUT]


def order(source: Source, name: str) -> list[ColumnClause[Any]]:
    """As the rows were written where the database knows, else by their keys: the same state gives the same bytes."""
    if source.connection.dialect.name == "sqlite":
        return [column("rowid")]
    return [column(each) for each in inspect(source.connection).get_pk_constraint(name)["constrained_columns"]]
