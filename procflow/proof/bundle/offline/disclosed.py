"""What stands beside the records: files that they name by hash, texts behind their commitments. It tells what is erased, and guesses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from procflow.proof.bundle.offline.canonical import canonical
from procflow.proof.bundle.offline.chained import Sealed
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import demand

DISCLOSURES = "disclosures.json"


class Beside(NamedTuple):
    files: int
    files_missing: int
    texts: int
    texts_missing: int


def beside(bundle: Opened, records: Sequence[Sealed]) -> Beside:
    """Raises Refuse for a file or text that is not the one on record, or that no record names."""
    named = {each["sha256"]: each["size"] for record in records for each in record.body["attachments"]}
    held = {path.split("/")[1].partition(".")[0]: path for path in bundle.files if path.startswith("attachments/")}
    for digest, path in sorted(held.items()):
        data = bundle.files[path]
        fits = sha256(data).hexdigest() == digest and named.get(digest) == len(data)
        demand(fits, "OTHER_CONTENT", path=path)
    gone = set(bundle.said["files_missing"])
    demand(
        set(named) == set(held) | gone and not set(held) & gone, "ATTACHMENT_MISSING", path=", ".join(sorted(set(named) - set(held) - gone))
    )
    told, kept = bundle.value(DISCLOSURES), 0
    promised = {
        (record.body["event_id"], field): made for record in records for field, made in record.body["pii"].items() if field != "request"
    }
    for each in told["texts"]:
        expected = promised.pop((each["event_id"], each["field"]), None)
        demand(commitment_of(each) == expected, "OTHER_TEXT", path=each["event_id"], found=each["field"])
        kept += 1
    return Beside(len(held), len(gone), kept, len(promised))


def commitment_of(text: Any) -> str:
    salt = bytes.fromhex(text["salt"])
    return sha256(b"procflow-pii/1" + salt + canonical([text["event_id"], text["field"], text["value"]])).hexdigest()
