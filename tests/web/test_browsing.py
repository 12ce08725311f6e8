"""The page on which the programming interface is browsed and tried, in a real browser: nothing from elsewhere, and it works."""

from threading import Thread

import pytest
from werkzeug.serving import make_server

from procflow.web.api import operations
from tests.web import quarter
from tests.web.press import press

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), quarter.whole) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("width", [1366, 360])
def test_every_operation_is_listed_without_anything_from_elsewhere(page, address, width):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    page.goto(f"{address}/api")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() == len(operations())
    assert [each for each in asked if not each.startswith((address, "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


def test_an_operation_is_tried_with_a_token_of_a_rehearsal(page, address):
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    page.goto(f"{address}/api")
    page.wait_for_selector(".opblock")
    page.click("#operations-clock-clock .opblock-summary-control")
    page.click("#operations-clock-clock .execute")
    page.wait_for_selector("#operations-clock-clock .live-responses-table")
    assert "401" in page.inner_text("#operations-clock-clock .live-responses-table")
