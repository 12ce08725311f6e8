"""Webhooks on the command line: for the administrator of the unit alone, the secret told once, what was sent looked into and sent again."""

import pytest
from sqlalchemy import create_engine, text

URL = "https://oa.example.cn/hooks/procflow"


@pytest.fixture
def added(act):
    return act("webhook", "new", URL, "--unit", "lh1", "--as", "admin", "--json").data


def test_it_is_added_listed_and_ended_and_its_secret_is_told_once(act, added):
    number = added["webhook"]["webhook"]
    assert added["secret"].startswith("whsec_")
    assert URL in act("webhook", "list", "--as", "admin").out
    assert added["secret"] not in act("webhook", "list", "--as", "admin", "--json").out
    assert act("webhook", "end", number, "--as", "admin", "--json").data["ended"]
    assert act("webhook", "secret", number, "--as", "admin").code == 3


def test_another_secret_is_another(act, added):
    number = added["webhook"]["webhook"]
    assert act("webhook", "secret", number, "--as", "admin", "--json").data["secret"] != added["secret"]


def test_whoever_does_not_administer_the_unit_learns_of_none(act, added):
    assert act("webhook", "list", "--as", "Y01", "--json").data == []
    for words in (("log",), ("secret",), ("end",)):
        assert act("webhook", *words, added["webhook"]["webhook"], "--as", "Y01").code == 3
    assert act("webhook", "new", URL, "--unit", "lh1", "--as", "Y01").code == 3


def test_an_address_that_is_none_is_told_before_anything_is_kept(act, rows):
    said = act("webhook", "new", "https://name:word@oa.example.cn/", "--unit", "lh1", "--as", "admin")
    assert (said.code, "接收地址" in said.all or "地址写法不对" in said.all) == (2, True)
    assert rows("SELECT count(*) FROM webhook") == [(0,)]


def test_what_was_given_up_is_seen_and_sent_again(act, added, home, rows):
    number = added["webhook"]["webhook"]
    assert act("webhook", "log", number, "--as", "admin", "--json").data == []
    cursor = rows("SELECT max(cursor) FROM event_feed")[0][0]
    with create_engine(f"sqlite:///{home / 'procflow.db'}").begin() as connection:
        given = {"hook": number, "cursor": cursor}
        connection.execute(text("INSERT INTO delivery (hook_id, cursor, chain, state, attempts, run_at, lease_until)"
                                " SELECT :hook, cursor, chain, 'failed', 8, '', NULL FROM event_feed WHERE cursor = :cursor"), given)  # fmt: skip
        connection.execute(text("INSERT INTO delivery_attempt (hook_id, cursor, attempt, at, status, milliseconds, problem)"
                                " VALUES (:hook, :cursor, 8, '2024-04-01T01:00:00.000000Z', 503, 20, 'answered')"), given)  # fmt: skip
    shown = act("webhook", "log", number, "--state", "failed", "--as", "admin").out
    assert "2024-04-01 01:00:00" in shown
    assert "503" in shown
    assert act("webhook", "again", number, cursor, "--as", "admin").code == 0
    assert rows("SELECT state, attempts FROM delivery") == [("waiting", 0)]
