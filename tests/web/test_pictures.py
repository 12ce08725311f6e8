"""Pages with pictures in a browser: nothing below 14 px, nothing wider than the screen, no fault for axe; the same figures without the drawing."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from tests.web import quarter
from tests.web.press import press
from tests.web.test_rating_board import BOARD, RULES, publicised

LEAST = 14
PATHS = (
    BOARD,
    "/members/M01?period=2024-Q4",
    "/members/M01?period=2024-Q4&view=radar",
    "/regimes/whatif?unit=d1&year=2024&set=quota.rounding%3Dceil",
)
SMALL = """least => [...document.querySelectorAll('svg text')].filter(each => each.getClientRects().length).map(each => {
  const svg = each.ownerSVGElement, scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [each.textContent, parseFloat(getComputedStyle(each).fontSize) * scale]; }).filter(each => each[1] < least)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), publicised) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("widths", "size", "language"), [((1366, 1024, 800, 360), "normal", "zh"), ((1366, 320), "large", "en")])
def test_words_in_pictures_can_be_read_at_every_width_T01_T02_T04(page, address, widths, size, language):
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    for path in PATHS:
        page.goto(address + path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(SMALL, LEAST) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []


def test_where_a_drawing_is_left_out_bars_of_the_same_figures_stand_for_it(page, address):
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    page.goto(address + BOARD)
    shown = "() => ['.pf-svg', '.pf-bars.pf-alt'].map(each => document.querySelector(each).getClientRects().length > 0)"
    page.set_viewport_size({"width": 1366, "height": 740})
    assert page.evaluate(shown) == [True, False]
    page.set_viewport_size({"width": 640, "height": 740})
    assert page.evaluate(shown) == [False, True]
    said = page.locator(".pf-bars.pf-alt li strong").all_inner_texts()
    assert sum(int(each.split()[0]) for each in said) == 8
