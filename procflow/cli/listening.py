"""The site in a thread of this process, on a free port that only this machine reaches, for as long as a block runs. It holds no page."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask

from procflow.config import Settings

THREADS = 4
PATIENCE = 10.0


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address. Whatever was asked is answered before the block is left."""
    from waitress import wasyncore
    from waitress.server import create_server

    here = socket.create_server(("127.0.0.1", 0))
    server: Any = create_server(app, sockets=[here], threads=THREADS, ident="procflow")
    serving = Thread(target=server.run, name="procflow-site", daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{here.getsockname()[1]}"
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # noqa: SLF001 - in the loop's own thread: without sockets it ends
        serving.join(PATIENCE)
        server.task_dispatcher.shutdown()


@contextmanager
def rehearsed(settings: Settings) -> Iterator[str]:
    """The site of a database that a rehearsal fills, which need not outlive a power cut."""
    from procflow.app import create_app
    from procflow.db import db, hurried

    app = create_app(settings)
    with app.app_context():
        hurried(db.engine)
    try:
        with listening(app) as url:
            yield url
    finally:
        with app.app_context():
            db.engine.dispose()
