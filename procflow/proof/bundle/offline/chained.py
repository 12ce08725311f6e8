"""The records of a bundle: each in the log under the checkpoint, each naming the one before, all of one case of one log; it reads no meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from procflow.proof.bundle.offline.opened import Opened, value_of
from procflow.proof.bundle.offline.refusing import demand, dig
from procflow.proof.bundle.offline.signed import Checkpoint, proof_parts
from procflow.proof.bundle.offline.trees import NoProof, included, leaf_of

FIRST_LINK = "00" * 32
LEAF_HEX = 64


class Sealed(NamedTuple):
    """A record: where it lies in the bundle, what it says, its place in the log, its leaf hash."""

    path: str
    body: Any
    place: int
    leaf: str


def chain_of(bundle: Opened, checkpoint: Checkpoint, note: str) -> list[Sealed]:
    """The records of the case in their order. Raises Refuse."""
    said = bundle.said
    found: list[Sealed] = []
    before, last, count = FIRST_LINK, -1, said["records"]
    for seq, (path, proof) in enumerate(each_record(count)):
        record = sealed(bundle, path, proof, checkpoint, note)
        body = record.body
        demand(same_log(dig(body, "log"), checkpoint.origin), "OTHER_LOG", path=path, expected=checkpoint.origin, found=dig(body, "log"))
        demand(dig(body, "case_id") == said["case"]["case_id"], "OTHER_CASE", path=path, found=dig(body, "case_id"))
        demand(dig(body, "case_seq") == seq, "OUT_OF_ORDER", path=path, expected=seq, found=dig(body, "case_seq"))
        demand(dig(body, "prev") == before, "CHAIN_BROKEN", path=path)
        demand(record.place > last, "LOG_ORDER", path=path)
        before, last = record.leaf, record.place
        found.append(record)
    demand(found, "EMPTY")
    spare = [path for path in bundle.files if path.startswith("events/") and path not in {each.path for each in found}]
    demand(not spare, "RECORDS_SPARE", path=", ".join(sorted(spare)))
    return found


def each_record(count: int) -> Iterator[tuple[str, str]]:
    for seq in range(count):
        yield f"events/{seq:05}.json", f"proofs/{seq:05}.tlog-proof"


def sealed(bundle: Opened, path: str, proof: str, checkpoint: Checkpoint, note: str) -> Sealed:
    """A record that stands in the log under this checkpoint. Raises Refuse."""
    data = bundle.get(path)
    body = value_of(data, path)
    index, hashes, under = proof_parts(bundle.text(proof))
    demand(under == note, "OTHER_CHECKPOINT", path=proof)
    try:
        included(leaf_of(data), index, checkpoint.size, hashes, checkpoint.root)
    except NoProof:
        demand(False, "NOT_IN_LOG", path=path)
    return Sealed(path, body, index, leaf_of(data).hex())


def same_log(log: Any, origin: str) -> bool:
    """Whether a record of this log may stand under a checkpoint of that origin: the log's own, or a later epoch of it (`log-2`)."""
    rest = origin[len(log) :] if isinstance(log, str) and origin.startswith(log) else None
    return rest is not None and (rest == "" or (rest.startswith("-") and rest[1:].isdigit()))
