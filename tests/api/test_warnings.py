"""What should be weighed before a fact is filed is told to the program that filed it; the fact stands all the same."""

import pytest

from tests.api.conftest import Caller

DEPUTY = {"kind": "deputy", "subject": "M03", "form": {"absent": "Y02"}, "since": "2024-04-08"}


@pytest.fixture(scope="module")
def official(small):
    return Caller(small, "Y01")


def test_a_deputy_without_an_end_is_filed_with_the_warning_and_again_with_the_same(official):
    told = [official.post("/units/lh1/facts", DEPUTY, Idempotency_Key="no-end") for _ in range(2)]
    assert [each.status_code for each in told] == [201, 201]
    assert told[0].json == told[1].json
    assert [each["sentence"] for each in told[0].json["warnings"]] == ["没有写代办到哪一天为止"]
    assert not told[0].json["warnings"][0]["blocks"]


def test_a_fact_that_nothing_speaks_against_has_no_warning(official):
    answer = official.post("/units/lh1/facts", DEPUTY | {"subject": "M04", "until": "2024-04-09", "form": {"absent": "Y03"}})
    assert (answer.status_code, answer.json["warnings"]) == (201, [])
