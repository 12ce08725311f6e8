"""Signing in with the office's own account: OpenID Connect, authorization code with PKCE. The provider says who it is, never what they may do."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from procflow.access import accounts
from procflow.db import db
from procflow.engine import note
from procflow.engine import sessions as presence
from procflow.web import auth, identities, people, sessions
from procflow.web.here import reading, writing
from procflow.web.safe import local

METADATA = "/.well-known/openid-configuration"
SECONDS, FRESH = 10, 300
AGAIN, BACK = "office-again", "office-back"

pages = Blueprint("office", __name__)


@pages.get("/login/office")
def begin() -> ResponseReturnValue:
    """Off to the provider; with `again` it must ask for the password anew, whoever is signed in there."""
    if current_app.config["OIDC"] is None:
        return redirect(url_for("auth.form"))
    again = bool(request.args.get("again")) and g.who is not None
    session[AGAIN], session[BACK] = again, local(request.args.get("back", ""), "")
    more: dict[str, Any] = {"prompt": "login", "max_age": 0} if again else {}
    try:
        return client().authorize_redirect(url_for("office.back", _external=True), **more)  # type: ignore[no-any-return]
    except trouble() as problem:
        return failed(problem)


@pages.get("/login/office/back")
def back() -> ResponseReturnValue:
    """Back with a code: state, nonce, signature, issuer and audience are checked before anything is believed."""
    if current_app.config["OIDC"] is None:
        return redirect(url_for("auth.form"))
    again, target = bool(session.pop(AGAIN, False)), str(session.pop(BACK, ""))
    try:
        claims = client().authorize_access_token()["userinfo"]
    except trouble() as problem:
        return failed(problem)
    config, at = current_app.config["OIDC"], sessions.real_now()
    issuer, name = str(claims["iss"])[: identities.LONGEST], str(claims["sub"])
    if len(name) > identities.LONGEST:
        abort(400)
    login = str(claims.get(config.login_claim) or "") if config.login_claim else ""
    person = identities.person_of(writing(), issuer, name, login[:80], at)
    row = accounts.of(db.session(), person) if person else None
    if again:
        return proved(person, claims)
    if row is None or row.shut:
        return unknown(issuer, name, shut=row is not None)
    auth.welcome(person, sessions.OFFICE)
    return redirect(local(target, url_for("shell.home")))


def proved(person: str, claims: Any) -> ResponseReturnValue:
    """The same person, who signed in there a moment ago: a provider that does not say when says nothing."""
    db.session.rollback()
    right = g.who is not None and person == g.who.person and time.time() - float(claims.get("auth_time") or 0) < FRESH
    if right:
        presence.prove(db.session(), person, g.session, sessions.real_now())
    elif g.who is not None:
        note(db.session(), kind="sign_in", actor=g.who.person, data={"by": "again"}, outcome="refused")
    return render_template("office/proved.html", right=right), 200 if right else 401


def unknown(issuer: str, name: str, *, shut: bool) -> ResponseReturnValue:
    """The same words for everybody who is nobody here."""
    db.session.rollback()
    note(db.session(), kind="sign_in", actor=auth.STRANGER, data={"by": sessions.OFFICE, "shut": shut}, outcome="refused")
    return render_template("office/unknown.html", identity=identities.sealed(issuer, name), helpers=people.helpers(reading())), 401


def failed(problem: Exception) -> ResponseReturnValue:
    current_app.logger.warning("the office's sign-on failed: %s", type(problem).__name__, exc_info=problem)
    return render_template("office/failed.html"), 502


def trouble() -> tuple[type[Exception], ...]:
    """Whatever the network, the provider or somebody with a made-up address can bring about; the password still opens the door."""
    from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
    from requests import RequestException  # type: ignore[import-untyped]

    return AuthlibBaseError, RequestException, KeyError, ValueError


def client() -> Any:
    """Made when first asked: an installation without a provider loads none of this."""
    config = current_app.config["OIDC"]
    if "office" not in current_app.extensions:
        from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]

        clients = OAuth(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the way that Flask has
        clients.register(
            "office", client_id=config.client_id, client_secret=config.secret, server_metadata_url=config.issuer + METADATA,
            client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": SECONDS},
        )  # fmt: skip
        current_app.extensions["office"] = clients
    return current_app.extensions["office"].office
