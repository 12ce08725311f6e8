"""What somebody typed when their session ran out: carried through the sign-in page, signed, and given back to its author alone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

DAY = 86_400
FIELD = "kept"
NOT_TYPED = frozenset({"csrf_token"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A POST that was not taken: where it went and what it held. Files stand apart, under their hashes."""

    path: str
    fields: list[tuple[str, str]]
    files: tuple[str, ...] = ()  # names of those that came with it and must be chosen again


def seal(person: str) -> str:
    """The POST that has just come in, for this person to send again after signing in."""
    found = at_hand()
    said = {"person": person, "path": found.path, "fields": found.fields, "files": found.files}
    return str(serializer().dumps(said))


def at_hand() -> Kept:
    """The POST that has just come in."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
    return Kept(request.full_path.rstrip("?"), fields, tuple(each.filename for each in request.files.values() if each.filename))


def unseal(text: str, person: str) -> Kept | None:
    """What was kept, if it is this person's, whole and not older than a day."""
    try:
        found = serializer().loads(text, max_age=DAY)
    except BadData:
        return None
    if found["person"] != person:
        return None
    return Kept(found["path"], [(name, value) for name, value in found["fields"]], tuple(found.get("files", ())))


def serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept form")
