"""What the script adds for whoever works: drafts that save themselves, a word before the sign-in ends, keys for those who want them (T07)."""

from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from procflow.models import Draft
from tests.web.press import press


@pytest.fixture
def address(lived):
    server = make_server("127.0.0.1", 0, lived.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def sign_in(page, address, person):
    page.goto(f"{address}/login")
    press(page, f'button[value="{person}"]')


def test_what_is_typed_is_kept_when_the_field_is_left_and_is_there_again(page, lived, address):
    no = lived.world.begin("bonus_claim", "M01")
    sign_in(page, address, "M01")
    page.goto(f"{address}/cases/{no}/do/submit")
    page.fill("#f-description", "冒雨帮李大娘收谷子")
    assert lived.world.rows(Draft) == []
    page.focus("#f-points")
    expect(page.locator("[data-drafted]")).to_contain_text("草稿已存")
    page.goto(f"{address}/inbox")
    page.click("text=加分申报 · 王甲华 · 提交申报")
    expect(page.locator("#f-description")).to_have_value("冒雨帮李大娘收谷子")
    expect(page.locator(".pf-resumed")).to_contain_text("继续上次填的")


def test_five_minutes_before_the_sign_in_ends_one_key_prolongs_it(page, lived, address):
    page.clock.install()
    sign_in(page, address, "M01")
    page.goto(f"{address}/start")
    page.clock.run_for(54 * 60_000)
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.run_for(90_000)
    expect(page.locator("#idle")).to_be_visible()
    expect(page.locator("#idle")).to_contain_text("分钟没有动作")
    with page.expect_response("**/settings/alive") as answer:
        page.keyboard.press("Enter")
    assert answer.value.ok
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.run_for(50 * 60_000)
    expect(page.locator("#idle")).to_be_hidden()


def test_keys_move_tick_open_and_go_on_but_only_for_those_who_switched_them_on(page, lived, address):
    first, second = lived.world.claim("M01"), lived.world.claim("M02")
    sign_in(page, address, "Y04")
    for key in ("j", "?", "x"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.context.add_cookies([{"name": "keys", "value": "on", "url": address}])
    page.goto(f"{address}/inbox")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.eval_on_selector_all("input[name=case]:checked", "all => all.length") == 1
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.rpartition("/")[2] in (first, second)
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("i")
    assert page.url.endswith("/inbox")
    page.keyboard.press("/")
    page.keyboard.type("jgi?x")
    assert page.input_value("#q") == "jgi?x"
    page.goto(f"{address}/cases/{first}/do/hand_over")
    page.select_option("main [name=to]", index=1)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.url.endswith("/check")
