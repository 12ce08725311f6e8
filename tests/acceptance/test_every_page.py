"""Every page, in both languages and both sizes, at 1366, 360 and 320 px: the acceptance targets that hold of any page.

axe takes most of the time: it looks at two variants of each page here, at all of them under `PROCFLOW_ACCEPTANCE=whole`.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.acceptance import looks
from tests.acceptance.conftest import Stage
from tests.acceptance.views import View, views

pytestmark = pytest.mark.xdist_group("browser")
SCREENS = (1366, 360, 320)
KB = 1024
WHOLE = os.environ.get("PROCFLOW_ACCEPTANCE") == "whole"
CREDENTIAL = {"GET ballots.form"}  # the slip in the address is the whole credential: there is no session to abuse
USUAL = {("zh", "normal", 1366), ("en", "large", 360)}


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_a_page_is_accessible_fits_can_be_read_and_hides_nothing(stage: Stage, page: Page, figure: Callable[..., None], view: View) -> None:
    if not stage.is_page(view):
        return
    found: list[tuple[object, ...]] = []

    def ask(target: str, what: list[object] | list[str], *where: object) -> None:
        figure(target, 1, bool(what))
        found.extend((target, *where, each) for each in what)

    for language in ("zh", "en"):
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        stage.open(page, view, language)
        whole = page.content().encode()
        ask("T14", [f"{len(whole)} bytes"] if len(whole) > 100 * KB else [], language)
        ask("T14", looks.wrong(page, looks.FOREIGN), language)
        ask("T08", looks.wrong(page, looks.INLINE) + ([] if view.route in CREDENTIAL else looks.wrong(page, looks.UNSIGNED)), language)
        ask("T10", looks.wrong(page, looks.DISABLED), language)
        ask("T04", looks.wrong(page, looks.DAYS), language)
        for large in (False, True):
            page.evaluate("large => document.documentElement.classList.toggle('pf-large', large)", large)
            for width in SCREENS:
                page.set_viewport_size({"width": width, "height": 740})
                where = (language, "large" if large else "normal", width)
                if where in USUAL or (WHOLE and width != SCREENS[-1]):
                    ask("T01", looks.violations(page), *where)
                ask("T02", looks.wrong(page, looks.WIDE) + looks.wrong(page, looks.BOXES), *where)
                ask("T03", looks.wrong(page, looks.SMALL, 44) + looks.wrong(page, looks.GLYPH), *where)
                ask("T03", looks.wrong(page, looks.MAIN, 60) if large else [], *where)
                least = 24 if large else 18
                ask("T04", [f"body {size}"] if (size := page.evaluate(looks.BODY)) < least else [], *where)
                ask("T04", looks.wrong(page, looks.TINY) + looks.wrong(page, looks.NARROW), *where)
        ask("T08", [each for each in said if "Content Security" in each or "Error" in each], language)
    assert found == []


def test_what_every_page_loads_beside_itself_is_light(stage: Stage, figure: Callable[..., None]) -> None:
    """T14: style, script and page as they travel, compressed."""
    client = stage.worlds["quarter"][0].browser("points_admin")[0]
    sent = {name: len(gzip.compress(client.get(f"/static/{name}", buffered=True).data)) for name in ("theme.css", "frame.js", "browse.js")}
    scripts = sum(size for name, size in sent.items() if name.endswith(".js"))
    inbox = len(gzip.compress(client.get("/inbox").data))
    for good in (sent["theme.css"] <= 20 * KB, scripts <= 15 * KB, sum(sent.values()) + inbox <= 150 * KB):
        figure("T14", 1, not good)
        assert good, sent
