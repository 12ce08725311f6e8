"""Whoever tries codes of slips is stopped after a few, by address and in all, and told when to come back; a good slip loses nothing (B9 B33)."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.web import ballots, slips
from procflow.web.guessing import Guesses, client
from tests.web import quarter
from tests.web.client import Page
from tests.web.test_ballot_page import NO, chosen, issued

NOON = datetime(2024, 12, 12, 4, tzinfo=UTC)
PHONE, OTHER = "203.0.113.7", "203.0.113.8"
minutes = st.integers(0, 40).map(lambda given_: timedelta(minutes=given_))


@given(st.lists(st.tuples(st.sampled_from("abc"), minutes), max_size=40), st.sampled_from("abcd"))
def test_a_client_waits_exactly_until_fewer_than_the_most_wrong_codes_lie_in_the_time(tries, asking):
    guesses, at, kept = Guesses(each=3, all_=6), NOON, []
    for who, later in tries:
        at += later
        if not guesses.wait(who, at):
            guesses.wrong(who, at)
            kept.append((at, who))
    wait = guesses.wait(asking, at)

    def barred(when):
        lying = [who for since, who in kept if since + guesses.within > when]
        return len(lying) >= 6 or lying.count(asking) >= 3

    assert bool(wait) == barred(at)
    if wait:
        assert barred(at + timedelta(seconds=wait - 1))
        assert not barred(at + timedelta(seconds=wait))
    assert len(guesses.missed) <= 6


def test_the_mark_of_a_client_holds_no_address_and_a_network_of_ipv6_is_one_client():
    assert client("s", PHONE) != client("s", OTHER)
    assert client("s", PHONE) != client("t", PHONE)
    assert PHONE not in client("s", PHONE)
    assert client("s", "2001:db8:0:1::5") == client("s", "2001:db8:0:1:ffff::9") != client("s", "2001:db8:0:2::5")
    assert client("s", None) == client("s", "not an address")


@pytest.fixture
def app(tmp_path, monkeypatch):
    with quarter.site("sqlite", tmp_path, issued) as made:
        made.config["AT"] = NOON
        monkeypatch.setattr(ballots, "real_now", lambda: made.config["AT"])
        yield made


def code(app, number):
    return slips.code(app.config["SECRET_KEY"], NO, number)


def get(app, given_, address=PHONE, **more):
    return app.test_client().get(f"/ballot/{given_}", environ_base={"REMOTE_ADDR": address}, **more)


def test_after_twenty_wrong_codes_even_the_right_one_waits_a_quarter_of_an_hour_and_other_phones_do_not(app, caplog):
    with caplog.at_level(logging.DEBUG):
        assert [get(app, f"{code(app, 1)[:-1]}{'u' if each % 2 else '!'}").status_code for each in range(20)] == [404] * 20
        answer = get(app, code(app, 1))
    said = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (429, "900", "no-store")
    assert "请过 15 分钟再扫一次。您的票没有作废。" in said
    assert "Please scan again later" in said
    assert [word for word in (PHONE, code(app, 1).rpartition(".")[2]) if word in caplog.text + said] == []
    page = get(app, code(app, 1), OTHER)
    assert page.status_code == 200
    assert app.test_client().post(f"/ballot/{code(app, 1)}", environ_base={"REMOTE_ADDR": PHONE}).status_code == 429
    app.config["AT"] = NOON + timedelta(minutes=14, seconds=1)
    later = get(app, code(app, 1))
    assert (later.status_code, later.headers["Retry-After"]) == (429, "59")
    app.config["AT"] = NOON + timedelta(minutes=15)
    assert get(app, code(app, 1)).status_code == 200


def test_wrong_codes_from_everywhere_stop_the_page_for_all_and_what_opens_a_slip_is_no_guess(app):
    app.extensions[ballots.GUESSES] = Guesses(each=3, all_=5)
    for each in range(30):
        assert get(app, code(app, 1), f"198.51.100.{each}").status_code == 200
    assert [get(app, "nothing", f"198.51.100.{each}").status_code for each in range(6)] == [404] * 5 + [429]
    assert get(app, code(app, 2), OTHER).status_code == 429
    assert app.test_client().get("/ballot/thanks").status_code == 200


def test_a_used_slip_is_no_guess(app):
    app.extensions[ballots.GUESSES] = Guesses(each=1)
    browser = app.test_client()
    page = Page(browser, browser.get(f"/ballot/{code(app, 3)}"))
    assert browser.post(f"/ballot/{code(app, 3)}", data=chosen(page)).status_code == 303
    assert [browser.get(f"/ballot/{code(app, 3)}").status_code for _ in range(3)] == [410] * 3
