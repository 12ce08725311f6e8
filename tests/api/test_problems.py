"""What a program is told when something cannot be done: a problem document in its language, and never a page or a traceback."""

import pytest

from procflow.web.api import cases
from tests.api.conftest import ROOT, Caller

BODIES = [b"", b"{", b"[]", b"null", b'"a"', b'{"a": 1, "a": 1}', b'{"step": NaN}', b"\xff", b"[" * 5000, b'{"step": "x", "strange": 1}']


@pytest.fixture(scope="module")
def caller(small):
    return Caller(small, "Y01", "en")


def asked(caller, method, path, **more):
    headers = {**caller.headers, "Idempotency-Key": "k", "If-Match": "*", **more.pop("headers", {})}
    return caller.client.open(ROOT + path, method=method, headers=headers, **more)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/cases/none", 404),
        ("GET", "/procedures/none", 404),
        ("PUT", "/inbox", 405),
        ("DELETE", "/cases/x", 405),
    ],
)
def test_the_title_is_in_the_language_asked_for(caller, method, path, status):
    for lang, han in (("en", False), ("zh-CN", True), ("de, zh;q=0.5", True), ("*", True)):
        answer = asked(caller, method, path, headers={"Accept-Language": lang})
        assert (answer.status_code, answer.mimetype, answer.json["status"]) == (status, "application/problem+json", status)
        assert any("\u4e00" <= each <= "\u9fff" for each in answer.json["title"]) is han, lang


def test_a_method_that_is_not_taken_is_told_which_are(caller):
    assert set(asked(caller, "PUT", "/clock").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_cannot_be_read_is_answered(caller, body):
    answer = asked(caller, "POST", "/cases/LH1-JL-2024-0001/steps", data=body, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_body_that_is_no_json_is_told_so(caller):
    assert asked(caller, "POST", "/clock", data=b"to=1", content_type="application/x-www-form-urlencoded").status_code == 415


def test_every_field_that_cannot_be_read_is_named(caller):
    answer = asked(
        caller, "POST", "/units/lh1/facts", json={"kind": "meeting", "subject": "M1", "form": {"title": "", "notified_on": "soon"}}
    )
    assert {each["field"] for each in answer.json["errors"]} == {"title", "notified_on", "chair"}


@pytest.mark.parametrize("seen", ['W/"3"x', '"a"', '"1", "2"', '"99999999999"', '"٣"'])
def test_a_version_that_is_none_is_told_so(caller, seen):
    answer = asked(caller, "POST", "/cases/LH1-JL-2024-0001/steps", json={"step": "post", "form": {}}, headers={"If-Match": seen})
    assert answer.status_code == 400, answer.json


@pytest.mark.parametrize("path", ["/inbox?limit=x", "/inbox?limit=1001", "/inbox?box=none", "/inbox?strange=1", "/cases?limit=-1",
                                  "/members/M01/points?period=2024-Q9"])  # fmt: skip
def test_a_query_that_cannot_be_read_names_what_is_wrong(caller, path):
    answer = asked(caller, "GET", path)
    assert (answer.status_code, len(answer.json["errors"])) == (400, 1)


def test_what_nobody_foresaw_is_told_by_a_code_that_the_log_has(caller, monkeypatch, caplog):

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(cases, "case_page", broken)
    answer = asked(caller, "GET", "/cases/LH1-JL-2024-0001")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["incident"] in caplog.text
    assert "ZeroDivisionError" not in answer.get_data(as_text=True)
