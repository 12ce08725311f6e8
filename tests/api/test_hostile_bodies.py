"""Bodies that no program would send on purpose: each is answered in words, none breaks anything, none leaves a case behind."""

import json

import pytest

from procflow.web.api import operations
from tests.api.conftest import Caller

KEEN = {
    "NUL": "\x00", "surrogate": "\ud800", "not NFC": "e\u0301", "odd text": "\u202e\u2066 ' OR 1=1 -- {0.__class__} %s {missing} 👩‍👩‍👧‍👦", "long": "字" * 100_000,
    "huge": 10**400, "infinite": float("inf"), "deep list": [], "deep object": {}, "list": ["\x00", None, {}], "odd keys": {"": "", "\x00é": 1, "__class__": 2},
}  # fmt: skip
for _ in range(900):
    KEEN["deep list"], KEEN["deep object"] = [KEEN["deep list"]], {"a": KEEN["deep object"]}
BODIES = [each for each in operations() if each.method == "POST" and each.asks and not each.raw]
RAW = {
    "nothing": b"", "no JSON": b"{", "a list": b"[]", "NaN": b'{"step": NaN}', "twice": b'{"step": "a", "step": "b"}', "not UTF-8": b'{"step": "\xff"}',
    "too deep": b'{"form": ' + b"[" * 100_000, "too many digits": b'{"version": ' + b"9" * 5000 + b"}", "BOM": b"\xef\xbb\xbf{}", "UTF-16": '{"a": 1}'.encode("utf-16"),
}  # fmt: skip
FRAMES = {
    "begin": {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}},
    "preview_beginning": {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}},
    "take": {"step": "withdraw", "form": {}},
    "preview": {"step": "withdraw", "form": {}},
    "enter": {"kind": "meeting", "subject": "X1", "form": {"title": "会", "notified_on": "2024-04-01", "chair": "Y01"}},
}


@pytest.fixture(scope="module")
def official(app):
    return Caller(app, "Y01")


def address(of):
    return of.path.replace("<unit>", "lh1").replace("<no>", "LH1-JL-2024-0001").replace("<", "").replace(">", "")


def sent(official, of, body):
    headers = {**official.headers, "Idempotency-Key": f"hostile-{next(official.keys)}", "If-Match": "*", "Content-Type": "application/json"}
    data = body if isinstance(body, bytes) else json.dumps(body).replace("Infinity", "1e999").encode()
    return official.client.post(f"/api/v1{address(of)}", data=data, headers=headers)


@pytest.mark.parametrize("of", BODIES, ids=lambda each: each.name)
@pytest.mark.parametrize("value", KEEN)
def test_a_strange_value_in_any_place_is_refused_in_words(official, of, value):
    frame = FRAMES.get(of.name, {})
    names = [*of.asks().fields, "strange"]
    bodies = [{**frame, name: KEEN[value]} for name in names]
    bodies += [
        {**frame, "form": {**frame["form"], name: KEEN[value]}} for name in ("title", "parent", "item", "description") if "form" in frame
    ]
    if frame:
        bodies.append(
            {**frame, "kind": "unit", "form": {"title": "a", "kind": "branch", "code": "A", "parent": KEEN[value]}}
            if of.name == "enter"
            else frame
        )
    for body in bodies:
        answer = sent(official, of, body)
        assert answer.status_code < 500, (body, answer.json)
        assert answer.status_code < 300 or answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("of", BODIES, ids=lambda each: each.name)
@pytest.mark.parametrize("body", RAW)
def test_what_is_no_json_object_is_answered_400(official, of, body):
    assert sent(official, of, RAW[body]).status_code == 400


@pytest.mark.parametrize("key", ["\x00", "é", "a b", "x" * 81, "字"])
def test_a_strange_key_or_version_is_answered_400(official, key):
    of = next(each for each in BODIES if each.name == "take")
    for headers in (
        {"Idempotency-Key": key.encode().decode("latin-1"), "If-Match": "*"},
        {"Idempotency-Key": "k", "If-Match": '"' + "9" * 40 + '"'},
    ):
        answer = official.client.post(f"/api/v1{address(of)}", json=FRAMES["take"], headers={**official.headers, **headers})
        assert answer.status_code == 400
