"""Sheets as they come out of a printer: one A4 page for about thirty lines, in both languages, each with its code."""

import re
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from tests.web import posted, quarter
from tests.web.press import press

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PERIODS = {"2022-Q1": 30, "2022-Q2": 31, "2022-Q3": 60, "2022-Q4": 12, "2023-Q1": 20}
A4 = re.compile(rb"/MediaBox \[0 0 (\d+)(?:\.\d+)? (\d+)(?:\.\d+)?\]")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), quarter.restated) as app:
        for period, members in PERIODS.items():
            posted.sheet(app, period, members)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def printed(page, address):
    """The pages of the PDF of an address, as they come out of the printer."""

    def of(path, language="zh", person="M01"):
        page.context.add_cookies([{"name": "lang", "value": language, "url": address}])
        page.goto(f"{address}/login")
        press(page, f"button[name=person][value={person}]")
        page.goto(address + path)
        data = page.pdf(prefer_css_page_size=True)
        assert set(A4.findall(data)) == {(b"594", b"841")} or set(A4.findall(data)) == {(b"595", b"842")}
        return data.count(b"/Type /Page\n")

    return of


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("period", "sheets"), [("2022-Q4", 1), ("2023-Q1", 1), ("2022-Q1", 1), ("2022-Q2", 2), ("2022-Q3", 2), ("2024-Q1", 1)]
)
def test_a_sheet_of_paper_holds_thirty_lines_with_head_and_seal(printed, page, period, sheets, language):
    assert printed(f"/publicity/lh1/{period}", language) == sheets
    assert page.locator("article.pf-sheet").count() == sheets
    assert page.locator("article .pf-sheet__sign").count() == 1


def test_every_sheet_of_one_list_bears_title_window_version_and_code(printed, page):
    printed("/publicity/lh1/2022-Q3")
    for sheet in page.locator("article.pf-sheet").all():
        said = sheet.inner_text()
        for each in ("2022年第三季度党员积分情况的公示", "4月12日（周五） 24:00 前", "第 1 版", "记录码 AB12-CD34", "村务公开栏"):
            assert each in said
    assert page.locator("article.pf-sheet tbody tr").count() == 60


@pytest.mark.parametrize("path", ["/publicity/lh1/2022-Q3", "/publicity/lh1/2024-Q1"])
@pytest.mark.parametrize(("width", "size"), [(1366, "normal"), (360, "large")])
def test_several_sheets_and_corrected_ones_are_accessible_on_screen(printed, page, path, width, size, address):
    printed(path)
    page.context.add_cookies([{"name": "size", "value": size, "url": address}])
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + path)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
