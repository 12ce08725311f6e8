"""How often one address may try to sign in, and one token or address may ask: far above what an office of some hundred people behind one address does."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from procflow.access.tokens import digest

SAYING = ("checking.say",)  # objections by one address: a village behind one connection has a few, a flood has thousands
DOORS = ("auth.sign_in", "proving.again", "setup.code")  # passwords and codes: guessing is counted by account as well
COUNTS = "memory://"


def install(app: Flask, storage: str) -> None:
    """After every page has its route; the figures are the settings'. Counted in memory by each process, or together where there is a Redis."""
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address

    app.config.setdefault("SAYING_LIMIT", "20 per hour")
    limiter: Any = Limiter(  # its hints know neither blueprints nor our views
        get_remote_address, app=app, storage_uri=storage or COUNTS, headers_enabled=True, retry_after="delta-seconds",
        in_memory_fallback_enabled=bool(storage),
    )  # fmt: skip
    doors = limiter.shared_limit(lambda: app.config["SIGN_IN_LIMIT"], scope="doors", methods=["POST"])
    for name in set(DOORS) & set(app.view_functions):
        app.view_functions[name] = doors(app.view_functions[name])
    said = limiter.shared_limit(lambda: app.config["SAYING_LIMIT"], scope="saying", methods=["POST"])
    for name in set(SAYING) & set(app.view_functions):
        app.view_functions[name] = said(app.view_functions[name])
    limiter.limit(lambda: app.config["PROGRAM_LIMIT"], key_func=caller)(app.blueprints["api"])


def caller() -> str:
    """The token that is shown, by its hash alone, else the address."""
    shown = request.headers.get("Authorization", "")
    return digest(shown) if shown else str(request.remote_addr)
