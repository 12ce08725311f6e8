"""The pages of signing in, accounts and setting up, in a real browser: played by somebody who only reads them, accessible, no wider than a phone."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.serving import make_server

from procflow.app import create_app
from procflow.config import Settings
from procflow.engine import founding, install
from procflow.schema import upgrade
from tests import servers
from tests.web.press import WIDE, press
from tests.web.test_reading_pages import RULES, SMALL, TINY
from tests.web.test_setup import FIRST

VIEWS = [(1366, "normal", "zh"), (360, "normal", "zh"), (360, "large", "en")]
OWN = ["/settings", "/settings/sessions", "/settings/password", "/settings/tokens", "/admin/accounts", "/admin/accounts/wangming", "/setup",
       "/setup/regime", "/setup/trial"]  # fmt: skip


@pytest.fixture
def started(tmp_path):
    """A new installation, just started, and the code on its screen."""
    url = servers.migrated_copy("sqlite", tmp_path, upgrade)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as session:
        install(session, "test.procflow/log")
        code = founding.offer(session)
    engine.dispose()
    server = make_server("127.0.0.1", 0, create_app(Settings(home=tmp_path, database_url=url)), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", code
    server.shutdown()
    server.server_close()


def look(page, address, views=VIEWS):
    """What a machine can see of a page's faults, at each width, size and language."""
    for width, size, language in views:
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
        page.set_viewport_size({"width": width, "height": 740})
        if len(views) > 1:
            page.reload()
        found = Axe().run(page, options=RULES).response["violations"]
        where = (page.url, width, size)
        assert (where, [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]) == (where, [])
        assert (where, page.evaluate(WIDE, width)) == (where, [])
        assert (where, page.evaluate(SMALL)) == (where, [])
        assert page.evaluate(TINY) >= 14, where


def test_somebody_who_only_reads_the_pages_sets_a_new_installation_up(page, started):
    address, code = started
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    look(page, address)
    page.context.add_cookies([{"name": "lang", "value": "zh", "url": address}])
    page.reload()
    page.fill("#code", code)
    press(page, "text=继续")
    look(page, address, VIEWS[:1])
    for name in ("title", "code", "name", "login", "password", "again"):
        page.fill(f"#{name}", FIRST[name])
    press(page, "text=建立管理员，继续")
    press(page, "text=继续：细则")
    press(page, "text=下一步：核对")
    look(page, address, VIEWS[:1])
    press(page, "text=确认启用")
    press(page, "text=试办一件")
    press(page, "text=开始试办")
    assert "走通了" in page.inner_text("main")
    look(page, address, VIEWS[1:2])
    press(page, ".govuk-button >> text=返回设置")
    for step in ("管理员", "单位树", "细则", "试办一件"):
        assert "✓ 已完成" in page.inner_text(f"tr:has(th:has-text('. {step}'))")
    for path in OWN:
        page.goto(address + path)
        look(page, address)
    assert said == []
