"""What somebody does with their own sign-in: browsers, password, tokens. Nobody else's is reached from here."""

from __future__ import annotations

from flask import Blueprint

from procflow.web.own import browsers, passwords, tokens

pages = Blueprint("own", __name__, url_prefix="/settings")
for each in (browsers, passwords, tokens):
    each.install(pages)
