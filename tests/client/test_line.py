"""The line to a server: what breaks off is sent again and done once; whoever is not let in, or reaches nobody, is told so in words."""

import socket
from http.client import HTTPConnection, RemoteDisconnected

import pytest

from procflow.client import TRIES, Client, NoAnswer, Reply
from procflow.client.line import Line
from procflow.client.problems import problem
from procflow.errors import Invalid, NotFound
from procflow.wording import missing

pytestmark = pytest.mark.loopback


@pytest.fixture
def breaking(monkeypatch):
    """Let so many answers be lost after the server has given them."""
    left, real = [0], HTTPConnection.getresponse

    def lost(self):
        answer = real(self)
        if left[0]:
            left[0] -= 1
            answer.read()
            raise RemoteDisconnected("lost on the way")
        return answer

    monkeypatch.setattr(HTTPConnection, "getresponse", lost)
    return left


def test_an_act_whose_answer_was_lost_is_sent_again_and_done_once(client, claim, breaking):
    breaking[0] = TRIES - 1
    done = client("M05").step(claim, "withdraw")
    assert breaking[0] == 0
    assert [each.event for each in client("M05").trace(claim).events][1:] == [done.record]


def test_it_is_not_sent_for_ever(client, claim, breaking):
    breaking[0] = TRIES
    with pytest.raises(NoAnswer, match="lost on the way") as told:
        client("M05").step(claim, "withdraw")
    assert told.value.status == 0


def test_one_connection_serves_many_calls(client, monkeypatch):
    opened, real = [], socket.create_connection
    client("M05").line.close()
    monkeypatch.setattr(socket, "create_connection", lambda *given, **more: opened.append(given) or real(*given, **more))
    for _ in range(3):
        client("M05").me()
    assert len(opened) <= 1


def test_nobody_there_is_told_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client(address) as client, pytest.raises(NoAnswer) as told:
        client.clock()
    assert address in str(told.value)


@pytest.mark.parametrize(("token", "status"), [("", 401), ("pf_nothing", 401)])
def test_without_a_valid_token_one_is_asked_for(served, token, status):
    with Client(served[1], token) as client, pytest.raises(NoAnswer, match="令牌") as told:
        client.me()
    assert told.value.status == status


def test_a_token_that_may_only_read_is_told_so(client):
    nobody = client("M05").under("")
    reader = nobody.under(nobody.rehearse_as("M05", scope="read").secret)
    assert reader.me().person == "M05"
    with pytest.raises(NoAnswer, match="只能查看") as told:
        reader.begin("bonus_claim", "lh1")
    assert told.value.status == 403


def test_a_token_that_was_withdrawn_opens_nothing(client):
    nobody = client("M05").under("")
    issued = nobody.rehearse_as("M06", "短暂")
    mine = nobody.under(issued.secret)
    assert {each.title for each in mine.tokens()} >= {"短暂"}
    assert mine.end_token(issued.token.token).ended
    with pytest.raises(NoAnswer, match="收回"):
        mine.me()


def test_a_page_that_is_not_ours_is_told_so(served):
    with Client(served[1] + "/elsewhere") as client, pytest.raises(NoAnswer, match="procflow"):
        client.me()


@pytest.mark.parametrize(
    "url",
    ["", "procflow.example.cn", "ftp://a", "http://", "http://a b", "http://x:y@a", "http://a:port", "http://a/?q", "file:///etc/passwd"],
)
def test_an_address_that_is_none_is_told_so(url):
    with pytest.raises(Invalid) as told:
        Line(url)
    assert list(told.value.errors) == ["server"]


@pytest.mark.parametrize("token", ["a\nb", "a b", "令牌"])
def test_a_token_that_can_be_none_is_never_sent(token):
    with pytest.raises(Invalid):
        Client("http://127.0.0.1:1", token)


@pytest.mark.parametrize(
    ("status", "body", "wait"),
    [(500, b'{"title": "x", "incident": "AB12"}', 0), (503, b'{"title": "x"}', 60), (502, b"<html>", 0), (200, b"{}", 0), (422, b'{"refusals": [1]}', 0),
     (422, b"[]", 0)],
)  # fmt: skip
def test_whatever_comes_back_is_one_of_ours(status, body, wait):
    found = problem(status, "application/problem+json", body, {"Retry-After": str(wait)} if wait else {}, "http://a")
    assert isinstance(found, NoAnswer)
    assert (found.status, found.wait) == (status, wait)
    assert missing([found.sentence]) == []
    assert found.incident == ("AB12" if status == 500 else "")


def test_the_words_of_what_is_missing_are_the_servers():
    found = problem(404, "application/problem+json", '{"detail": "没有这个程序：x"}'.encode(), {}, "http://a")
    assert isinstance(found, NotFound)
    assert str(found) == "没有这个程序：x"


def test_the_kind_of_an_answer_is_read_without_its_parameters():
    assert Reply(200, {"Content-Type": "application/json; charset=utf-8"}, b"").media == "application/json"
