"""What an operation reads of a query or a body: what its schema admits, and what is wrong by its field."""

import pytest
from jsonschema import Draft202012Validator

from procflow.canon import clean
from procflow.forms.described import VISIBLE, json_schema
from procflow.web.api.steps import CaseAsked
from tests.api.conftest import ROOT, Caller


@pytest.fixture(scope="module")
def official(small):
    return Caller(small, "Y01")


def test_a_public_operation_asks_for_no_token_and_looks_at_none(small):
    answer = small.test_client().post(f"{ROOT}/rehearsal/tokens", json={"person": "Y01"}, headers={"Authorization": "Bearer over"})
    assert answer.status_code == 201


def test_two_and_two_point_nought_are_one_number_to_json(small):
    client = small.test_client()
    answers = [
        client.post(f"{ROOT}/rehearsal/tokens", data=f'{{"person": "Y01", "days": {days}}}', content_type="application/json")
        for days in ("2.0", "2.5")
    ]
    assert [each.status_code for each in answers] == [201, 400]


@pytest.mark.parametrize("period", ["2024-Q5", "2024-13", "24", "2024-Q1 x"])
def test_a_period_that_is_none_is_said_by_its_field(official, period):
    answer = official.get(f"/units/lh1/entries?period={period}")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (400, "period")
    assert not Draft202012Validator(json_schema(CaseAsked)["properties"]["period"]).is_valid(period)
    assert official.get(f"/units/lh1/statements/{period}").status_code == 404


def test_a_name_that_a_query_has_twice_is_not_read(official):
    assert official.get("/cases?limit=1&limit=2").status_code == 400
    assert official.get("/cases?limit=1&unit=").status_code == 200


@pytest.mark.parametrize("to", [{}, 5, "2024-04-19", "tomorrow", "0001-01-01T00:00:00+14:00"])
def test_a_moment_is_told_with_its_zone(official, to):
    answer = official.post("/clock", {"to": to})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (400, "to")


def test_a_moment_may_be_told_in_any_zone(official):
    shown = official.get("/clock").json["at"]
    there = shown.replace("Z", "+00:00")
    assert official.post("/clock", {"to": there}).json["at"] == shown


def test_a_text_of_rules_that_is_none_is_told_line_by_line(official):
    body = {
        "kind": "adoption",
        "subject": "A1",
        "form": {"version": "1", "sha256": "a"},
        "rules": "format: procflow-regime/1\nmeetings: 5\n",
    }
    answer = official.post("/units/lh1/facts", body)
    assert answer.status_code == 400
    assert all(each["field"].startswith("rules:") and each["detail"] for each in answer.json["errors"])


def test_nobody_makes_a_unit_above_all_others(official):
    body = {"kind": "unit", "subject": "top", "form": {"title": "又一个", "kind": "township", "code": "TOP"}}
    answer = official.post("/units/top/facts", body)
    assert (answer.status_code, answer.json["code"]) == (403, "FORBIDDEN_ROLE")


def test_a_text_that_the_schema_admits_leaves_something_to_read():
    seen = Draft202012Validator({"type": "string", "pattern": VISIBLE})
    letters = [chr(each) for each in range(0x110000) if not 0xD800 <= each < 0xE000]
    assert [each for each in letters if seen.is_valid(each) is not bool(clean(each))] == []


@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("get", "/me", "200 401 503"),
        ("get", "/cases/{no}", "200 401 404 503"),
        ("post", "/evidence", "201 400 401 403 413 503"),
        ("post", "/previews", "200 400 401 403 404 413 415 503"),
        ("post", "/cases/{no}/steps", "201 400 401 403 404 409 412 413 415 422 428 503"),
        ("post", "/units/{unit}/facts", "201 400 401 403 404 409 413 415 422 503"),
    ],
)
def test_an_operation_lists_the_statuses_that_it_gives(official, method, path, statuses):
    assert set(official.get("/openapi.json").json["paths"][path][method]["responses"]) == set(statuses.split())
