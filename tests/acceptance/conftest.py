"""The worlds of the matrix, served; a browser in it; and the place where a target's figures are noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache
from threading import Thread

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.acceptance.views import View, path
from tests.matrix.worlds import Worlds


class Stage:
    """Each world behind an address of its own, opened by whoever the view names."""

    def __init__(self, stack: ExitStack, worlds: Worlds) -> None:
        self.stack, self.worlds = stack, worlds
        self.address = cache(self.served)
        self.path = cache(lambda view: path(self.worlds, view))

    def served(self, world: str) -> str:
        server = make_server("127.0.0.1", 0, self.worlds[world][0].app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        self.stack.callback(server.server_close)
        self.stack.callback(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def is_page(self, view: View) -> bool:
        """Whether there is something to look at: not a file, not a way on to another page."""
        with closing(self.worlds[view.world][0].browser(view.caller)[0].get(self.path(view))) as answer:
            return answer.status_code != 302 and answer.mimetype == "text/html"

    def open(self, page: Page, view: View, language: str = "zh", size: str = "normal") -> None:
        at = self.address(view.world)
        session = self.worlds[view.world][0].browser(view.caller)[0].get_cookie("procflow")
        said = {"lang": language, "size": size} | ({"procflow": session.value} if session else {})
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": value, "url": at} for name, value in said.items()])
        page.goto(at + self.path(view))


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with ExitStack() as stack:
        yield Stage(stack, Worlds(stack, tmp_path_factory.mktemp("acceptance")))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, int, int], None]:
    """Note for a target how many were looked at and how many were not as they should be; all are summed and printed at the end."""
    return lambda target, looked, missed: record_property("target", (target, looked, missed))
