"""Photograph every page in every variant and lay the pictures out as one sheet to be looked through: `python -m tests.acceptance.photographs FOLDER`."""

from __future__ import annotations

import argparse
import html
import os
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import servers
from tests.acceptance.conftest import Stage
from tests.acceptance.views import View, views
from tests.matrix.worlds import Worlds

WIDTHS = (1366, 360, 320)
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
SHEET = "<!doctype html><meta charset=utf-8><title>procflow</title><style>img{{width:{width}px;border:1px solid #999;vertical-align:top;margin:4px}}</style>{body}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", default="", help="pages whose name holds this")
    asked.add_argument("--quick", action="store_true", help="Chinese in normal type at 1366 and 360 px alone")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack, sync_playwright() as driver:
        worlds = Worlds(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        stack.callback(servers.stop_all)
        browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM)
        page = browser.new_page()
        stage = Stage(stack, worlds)
        shown = [taken for view in views() if given.only in view.name for taken in photographed(stage, page, view, given)]
        browser.close()
    rows = "".join(f"<h2>{html.escape(name)}</h2>" + "".join(f'<img src="{each}">' for each in files) for name, files in shown)
    (given.folder / "index.html").write_text(SHEET.format(width=420, body=rows), encoding="utf-8")


def photographed(stage: Stage, page: Page, view: View, given: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """The pictures of one page, in the order of the variants; none where there is nothing to look at."""
    if not stage.is_page(view):
        return []
    files = []
    for language in ("zh",) if given.quick else ("zh", "en"):
        for size in ("normal",) if given.quick else ("normal", "large"):
            stage.open(page, view, language, size)
            for width in WIDTHS[:2] if given.quick else WIDTHS:
                page.set_viewport_size({"width": width, "height": 740})
                name = f"{re.sub(r'[^a-z0-9_.-]+', '-', view.name.lower())}.{language}.{size}.{width}.png"
                page.screenshot(path=given.folder / name, full_page=True)
                files.append(name)
    return [(view.name, files)]


if __name__ == "__main__":
    main()
