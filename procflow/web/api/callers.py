"""Who calls: the person behind a bearer token, in the language asked for. It says who is here, never what they may do."""

from __future__ import annotations

from flask import Blueprint, current_app, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from procflow.access import tokens
from procflow.canon import stamp
from procflow.db import db, moment
from procflow.engine import note
from procflow.models import ApiToken
from procflow.web.sessions import real_now
from procflow.wording import LANGUAGES

BEARER = "Bearer "


def install(pages: Blueprint) -> None:
    pages.before_request(guard)


def guard() -> None:
    """Denied unless a valid token is shown, or the operation is public. Raises Unauthorized, Forbidden."""
    g.lang = language()
    db.session.connection(execution_options={"read_only": True})
    present = moment(db.session())
    g.now, g.rehearsal = present.at, present.at if present.clock == "rehearsal" else None
    operation = current_app.extensions["operations"].get(request.endpoint)
    if operation is None or operation.public:
        return
    given = request.headers.get("Authorization", "")
    if not given.startswith(BEARER):
        raise Unauthorized
    at = real_now()
    row = tokens.find(db.session(), given.removeprefix(BEARER).strip(), at)
    if row is None:
        raise Unauthorized
    if operation.acts and row.scope != tokens.ACT:
        raise Forbidden
    g.caller, seen, token = row.person, tokens.used_today(row, at), row.token_id
    db.session.rollback()
    if not seen:
        used(token, stamp(at))


def language() -> str:
    """As the caller asks for it, and not as a browser's cookie says: also where no operation was found."""
    return request.accept_languages.best_match(LANGUAGES, "zh")


def used(token: str, at: str) -> None:
    """The first call of a day is noted, as a sign-in would be."""
    row = db.session.get(ApiToken, token)
    if row is not None:
        row.used = at
        note(db.session(), kind="sign_in", actor=row.person, data={"by": "token", "token": token})
