"""The bundle of one case, put together: records with their proofs, what they name, what the check needs. Whoever may have it is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from procflow import canon
from procflow.errors import NotFound
from procflow.models import AuditEvent, AuditLeaf
from procflow.proof import heads
from procflow.proof.bundle import sources
from procflow.proof.bundle.anchors import Anchors, policy
from procflow.proof.bundle.archive import packed
from procflow.proof.bundle.assembled import verifier
from procflow.proof.bundle.granted import granted
from procflow.proof.keys import State

NOT_SEALED = "这件事的记录还没有封存，请等后台工作封存签名以后再出具"


@dataclass(frozen=True)
class Bundle:
    """The archive, what to call it, and what it reaches: records of the case, size of the checkpoint, up to where its wholeness was stated (0: nowhere)."""

    name: str
    data: bytes
    unit: str
    records: int
    size: int
    whole: int


def bundle(session: Session, actor: str, day: date, no: str, keys: State, *, at: int = 0, printed: Sequence[int] = ()) -> Bundle:
    """The same bytes for the same checkpoint, as long as nothing is erased. Raises NotFound, Refused."""
    of = granted(session, actor, day, no)
    anchors = Anchors(session, at)
    checkpoint, row = anchors.checkpoint, of.row
    rows = records(session.connection(), row.case_id, checkpoint.size)
    if not rows:
        raise NotFound(NOT_SEALED)
    bodies = [canon.loads(body) for body, _ in rows]
    kept, missing = sources.attachments(session, bodies)
    made = dict(sources.stored(session, bodies)) | kept
    for folder, among in (("events", rows), ("epochs", anchors.epochs())):
        for number, (body, place) in enumerate(among):
            made[f"{folder}/{number:05}.json"] = body
            made[f"{'proofs' if folder == 'events' else folder}/{number:05}.tlog-proof"] = anchors.proof(place)
    stated, parts = wholeness(session.connection(), anchors, row.case_id)
    made |= parts | {
        "checkpoint": anchors.note.encode(),
        "policy": policy(keys),
        "consistency.json": canon.dumps(anchors.earlier(printed)),
        "disclosures.json": canon.dumps({"texts": sources.texts(session, bodies)}),
        "people.json": canon.dumps(
            {"people": [{"id": one, "name": name} for one, name in sources.people(session, of.org, bodies).items()]}
        ),
        "verify.py": verifier(),
        "README.md": files(__package__).joinpath("readme.md").read_bytes(),
    }
    case = {"case_id": row.case_id, "no": row.no, "unit": row.unit, "procedure": row.procedure, "subject": row.subject}
    said: dict[str, Any] = {
        "kind": "case", "log": bodies[0]["log"], "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex(),
        "case": case, "records": len(rows), "files_missing": missing,
    }  # fmt: skip
    return Bundle(f"{row.no}-{checkpoint.size}.zip", packed(made, said), row.unit, len(rows), checkpoint.size, stated)


def records(connection: Connection, case: str, size: int) -> list[tuple[bytes, int]]:
    """The exact bytes of the case's records, each with its place in the log, as far as the checkpoint reaches."""
    chosen = select(AuditEvent.body, AuditLeaf.leaf_index).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    mine = chosen.where(AuditEvent.case_id == case, AuditLeaf.leaf_index < size).order_by(AuditEvent.case_seq)
    return [(bytes(body), place) for body, place in connection.execute(mine)]


def wholeness(connection: Connection, anchors: Anchors, case: str) -> tuple[int, dict[str, bytes]]:
    """Up to where the log stated its heads with this case among them, and the statement, its proof, and the head's; 0 and nothing where it did not yet."""
    found = heads.statement(connection, anchors.checkpoint.size)
    if found is None:
        return 0, {}
    form = canon.loads(bytes(found.body))["form"]
    every = heads.heads(connection, form["size"])
    index = next((place for place, each in enumerate(every) if each.case_id == case), -1)
    if index < 0:
        return 0, {}
    path = heads.path_of([each.leaf for each in every], index)
    head = {**every[index]._asdict(), "index": index, "path": [each.hex() for each in path]}
    return form["size"], {
        "heads/statement.json": bytes(found.body),
        "heads/statement.tlog-proof": anchors.proof(found.leaf_index),
        "heads/head.json": canon.dumps(head),
    }
