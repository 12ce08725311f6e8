"""What somebody sets for themselves: browsers, password, tokens, mail, phrases. Nobody else's is reached from here."""

from __future__ import annotations

from flask import Blueprint

from procflow.web.own import browsers, passwords, reach, tokens

pages = Blueprint("own", __name__, url_prefix="/settings")
for each in (browsers, passwords, reach, tokens):
    each.install(pages)
