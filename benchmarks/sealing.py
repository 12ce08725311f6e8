"""The sealed log: records sealed a second, the tree verified a second against bare reading and hashing, a proof at that size.

`python -m benchmarks.sealing 100000` (SQLite in a scratch folder; `--url` names an empty PostgreSQL database instead).
"""

import argparse
import os
import tempfile
import time
from hashlib import sha256

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from procflow.models import AuditEvent
from procflow.proof import merkle
from procflow.proof.findings import Findings
from procflow.proof.rows import still
from procflow.proof.sealer import seal
from procflow.proof.stored import Nodes, head
from procflow.proof.tree import tree
from procflow.schema import upgrade

BODY = 814  # bytes, as a usual record has
AT_ONCE = 10_000
PROOFS = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int, nargs="?", default=100_000)
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.url or f"sqlite:///{folder}/log.sqlite3", given.records)


def measure(url: str, records: int) -> None:
    upgrade(url)
    engine = create_engine(url)
    with Session(engine) as session:
        fill(session, records)
        begun = time.perf_counter()
        seal(session)
        told("sealed", records, time.perf_counter() - begun)
    with still(engine) as source:
        begun = time.perf_counter()
        for (body,) in source.each(select(AuditEvent.body)):
            sha256(b"\x00" + bytes(body)).digest()
        bare = time.perf_counter() - begun
        told("read and hashed", records, bare)
        begun = time.perf_counter()
        findings = Findings()
        tree(source, findings)
        whole = time.perf_counter() - begun
        told("tree verified", records, whole)
        print(f"verified / bare: {whole / bare:.2f}; findings: {findings.any(('leaf', 'node', 'head'))}")
    with engine.connect() as connection:
        found, nodes = head(connection), Nodes(connection)
        step = max(1, records // PROOFS)
        begun = time.perf_counter()
        for index in range(0, records, step):
            merkle.check_inclusion(nodes(0, index), index, found.size, merkle.inclusion(nodes, index, found.size), found.root)
        count = len(range(0, records, step))
        print(f"inclusion, made and checked: {(time.perf_counter() - begun) / count * 1000:.2f} ms")
    engine.dispose()


def fill(session: Session, records: int) -> None:
    """Records that are nothing but bytes: what a sealer reads."""
    for start in range(0, records, AT_ONCE):
        rows = [row(number) for number in range(start, min(records, start + AT_ONCE))]
        session.execute(insert(AuditEvent), rows)
        session.commit()


def row(number: int) -> dict[str, object]:
    text = dict.fromkeys(("unit", "type", "actor_id", "occurred_on", "recorded_at"), "x")
    names = {
        "event_id": f"{number:036}",
        "command_id": f"{number:064}",
        "ordinal": 0,
        "case_id": "c",
        "case_seq": number,
        "outcome": "done",
    }
    return text | names | {"body": os.urandom(BODY)}


def told(what: str, records: int, seconds: float) -> None:
    print(f"{what}: {records / seconds:,.0f} records/s ({seconds:.2f} s)")


if __name__ == "__main__":
    main()
