"""Every piece of a page at once, in a real browser: accessible, not wider than a phone, and free of what the policy forbids."""

from datetime import date
from pathlib import Path
from threading import Thread
from types import SimpleNamespace as Piece

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server

from procflow.decide import Option as Step
from procflow.errors import Refusal
from procflow.web.forms import answers, describe, faults, fill, typed
from procflow.web.tables import by_urgency
from tests.web.conftest import PASSWORD
from tests.web.press import press
from tests.web.test_forms import CHOICES, Everything

TODAY = date(2024, 4, 12)
PAGE = Path(__file__).with_name("pieces.html").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LINE = {"member": "p-he", "item": "volunteer", "points": 200, "on": "2024-04-06"}
DATA = {"person": "p-he", "points": 250, "on": "2024-04-06", "names": ["p-he"], "lines": [LINE]}


@pytest.fixture
def address(rehearsal):
    rehearsal.add_url_rule("/pieces", "pieces", lambda: render_template_string(PAGE, **pieces()))
    server = make_server("127.0.0.1", 0, rehearsal, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def seen(page, address):
    """The page of all pieces, signed in, and what its console said."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/login")
    page.fill("#login", "wang")
    page.fill("#password", PASSWORD)
    press(page, ".pf-card--lead .govuk-button")

    def shown(path, width, size="normal", language="zh"):
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(address + path)
        return page

    yield shown
    assert said == []


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("width", [1366, 360, 320])
def test_the_pieces_are_accessible_and_no_wider_than_the_screen(seen, width, size):
    page = seen("/pieces", width, size)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_text_is_smaller_than_can_be_read(seen):
    smallest = """Math.min(...[...document.querySelectorAll('main *')]
                  .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
                  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    assert seen("/pieces", 1366).evaluate(smallest) >= 14
    assert seen("/pieces", 360, "large").evaluate(smallest) >= 14


def test_controls_are_big_enough_for_a_thumb(seen):
    small = """[...document.querySelectorAll('button, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
               .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))"""
    assert seen("/pieces", 360).evaluate(small) == []


def test_the_errors_are_read_first_and_lead_to_their_fields(seen):
    page = seen("/pieces", 1366)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.click(".govuk-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "f-code"


def test_a_stock_phrase_is_added_to_what_was_typed(seen):
    page = seen("/pieces", 1366)
    page.fill("#f-opinion", "已到现场")
    page.click("text=情况属实")
    assert page.input_value("#f-opinion") == "已到现场，情况属实"


def test_the_sign_in_page_is_accessible_in_both_languages(page, address):
    for language in ("zh", "en"):
        page.goto(f"{address}/show/{language}?back=/login")
        assert [each["id"] for each in Axe().run(page, options=RULES).response["violations"]] == []


def pieces():
    filled = fill(Everything, MultiDict({"opinion": "同意", "lines-0-member": "赵无名", "points": "x"}), CHOICES)
    views = describe(Everything, CHOICES, filled.values, filled.errors)
    row = {"url": "/", "points": 100, "step": "步骤", "sent": "2024-04-02", "sender": "wang", "selectable": True}
    rows = [
        Piece(no=f"D1ZB-JL-2024-000{n}", title="奖励加分 · 周海涛", due=due, **row)
        for n, due in enumerate(("2024-04-11", "2024-04-12", "2024-04-30", ""))
    ]
    late = Refusal("TOO_EARLY", "要等到 {day}", {"day": "2024-04-30"}, clause="T4")
    lack = [Refusal("GUARD_FAILED", "到会 {present} 人，还差 {missing} 人", {"present": 9, "missing": 3}), late]
    step = Piece(title="步骤")
    return {
        "today": TODAY, "faults": faults(views), "views": views, "groups": by_urgency(rows, TODAY),
        "effects": [Piece(title="积分", hint="", before="6", after="8"), Piece(title="步骤", hint="更多", before="", after="积分管理员")],
        "options": [Step(step, ("teller",), "missing", tuple(lack)), Step(step, ("teller",), "not_yet", (late,)), Step(step, ("teller", "verifier"), "not_yours")],
        "steps": [Piece(title="步骤", words="", state=state) for state in ("done", "now", "ahead")],
        "events": [Piece(title="步骤", at="2024-04-11T01:31:00.000000Z", who="wang", role="branch_secretary", words="情况属实", url="/", no=4812, badge="今天", struck=n)
                   for n in (False, True)],
        "bars": [Piece(title="积分", url="/", value=2800, full=3000), Piece(title="积分", url="", value=600, full=0)],
        "answers": answers(Everything, Everything(partial=True).load(typed(Everything, DATA)), CHOICES),
    }  # fmt: skip
