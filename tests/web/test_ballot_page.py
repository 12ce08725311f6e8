"""The public page of a slip: no account, once, no trace of its code; what it refuses it says in plain words (B9 B33)."""

import logging
from itertools import count
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.serving import make_server

from procflow.db import db
from procflow.models import Account, Base
from procflow.web import ballots, slips
from tests.machines import appraising
from tests.web import quarter
from tests.web.client import Page
from tests.world import NAMES, built

SECRET, NO = "s" * 64, "D1ZB-MP-2024-0001"
numbers = st.integers(1, 2000)


@given(st.text(min_size=1), numbers, numbers, st.integers(0, slips.SIGNS - 1))
def test_a_code_opens_its_own_slip_and_no_other_and_only_with_the_secret(secret, number, other, place):
    code = slips.code(secret, NO, number)
    assert slips.read(secret, code) == (NO, number)
    assert slips.read(secret, code.upper().replace("D1ZB-MP", "D1ZB-MP")) == (NO, number)
    assert slips.read(secret + "x", code) is None
    at = len(code) - 1 - place
    altered = code[:at] + ("0" if code[at] != "0" else "1") + code[at + 1 :]
    assert slips.read(secret, altered) is None
    moved = f"{NO}.{other}.{code.rpartition('.')[2]}"
    assert (slips.read(secret, moved) is None) == (other != number)


@pytest.mark.parametrize(
    "given_", ["", "x", "a.b", f"{NO}.1.", f"{NO}.x.abc", f"{NO}.-1.abc", f"{NO}.１.abc", "a" * 9999, f"{NO}.99999.{'0' * 20}", "王.1.abc"]
)
def test_what_is_no_code_is_none(given_):
    assert slips.read(SECRET, given_) is None


def test_a_pseudonym_is_not_the_code_and_tells_no_number():
    names = {slips.pseudonym(SECRET, NO, number) for number in range(1, 200)}
    proofs = {slips.code(SECRET, NO, number).rpartition(".")[2] for number in range(1, 200)}
    assert len(names) == len(proofs) == 199
    assert {name.removeprefix("slip-") for name in names} & proofs == set()
    assert len(slips.ALPHABET) == len(set(slips.ALPHABET)) == 32


def issued(url):
    built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        world = appraising.Appraisal(session)
        world.numbers = count(7000)
        world.at_masses()
        world.take("issue_slips", "Y02", {"slips": "6"})
        session.add_all(
            Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in ("Y01", "Y02", "M01", "eve")
        )
        session.commit()
    store.dispose()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), issued) as made:
        yield made


@pytest.fixture(scope="module")
def readers(app):
    return quarter.Readers(app)


@pytest.fixture(scope="module")
def codes(app):
    """The six codes; each test uses its own."""
    return [slips.code(app.config["SECRET_KEY"], NO, number) for number in range(1, 7)]


def get(app, code):
    client = app.test_client()
    return Page(client, client.get(f"/ballot/{code}")), client


def chosen(page, grade="qualified"):
    fields = dict(page.form("")[1])
    return {**fields, **{name.replace("-member", "-grade"): grade for name in fields if name.endswith("-member")}}


def stored(app):
    """Every value of every row, as text."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        found = "\n".join(str(tuple(row)) for table in tables for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')))
        db.session.rollback()
    return found


def test_a_slip_asks_for_one_grade_of_each_member_and_takes_it_once_under_a_pseudonym_B9(app, codes):
    page, client = get(app, codes[0])
    assert page.status == 200
    assert all(NAMES[name] in page.html for name in ("M01", "Y06"))
    assert "Please choose one answer" in page.html
    before = stored(app)
    answer = client.post(f"/ballot/{codes[0]}", data=chosen(page))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ballot/thanks")
    assert "谢谢" in client.get("/ballot/thanks").get_data(as_text=True)
    pseudonym = slips.pseudonym(app.config["SECRET_KEY"], NO, 1)
    assert pseudonym not in before
    assert pseudonym in stored(app)
    again = get(app, codes[0])[0]
    assert (again.status, "这张票已经用过" in again.html) == (410, True)
    assert client.post(f"/ballot/{codes[0]}", data=chosen(page, "basic") | {"key": "another"}).status_code == 410


def test_nothing_that_is_kept_or_sent_holds_the_code(app, codes):
    page, client = get(app, codes[1])
    proof = codes[1].rpartition(".")[2]
    answer = client.get(f"/ballot/{codes[1]}")
    assert proof not in page.html + str(answer.headers)
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in page.html
    assert client.post(f"/ballot/{codes[1]}", data=chosen(page)).status_code == 303
    assert proof not in stored(app)


def test_a_slip_that_is_not_filled_in_is_shown_again_with_what_was_chosen_and_is_not_used_up(app, codes):
    page, client = get(app, codes[2])
    given_ = chosen(page)
    given_.pop("grades-3-grade")
    answer = Page(client, client.post(f"/ballot/{codes[2]}", data=given_))
    assert (answer.status, "还有没选的" in answer.html) == (422, True)
    assert answer.form("")[1]["grades-0-grade"] == "qualified"
    tampered = chosen(page) | {"grades-0-member": "Y06"}
    assert client.post(f"/ballot/{codes[2]}", data=tampered).status_code == 422
    assert get(app, codes[2])[0].status == 200


def test_a_slip_that_nobody_printed_gets_a_plain_answer(app, codes):
    secret = app.config["SECRET_KEY"]
    wrong = [codes[0][:-1] + "u", slips.code(secret, NO, 7), slips.code(secret, "D1ZB-MP-2024-0099", 1), "nothing", "x" * 500, "%00", "王"]
    for code in wrong:
        page, client = get(app, code)
        assert (page.status, "没有这张票" in page.html) == (404, True), code
        assert client.post(f"/ballot/{code}", data={"key": "k"}).status_code == 404


def test_an_error_of_the_site_is_logged_without_the_code(app, codes, monkeypatch, caplog):
    def fails(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(ballots, "slip", fails)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        page, _ = get(app, codes[3])
    assert page.status == 500
    assert "/ballot/<code>" in caplog.text
    assert codes[3].rpartition(".")[2] not in caplog.text + page.html


def test_only_whoever_issues_them_sees_the_slips_and_that_is_on_record(app, readers, codes):
    assert [readers(who).get(f"/cases/{NO}/slips").status_code for who in ("Y02", "Y01", "M01", "eve")] == [200, 404, 404, 404]
    first = readers("Y02").get(f"/cases/{NO}/slips").get_data(as_text=True)
    assert codes[0].rpartition(".")[2] not in first
    assert readers("Y01").post(f"/cases/{NO}/slips").status_code in (400, 404)
    client = readers("Y02")
    page = Page(client, client.get(f"/cases/{NO}/slips"))
    answer = client.post(f"/cases/{NO}/slips", data=dict(page.form("")[1]))
    shown = answer.get_data(as_text=True)
    assert shown.count("<svg") == 6
    assert all(f"/ballot/{code}" in shown for code in codes)
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    kept = stored(app)
    assert "slips.printed" in kept
    assert not [code for code in codes if code.rpartition(".")[2] in kept]


def test_the_case_tells_how_often_each_answer_was_given_and_nobody_by_slip_number(readers):
    said = quarter.words(readers("Y01").get(f"/cases/{NO}"))
    assert "印发 6 张，收回" in said
    assert "持票群众" in said
    assert "slip-" not in said


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), issued) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", [slips.code(app.config["SECRET_KEY"], NO, number) for number in (1, 2)]
        server.shutdown()
        server.server_close()


def test_a_phone_without_script_hands_in_a_slip(browser, address):
    at, codes = address
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{at}/ballot/{codes[0]}")
    for label in page.locator("label:has-text('合格')").filter(has_not_text="基本").filter(has_not_text="不合格").all():
        label.click()
    with page.expect_navigation():
        page.click("button")
    assert page.url == f"{at}/ballot/thanks"
    assert "谢谢" in page.inner_text("h1")
    assert context.cookies() == []
    context.close()


def test_the_page_is_accessible_large_and_no_wider_than_a_phone(page, address):
    at, codes = address
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{at}/ballot/{codes[1]}")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.govuk-radios__label')).fontSize)") >= 24
