"""Drafts of forms: what somebody has typed so far, sealed with a key of theirs alone, and found again where it was typed. It takes no step."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from hmac import digest

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from procflow import canon
from procflow.engine import drafts as keeping
from procflow.queries import drafts as lying
from procflow.web import here, sessions
from procflow.web.auth import current
from procflow.web.kept import NOT_TYPED

FILES = "files-kept"
UNSAVED = NOT_TYPED | {"key", "version", "preview", "store", FILES}
LONGEST = 2_000_000
TOO_LONG = "内容太多，没有存成草稿；请先办下一步，或者分几次填"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: a step of a case by its number, or the first step of one that would begin."""

    no: str
    procedure: str
    unit: str
    subject: str
    period: str
    entered_for: str
    step: str

    @property
    def name(self) -> str:
        return canon.digest(list(asdict(self).values()))


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, when (a stamp of the real clock), what it is about in words, and where."""

    typed: MultiDict[str, str]
    saved: str
    title: str
    place: Place


def keep(place: Place, title: str, files: Iterable[str]) -> str:
    """Keep the POST at hand, with the files stored by now; the stamp of when, "" if it is longer than anybody types."""
    fields = [[name, value] for name, value in request.form.items(multi=True) if name not in UNSAVED]
    fields += [[FILES, each] for each in files]
    sealed, at = seal({"fields": fields, "title": title, "place": asdict(place)}), canon.stamp(sessions.real_now())
    if len(sealed) > LONGEST:
        return ""
    keeping.keep(here.writing(), current().person, place.name, sealed, at)
    return at


def drop(place: Place) -> None:
    keeping.drop(here.writing(), current().person, place.name)


def find(place: Place) -> Draft | None:
    """The reader's own draft of this form."""
    found = lying.draft(here.reading(), current().person, place.name)
    return opened(found) if found else None


def own() -> list[Draft]:
    """All of the reader's drafts, the newest first; of cases, and of what begins in the unit worked in."""
    found = [opened(each) for each in lying.drafts(here.reading(), current().person)]
    return [each for each in found if each and (each.place.no or each.place.unit == current().unit)]


def opened(found: lying.SealedDraft) -> Draft | None:
    """None for what was sealed under a secret that the installation no longer has."""
    from cryptography.fernet import Fernet, InvalidToken  # slow to import: only where a draft lies

    try:
        said = json.loads(Fernet(lock(current().person)).decrypt(found.sealed.encode()))
    except InvalidToken:
        return None
    return Draft(MultiDict((name, value) for name, value in said["fields"]), found.saved, said["title"], Place(**said["place"]))


def seal(said: object) -> str:
    from cryptography.fernet import Fernet

    return Fernet(lock(current().person)).encrypt(json.dumps(said, ensure_ascii=False).encode()).decode()


def lock(person: str) -> bytes:
    return derived(str(current_app.secret_key), person)


@lru_cache(maxsize=512)
def derived(secret: str, person: str) -> bytes:
    """A key for each person: a row that was moved to somebody else opens for nobody."""
    return urlsafe_b64encode(digest(secret.encode(), f"draft/{person}".encode(), sha256))
