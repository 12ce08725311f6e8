"""Attachments: stored when they are sent, so that no error loses them, and handed out to whoever may see their case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_file
from flask.typing import ResponseReturnValue

from procflow import evidence
from procflow.db import now
from procflow.engine import note
from procflow.errors import Invalid
from procflow.forms import Sentence
from procflow.queries import attachment
from procflow.reports.viewed import viewed
from procflow.web import here
from procflow.web.auth import current
from procflow.web.forms import files

SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp"})
MOST_FILES = 20
TOO_MANY = "附件太多，一次最多 {most} 件"

pages = Blueprint("files", __name__)


@pages.get("/cases/<no>/files/<sha256>")
def show(no: str, sha256: str) -> ResponseReturnValue:
    """A file of a case that the reader may see; pictures and PDF in the browser, anything else to be saved."""
    found = attachment(here.reading(), current().person, here.today(), here.ident(sha256), here.ident(no))
    viewed(here.reading(), current().person, here.today(), no)
    answer: Response = send_file(
        evidence.path(folder(), sha256), mimetype=found.media, as_attachment=found.media not in SHOWN, download_name=found.name
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def store() -> tuple[str, ...]:
    """Keep the files that came with this request, each on record by itself; their hashes. Raises Invalid."""
    uploads = files(request.files)
    if len(uploads) > MOST_FILES:
        raise Invalid({"files": [Sentence(TOO_MANY, most=MOST_FILES)]})
    try:
        return tuple(keep(each.read(), each.filename or "", each.mimetype or "", current().person).sha256 for each in uploads)
    finally:
        for each in uploads:
            each.close()


def keep(data: bytes, name: str, media: str, actor: str) -> evidence.StoredFile:
    """One file, on record. Raises Invalid."""
    session = here.writing()
    stored = evidence.keep(session, folder(), data, name, actor, now(session), media=media, most=current_app.config["MAX_FILE_BYTES"])
    said = {"sha256": stored.sha256, "size": stored.size, "media": stored.media}
    note(session, kind="evidence.stored", actor=actor, data=said)
    return stored


def named(hashes: Iterable[str]) -> list[tuple[str, str]]:
    """(hash, name) of stored files; one that was never stored is left out."""
    rows = [evidence.KNOWN.one(here.reading(), of=each) for each in dict.fromkeys(hashes)]
    return [(row.sha256, row.name) for row in rows if row is not None]


def folder() -> Path:
    return Path(current_app.config["EVIDENCE"])
