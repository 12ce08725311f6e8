"""The third step after a sealing: each witness is shown the last checkpoint with its proof, and a true line of its is kept. No transaction is open meanwhile."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from procflow.proof.merkle import Unproved, consistency
from procflow.proof.notes import Note, Untrue
from procflow.proof.publishing import keep_line
from procflow.proof.stored import Broken, Nodes
from procflow.proof.witness.asked import PATH, Asked, told_size
from procflow.proof.witnesses import Party, Witnesses, last
from procflow.queries.checkpoints import LastCheckpoint, last_checkpoint
from procflow.relay.posting import PATIENCE, exchange

LONGEST, ATTEMPTS = 65_536, 3
SIGNED, REFUSED, UNKNOWN, UNTRUSTED, SILENT, GARBLED = "signed", "refused", "unknown", "untrusted", "silent", "garbled"
STATUS: Mapping[int, str] = {HTTPStatus.NOT_FOUND: UNKNOWN, HTTPStatus.FORBIDDEN: UNTRUSTED}

Fetch = Callable[[str, bytes], tuple[int, str]]


@dataclass(frozen=True)
class Said:
    """What came of asking one witness: signed, refused (it knows another log of this name), unknown (the log), untrusted (its key), silent, garbled."""

    witness: str
    outcome: str
    origin: str
    size: int
    known: int


def cosign(session: Session, witnesses: Witnesses, fetch: Fetch | None = None) -> tuple[Said, ...]:
    """Ask every witness that has not signed the last checkpoint; nothing where nothing was signed yet."""
    newest = last_checkpoint(session)
    if newest is None:
        session.rollback()
        return ()
    return tuple(asked(session, newest, each, fetch or fetched) for each in witnesses.parties)


def asked(session: Session, newest: LastCheckpoint, party: Party, fetch: Fetch) -> Said:
    """One witness; where it tells of another size than ours it is asked once more from there, thrice at most."""
    known = last(session, newest.origin, party.key).size
    session.rollback()
    say = lambda outcome: Said(party.key.name, outcome, newest.origin, newest.size, known)
    if known == newest.size:
        return say(SIGNED)
    try:
        status, text = fetch(party.url + PATH, body(session, newest, known))
        tried = {known}
        while status == HTTPStatus.CONFLICT and (told := told_size(text)) is not None and fresh(told, tried, newest.size):
            status, text = fetch(party.url + PATH, body(session, newest, told))
    except (http.client.HTTPException, OSError, ValueError):
        return say(SILENT)
    if status == HTTPStatus.OK:
        return say(SIGNED if kept(session, newest, party, text) else GARBLED)
    if status == HTTPStatus.CONFLICT and overtaken(session, newest):
        return say(SIGNED)  # by another process of ours, which showed it a newer one meanwhile
    return say(REFUSED if status in (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY) else STATUS.get(status, GARBLED))


def fresh(told: int, tried: set[int], most: int) -> bool:
    """Whether it is worth asking from there, and that it now was."""
    worth = told not in tried and told <= most and len(tried) < ATTEMPTS
    tried.add(told)
    return worth


def body(session: Session, newest: LastCheckpoint, old: int) -> bytes:
    """The request, with the proof from that size. Where the stored tree gives none, none is sent: the witness will not sign, and that is told."""
    try:
        proof = consistency(Nodes(session.connection(execution_options={"read_only": True})), old, newest.size) if old else []
    except (Broken, Unproved):
        proof = []
    finally:
        session.rollback()
    return str(Asked(old, tuple(proof), newest.note)).encode()


def kept(session: Session, newest: LastCheckpoint, party: Party, text: str) -> bool:
    """Whether its line stands under our note and is true; other keys' lines are left out."""
    try:
        read = Note.read(newest.note + text)
        if not text or party.key not in read.check(party.key):
            return False
    except Untrue:
        return False
    line = next(each for each in text.splitlines(keepends=True) if Note.read(newest.note + each).check(party.key))
    keep_line(session, newest.origin, newest.size, party.key.name, line)
    return True


def overtaken(session: Session, newest: LastCheckpoint) -> bool:
    now = last_checkpoint(session)
    session.rollback()
    return now is not None and now.size > newest.size


def fetched(url: str, sent: bytes) -> tuple[int, str]:
    """Raises OSError, HTTPException, ValueError."""
    status, answer = exchange(urlsplit(url), {"Content-Type": "text/plain"}, sent, PATIENCE, LONGEST)
    return status, answer.decode()
