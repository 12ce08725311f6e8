"""The pages of work in a browser: accessible, no wider than a phone, the next thing to do in the first screen, and usable without script."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from tests.web.press import WIDE, press

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS = [(1366, "normal", "zh"), (360, "normal", "zh"), (360, "large", "en"), (1366, "large", "zh"), (320, "normal", "en")]
SMALL = """[...document.querySelectorAll('button, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
           .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))"""
FIRST = "document.querySelector('main .govuk-button:not(.govuk-button--secondary)').getBoundingClientRect().top"


@pytest.fixture
def address(lived):
    server = make_server("127.0.0.1", 0, lived.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def filed(lived):
    no = lived.world.claim()
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    return no


@pytest.fixture
def opened(page, address):
    """A page as somebody sees it, on a screen of some width, size and language."""

    def shown(person, path, width=1366, size="normal", language="zh"):
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{address}/login")
        press(page, f'button[value="{person}"]')
        page.goto(address + path)
        return page

    return shown


def to_form(page, step):
    page.check(f'input[value="{step}"]')
    press(page, ".pf-decide .govuk-button")


def to_check(page):
    to_form(page, "verify_to_vote")
    page.select_option("#f-resolution", "JY-1")
    press(page, "#decide .govuk-button:not(.govuk-button--secondary)")


def to_errors(page):
    to_form(page, "verify_to_vote")
    page.fill("#f-verified", "x")
    press(page, "#decide .govuk-button:not(.govuk-button--secondary)")


def to_refusal(page):
    to_form(page, "verify_to_vote")
    page.fill("#f-verified", "9")
    page.select_option("#f-resolution", "JY-1")
    press(page, "#decide .govuk-button:not(.govuk-button--secondary)")


def to_done(page):
    to_check(page)
    press(page, "#confirm")


WAYS = {
    "inbox": ("/inbox", None), "filtered": ("/inbox?q=nobody", None), "done box": ("/inbox?box=done", None), "case": ("/cases/{}", None),
    "records": ("/cases/{}?all=1", None), "form": ("/cases/{}", lambda page: to_form(page, "verify_to_vote")), "check": ("/cases/{}", to_check),
    "errors": ("/cases/{}", to_errors), "refusal": ("/cases/{}", to_refusal), "done": ("/cases/{}", to_done), "start": ("/start", None),
    "not mine": ("/cases/{}/do/post", None),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_page_of_work_is_accessible_and_fits_every_screen(opened, filed, way):
    path, go = WAYS[way]
    for width, size, language in SCREENS[:3] if way == "done" else SCREENS:
        page = opened("Y04", path.format(filed), width, size, language)
        if go and (way != "done" or width == SCREENS[0][0]):
            go(page)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == [], (width, size, language)
        assert page.evaluate(WIDE, width) == [], (width, size, language)
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("way", ["inbox", "case", "check"])
def test_what_is_to_be_done_next_stands_in_the_first_screen(opened, filed, way, width):
    """T05."""
    path, go = WAYS[way]
    page = opened("Y04", path.format(filed), width)
    if go:
        go(page)
    assert page.evaluate(FIRST) < 740


def test_a_sheet_of_a_month_is_accessible_on_both_screens(lived, opened):
    lived.world.at("2024-04-02")
    for width in (1366, 360):
        page = opened("Y03", "/start/base_registration?about-period=2024-03", width)
        assert Axe().run(page, options=RULES).response["violations"] == []
        assert page.evaluate(WIDE, width) == []


def test_a_step_is_taken_from_case_to_confirmation_without_script(browser, lived, address, filed):
    """T06 T08: filling in where one thing is to be done, checking, confirming; no script runs."""
    lived.world.file("resolution", "JY-2", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    motion = lived.world.verify(filed)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/login")
    press(page, 'button[value="Y01"]')
    lived.world.file(
        "meeting", "HY-1", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02"
    )
    page.goto(f"{address}/cases/{motion}")
    page.select_option("#f-meeting", "HY-1")
    press(page, "#decide .govuk-button:not(.govuk-button--secondary)")
    press(page, "#confirm")
    assert "已列议程" in page.inner_text("main")
    context.close()


def test_the_reader_without_a_pointer_reaches_the_decision_and_decides(opened, filed):
    """T07: by keys alone."""
    page = opened("Y04", f"/cases/{filed}")
    page.focus("#f-step")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/do")
    page.focus("#f-resolution")
    page.keyboard.press("ArrowDown")
    page.focus("#f-verified")
    page.keyboard.press("Enter")
    page.wait_for_selector("#confirm")
    page.focus("#confirm")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/**")
    assert "待大会表决" in page.inner_text("main")
