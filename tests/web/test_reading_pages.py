"""The pages that are read, in a real browser: accessible in both languages, no wider than a phone, and fit to print."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from tests.web import quarter
from tests.web.press import WIDE, press

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = {
    "M01": ["/me", "/members/M01/points?period=2024-Q1", "/publicity", "/publicity/lh1/2024-Q1", "/settings", "/help"],
    "Y01": ["/meetings", "/meetings/LH1-0419", "/meetings/LH1-0419?big=1", "/cases/LH1-DH-2024-0001/steps?show=all", "/cases/LH1-JL-2024-0001/steps",
            "/procedures", "/procedures/bonus_claim", "/registers", "/regimes/whatif"],
    "A01": ["/audit", "/audit?q=none", "/audit/integrity", "/coverage", "/registers"],
}  # fmt: skip
SMALL = """[...document.querySelectorAll('main button, main select, main textarea, main input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
           .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))"""
TINY = """Math.min(...[...document.querySelectorAll('main *')].filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
          .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), quarter.whole) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def seen(page, address):
    """A page as a person sees it, and what its console said."""
    said = []
    page.on("console", lambda message: said.append(message.text))

    def shown(person, path, width, size="normal", language="zh"):
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
        page.set_viewport_size({"width": width, "height": 740})
        if page.url == "about:blank":
            page.goto(f"{address}/login")
            press(page, f"button[name=person][value={person}]")
        page.goto(address + path)
        return page

    yield shown
    assert said == []


@pytest.mark.parametrize("person", PAGES)
@pytest.mark.parametrize(("width", "size", "language"), [(1366, "normal", "zh"), (360, "normal", "zh"), (360, "large", "en")])
def test_the_pages_are_accessible_and_no_wider_than_the_screen(seen, person, width, size, language):
    for path in PAGES[person]:
        page = seen(person, path, width, size, language)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
        assert (path, page.evaluate(WIDE, width)) == (path, [])
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate(TINY) >= 14, path


def test_every_point_leads_to_its_decision_in_two_clicks(seen):
    """T18 of the acceptance targets: from a number on the page to the vote behind it."""
    page = seen("M01", "/me", 1366)
    page.click("text=奖励分 8")
    press(page, "text=服务群众")
    assert "赞成 14（至少 11）" in page.inner_text("main")


def test_the_sheet_prints_on_one_page_without_the_frame_around_it(seen):
    page = seen("M01", "/publicity/lh1/2024-Q1", 1366)
    page.emulate_media(media="print")
    assert not page.is_visible(".pf-header")
    assert not page.is_visible(".pf-noprint")
    assert page.is_visible(".pf-sheet")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_the_clauses_are_short_on_the_screen_and_whole_on_paper(seen):
    page = seen("A01", "/coverage", 1366)
    carriers = page.locator("main details ul").first
    assert page.evaluate("document.documentElement.scrollHeight") < 9_000
    assert not carriers.is_visible()
    page.emulate_media(media="print")
    assert carriers.is_visible()
    assert page.locator("main details ul:visible").count() == page.locator("main details").count()


def test_the_meeting_needs_no_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    page.goto(f"{address}/meetings")
    page.fill("input[name=title]", "五月党员大会")
    page.fill("input[name=on]", "2024-05-10")
    for name, person in (("chair", "Y01"), ("teller", "Y03")):
        page.select_option(f"select[name={name}]", person)
    press(page, "text=建会议，并记下通知日期")
    assert "五月党员大会" in page.inner_text("h1")
    context.close()
