"""Whoever asks far too often waits, and is told so in words; nobody else waits with them."""

import pytest

from procflow.app import create_app
from procflow.config import Settings
from procflow.errors import Misconfigured
from procflow.schema import upgrade
from tests.api.conftest import ROOT


@pytest.fixture
def few(lived):
    lived.app.config.update(SIGN_IN_LIMIT="3 per minute", PROGRAM_LIMIT="3 per minute")
    return lived


def test_an_address_that_tries_to_sign_in_too_often_waits(few):
    client = few.app.test_client()
    told = [client.post("/login", data={"login": f"nobody-{number}", "password": "x"}) for number in range(4)]
    assert [each.status_code for each in told] == [401, 401, 401, 429]
    assert "请求太多，请稍后再试" in told[-1].get_data(as_text=True)
    assert 0 < int(told[-1].headers["Retry-After"]) <= 60
    assert client.get("/login").status_code == 200
    elsewhere = client.post("/login", data={"login": "nobody", "password": "x"}, environ_overrides={"REMOTE_ADDR": "10.1.2.3"})
    assert elsewhere.status_code == 401


def test_a_program_that_asks_too_often_is_told_when_to_come_back_and_others_go_on(few):
    first, other = ({"Authorization": f"Bearer {name}"} for name in ("one", "two"))
    client = few.app.test_client()
    told = [client.get(f"{ROOT}/me", headers=first) for _ in range(4)]
    assert [each.status_code for each in told] == [401, 401, 401, 429]
    assert told[-1].mimetype == "application/problem+json"
    assert 0 < int(told[-1].headers["Retry-After"]) <= 60
    assert client.get(f"{ROOT}/me", headers=other).status_code == 401


def test_an_office_behind_one_address_is_nowhere_near_the_limit(lived):
    client = lived.app.test_client()
    assert {client.get("/login").status_code for _ in range(50)} == {200}
    assert {client.get(f"{ROOT}/me").status_code for _ in range(50)} == {401}


def test_the_figures_are_the_settings(tmp_path):
    given = Settings.load({"PROCFLOW_HOME": str(tmp_path), "PROCFLOW_SIGN_INS_A_MINUTE": "10", "PROCFLOW_CALLS_A_MINUTE": "60"})
    upgrade(given.database_url)
    app = create_app(given)
    app.config["WTF_CSRF_ENABLED"] = False
    told = [app.test_client().post("/login", data={"login": f"n{n}", "password": "x"}).status_code for n in range(11)]
    assert (told[9], told[10]) == (401, 429)
    assert (app.config["SIGN_IN_LIMIT"], app.config["PROGRAM_LIMIT"]) == ("10 per minute", "60 per minute")
    with pytest.raises(Misconfigured):
        Settings.load({"PROCFLOW_HOME": str(tmp_path), "PROCFLOW_SIGN_INS_A_MINUTE": "3"})
