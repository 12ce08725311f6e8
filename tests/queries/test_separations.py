"""Separation of duties as declared: every guard against self-dealing is told with its steps, and no procedure about a member does without."""

import pytest

from procflow.machines import tables
from procflow.queries.separations import separations

OFFICES_ONLY = {"member_meeting_vote"}  # the vote itself is everybody's: who is concerned is told apart on the roll


@pytest.mark.parametrize("table", tables().values(), ids=list(tables()))
def test_every_guard_against_self_dealing_is_told_with_its_steps(table):
    declared = {(one.name, row.title) for row in table.steps for one in (*row.when, *row.fits) if one.code == "SELF_DEALING"}
    assert {(each.guard, step) for each in separations(table) for step in each.steps} == declared
    assert all(each.sentence and each.steps and each.clauses for each in separations(table))


def test_no_procedure_that_decides_about_a_member_does_without():
    about = {name for name, table in tables().items() if table.about == "member" and name not in OFFICES_ONLY}
    assert {name for name in about if not separations(tables()[name])} == set()


def test_the_objection_keeps_parties_first_handlers_and_deciders_apart():
    """G-SELF: subject, objector, earlier decider."""
    told = {each.guard for each in separations(tables()["objection_review"])}
    assert {"not_a_party", "parties_abstained", "handler_apart", "another_handler"} <= told
    assert {"from_outside", "none_of_the_branch"} <= {each.guard for each in separations(tables()["inspection"])}
