"""Registers that are forms, as pages: a card for each form, in both languages, accessible and no wider than a phone; the paper upright (R13 R14 R15)."""

import csv
import io
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.serving import make_server

from procflow.models import Account
from tests.machines import disposed
from tests.web import quarter
from tests.web.press import WIDE, press
from tests.web.test_reading_pages import RULES


def summer(url):
    disposed.built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store) as session:
        session.add(Account(login="Y01", person="Y01", password="x", failures=0, locked_until=None))
        session.commit()
    store.dispose()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), summer) as made:
        yield made


@pytest.fixture(scope="module")
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_disposal_is_a_card_and_a_line_of_the_file_B24(app):
    client = quarter.signed_in(app, "Y01")
    page = client.get("/registers/d1/2024/R14")
    assert page.get_data(as_text=True).count('<dl class="pf-kv pf-kv--form">') == 5
    assert "<dt>支部大会决议</dt><dd>表决结果：通过；应到：15" in page.get_data(as_text=True)
    file = client.post("/registers/d1/2024/R14/csv").get_data(as_text=True).removeprefix("\ufeff")
    found = list(csv.DictReader(io.StringIO(file)))
    assert {each["处置措施"] for each in found} == {"除名", "限期改正", "劝其退党"}
    paper = client.get("/registers/d1/2024/R14/paper").get_data(as_text=True)
    assert paper.count('<section class="form">') == 5


@pytest.mark.parametrize(("width", "size", "language"), [(1366, "normal", "zh"), (360, "large", "en")])
def test_the_forms_are_accessible_and_no_wider_than_the_screen(page, address, width, size, language):
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    for name in ("R13", "R14", "R15"):
        page.goto(f"{address}/registers/d1/2024/{name}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(name, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
        assert (name, page.evaluate(WIDE, width)) == (name, [])
