"""create_app(): puts the pieces together. It holds no page, no rule and no state of its own."""

from __future__ import annotations

import os

from flask import Flask
from flask_wtf import CSRFProtect

from procflow.config import MEBIBYTE, Settings, secret
from procflow.db import db
from procflow.evidence import locate
from procflow.proof.witnesses import Witnesses
from procflow.web import api, auth, ballots, errors, filters, headers, limits, outlets, pages, sealing, shell

FILES_AT_ONCE = 4


def create_app(settings: Settings | None = None) -> Flask:
    """The site for these settings, by default for those of the environment. Making it writes nothing but the secret, once."""
    given = settings or Settings.load(os.environ)
    app = Flask("procflow", template_folder="web/templates", static_folder="web/static")
    app.config.update(
        SECRET_KEY=secret(given),
        SQLALCHEMY_DATABASE_URI=given.database_url,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nobody loses a text to a timer
        IDLE_MINUTES=given.idle_minutes,
        SESSION_HOURS=given.session_hours,
        SIGN_IN_LIMIT=f"{given.sign_ins_a_minute} per minute",
        PROGRAM_LIMIT=f"{given.calls_a_minute} per minute",
        OIDC=given.oidc,
        SMTP=given.smtp,
        FONT_DIR=given.font_dir,
        SIGNER=given.signer_folder,
        WITNESSES=Witnesses.of(given.witnesses, given.witness_quorum),
        EVIDENCE=given.home / "evidence",
        MAX_FILE_BYTES=given.max_file_bytes,
        MAX_CONTENT_LENGTH=FILES_AT_ONCE * given.max_file_bytes + MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=8 * MEBIBYTE,  # a sheet of five thousand lines is one form
        MAX_FORM_PARTS=50_000,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    locate(given.database_url, app.config["EVIDENCE"])
    headers.install(app)
    filters.install(app)
    outlets.install(app)
    sealing.install(app)
    shell.install(app)  # language and size first: every later answer, a refused form included, is in the reader's words
    csrf = CSRFProtect(app)
    csrf.exempt(ballots.pages)  # whoever holds a slip has no session to protect: its code is the whole credential
    auth.install(app)
    errors.install(app)
    for blueprint in pages():
        app.register_blueprint(blueprint)
    api.install(app, csrf)
    limits.install(app, given.redis_url)
    return app
