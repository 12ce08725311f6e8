"""The pictures of docs/tour.md, taken from the demo as it is on one day: `python -m tests.acceptance.tour docs/tour`."""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from procflow import demo
from procflow.app import create_app
from procflow.config import Settings
from tests.acceptance.photographs import CHROMIUM
from tests.web.press import press

DAY = date(2026, 11, 20)
WIDE, PHONE = (1366, 900), (390, 844)
COLOURS = 128
Way = Callable[[Page], object]


def first(what: str, page: Page) -> None:
    """Go where the first of these links leads."""
    press(page, f"{what} >> nth=0")


PICTURES: tuple[tuple[str, str, str, tuple[Way, ...], tuple[int, int]], ...] = (
    ("inbox", "Y01", "/inbox", (), WIDE),
    ("case", "Y01", "/inbox", (partial(first, "main .pf-table td a"),), WIDE),
    ("start", "M01", "/start", (), WIDE),
    ("member", "M01", "/me", (), WIDE),
    ("member-phone", "M01", "/me", (), PHONE),
    ("points", "M01", "/members/M01/points?period=2026-Q3", (), WIDE),
    ("entry", "M01", "/members/M01/points?period=2026-Q3", (partial(first, "main .pf-table a[href*='/entries/']"),), WIDE),
    ("meeting", "Y01", "/meetings/LH1-0419/live", (), WIDE),
    ("notice", "Y02", "/publicity", (partial(first, "main a[href*='/publicity/lh1']"),), WIDE),
    ("rating", "Y01", "/publicity", (partial(first, "main a[href*='/rating/']"),), WIDE),
    ("calendar", "Y01", "/calendar", (), WIDE),
    ("procedure", "Y01", "/procedures/bonus_claim", (), WIDE),
    ("whatif", "Y01", "/regimes/whatif", (), WIDE),
    ("trace", "A01", "/cases/LH1-JL-2024-0001/steps", (), WIDE),
    ("integrity", "A01", "/audit/integrity", (), WIDE),
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", default="", help="the picture of this name")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as driver:
        settings = Settings.load({"PROCFLOW_HOME": home})
        demo.ensure(settings, partial(demo.living, DAY))
        server = make_server("127.0.0.1", 0, create_app(settings), threaded=True, request_handler=Silent)
        Thread(target=server.serve_forever, daemon=True).start()
        browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM)
        for name, person, path, ways, (width, height) in PICTURES:
            if given.only in ("", name):
                page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
                taken(page, f"http://127.0.0.1:{server.server_port}", person, path, ways, given.folder / f"{name}.png")
                page.close()
        browser.close()
        server.shutdown()


def taken(page: Page, at: str, person: str, path: str, ways: tuple[Way, ...], to: Path) -> None:
    """Signed in as this person, gone this way, and kept small."""
    page.goto(f"{at}/login")
    press(page, f"button[name=person][value={person}]")
    answer = page.goto(at + path)
    assert answer is not None
    assert answer.status == 200, path
    for way in ways:
        way(page)
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(COLOURS).save(to, optimize=True)


class Silent(WSGIRequestHandler):
    """Requests of the camera are nobody's news."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


if __name__ == "__main__":
    main()
