"""What somebody typed when their session ran out: carried through the sign-in page, signed, given back to its author alone. It keeps no password."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

DAY = 86_400
FIELD = "kept"
NOT_TYPED = frozenset({"csrf_token"})
SECRET = frozenset({"own.change", "proving.again"})  # what is typed there is typed again
WHOEVER = ""  # a browser that has forgotten who sat at it: whoever signs in at that very page


@dataclass(frozen=True, slots=True)
class Kept:
    """A POST that was not taken: where it went, what it held, in which unit. Files stand apart, under their hashes."""

    path: str
    fields: list[tuple[str, str]]
    files: tuple[str, ...] = ()  # names of those that came with it and must be chosen again
    unit: str = ""


def seal(person: str) -> str:
    """The POST that has just come in, for this person to send again after signing in; "" for one that holds a password."""
    if request.endpoint in SECRET:
        return ""
    found = at_hand()
    said = {"person": person, "path": found.path, "fields": found.fields, "files": found.files, "unit": found.unit}
    return str(serializer().dumps(said))


def at_hand() -> Kept:
    """The POST that has just come in."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
    return Kept(
        request.full_path.rstrip("?"),
        fields,
        tuple(each.filename for each in request.files.values() if each.filename),
        session.get("unit", ""),
    )


def unseal(text: str, person: str) -> Kept | None:
    """What was kept, if it is this person's, whole and not older than a day."""
    try:
        found = serializer().loads(text, max_age=DAY)
    except BadData:
        return None
    if found["person"] not in (person, WHOEVER):
        return None
    return Kept(found["path"], [(name, value) for name, value in found["fields"]], tuple(found.get("files", ())), found.get("unit", ""))


def serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept form")
