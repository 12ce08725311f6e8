"""Compiling a quarter in the browser: what is still pending is listed and ticked, and nothing else is offered."""

import re

import pytest

from tests.web import quarter

OFFERED = re.compile(r'<input[^>]*name="pending"[^>]*>')


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.evening) as app:
        yield app


def test_what_a_closing_must_list_is_ticked_before_anybody_asks(site):
    said = quarter.signed_in(site, "Y02").get("/cases/LH1-JZ-2024-0001/do/compile").get_data(as_text=True)
    offered = OFFERED.findall(said)
    assert [f"LH1-JL-2024-000{number}" in "".join(offered) for number in range(1, 8)] == [True] * 7
    assert all("checked" in one for one in offered)
    assert not any("-JZ-" in one or "-DH-" in one for one in offered)
