"""What the records of a case name: tables, regimes, annexes, files, texts, people. It fetches by hash and commitment, and makes nothing up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import canon, evidence
from procflow.access import Organisation
from procflow.errors import NotFound
from procflow.evidence import SUFFIXES
from procflow.models import AuditAnnex, ProcedureEdition, RegimeVersion, Vaulted
from procflow.queries.people import of_unit

Body = Mapping[str, Any]


def stored(session: Session, bodies: Sequence[Body]) -> Iterator[tuple[str, bytes]]:
    """Tables, regimes and annexes, each under its hash."""
    tables = {each["procedure"]["sha256"] for each in bodies}
    annexes = {value["annex"] for each in bodies for value in (each["form"], each["effects"]) if named(value)}
    found = dict(session.execute(select(AuditAnnex.sha256, AuditAnnex.bytes).where(AuditAnnex.sha256.in_(annexes))).all())
    effects = [
        one
        for each in bodies
        for one in (canon.loads(bytes(found[each["effects"]["annex"]])) if named(each["effects"]) else each["effects"])
    ]
    regimes = {each["regime"]["sha256"] for each in bodies} | {one["sha256"] for one in effects if one["kind"] == "adopt"}
    for folder, table, wanted in (("definitions", ProcedureEdition, tables), ("regimes", RegimeVersion, regimes)):
        for sha256, body in session.execute(select(table.sha256, table.body).where(table.sha256.in_(wanted))):
            yield f"{folder}/{sha256}.json", bytes(body)
    for sha256, content in found.items():
        yield f"annexes/{sha256}.json", bytes(content)


def named(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"annex", "count"}


def attachments(session: Session, bodies: Sequence[Body]) -> tuple[dict[str, bytes], list[str]]:
    """The files by their paths, and the hashes of those that are not kept."""
    found, missing = {}, []
    for sha256, media in sorted({(one["sha256"], one["media"]) for each in bodies for one in each["attachments"]}):
        try:
            found[f"attachments/{sha256}.{SUFFIXES.get(media, 'bin')}"] = evidence.content(session, sha256)
        except NotFound:
            missing.append(sha256)
    return found, missing


def texts(session: Session, bodies: Sequence[Body]) -> list[dict[str, str]]:
    """What stands behind the commitments, with its salt; an erased text is left out. What a request was is nobody's evidence."""
    promised = [(each["event_id"], field, made) for each in bodies for field, made in each["pii"].items() if field != "request"]
    chosen = select(Vaulted.commitment, Vaulted.salt, Vaulted.value).where(Vaulted.commitment.in_([made for *_, made in promised]))
    kept = {row.commitment: row for row in session.execute(chosen)}
    return [
        {"event_id": event, "field": field, "salt": bytes(kept[made].salt).hex(), "value": kept[made].value}
        for event, field, made in promised
        if made in kept
    ]


def people(session: Session, org: Organisation, bodies: Sequence[Body]) -> dict[str, str]:
    """Who the ids in the actors' places are, as the office calls them: for reading, proved by nothing."""
    ids = {
        str(one)
        for each in bodies
        for one in (each["actor"]["id"], each["actor"]["entered_for"], each["actor"]["on_behalf_of"], each["subject"])
        if one
    }
    return {person: name for person, name in sorted(of_unit(session, org, ids).items()) if name != person}
