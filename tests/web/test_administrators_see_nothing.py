"""Whoever administers the system decides no case and reads none: roles and accounts are theirs, what cases contain is not."""

import pytest

from procflow.machines import tables
from procflow.models import Case
from procflow.queries.seats import BLIND


def test_no_step_of_any_procedure_is_the_administrators():
    named = {(table.key, step.name) for table in tables().values() for step in table.steps if step.by == "sysadmin"}
    desks = {(table.key, state.name) for table in tables().values() for state in table.states if state.desk == "sysadmin"}
    assert named == desks == set()
    assert {"sysadmin"} == BLIND


@pytest.mark.parametrize("page", ["", "/steps", "/do/submit", "/print"])
def test_a_case_is_not_found_by_an_administrator(lived, page):
    no = lived.world.claim()
    assert lived.as_("adm").get(f"/cases/{no}{page}").status == 404


def test_an_attempt_of_an_administrator_changes_nothing_and_is_on_record(lived):
    no = lived.world.claim()
    reader = lived.as_("adm")
    for step in ("verify_ok", "withdraw", "return"):
        assert reader.confirm(no, step).status in (400, 403, 404)
    assert lived.world.rows(Case, Case.no == no)[0].state == "verifying"


def test_neither_search_inbox_nor_points_tell_an_administrator_of_a_case(lived):
    no = lived.world.claim()
    reader = lived.as_("adm")
    for path in ("/inbox", "/audit", "/audit?q=D1ZB", "/members/M01", "/members/M01/points?period=2024-Q1", "/objections", "/publicity"):
        assert no not in reader.get(path).html, path
        assert "冒雨帮李大娘收谷子" not in reader.get(path).html, path
