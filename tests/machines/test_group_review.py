"""The review of the Party group (B7 B31): the leader of the member's own group, a deputy for that leader, or a substitute for the leader's own claim."""

from dataclasses import replace

import pytest

from procflow.decide import decide
from procflow.grammar.table import reads_of
from procflow.guards.groups import group_desk, of_own_group
from procflow.machines import tables
from tests.machines.world import BODIES, BUREAU, code, facts, person

TABLE = tables()["bonus_claim"]
GROUPS = {"K04": "one", "K05": "one", "K06": "two", "K10": "two", "K16": ""}
PEOPLE = {name: replace(person(name), group=group) for name, group in GROUPS.items()}
LEADERS = {"K05": frozenset({"group_leader"}), "K06": frozenset({"group_leader"}), "Y02": frozenset({"points_admin"})}


def reviewing(actor, subject="K10", roles=("group_leader",), **more):
    given = {"rules": BUREAU, "state": "group_review", "form": {"opinion": None}, "people": PEOPLE, "colleagues": LEADERS, "bodies": BODIES}
    return facts(subject=subject, actor=actor, roles=roles, **{**given, **more})


@pytest.mark.parametrize("step", ["group_pass", "return", "reject"])
def test_only_the_leader_of_the_member_s_own_group_reviews_B31(step):
    form = {"opinion": None, "reason": "x", "resolution": None}
    assert decide(TABLE, step, reviewing("K06", form=form)).code == ""
    assert decide(TABLE, step, reviewing("K05", form=form)).code == "FORBIDDEN_ROLE"


def test_a_leader_s_own_claim_is_reviewed_by_a_substitute_G_SELF():
    own = reviewing("K06", subject="K06", roles=("group_leader", "member"))
    assert decide(TABLE, "group_pass", own).code == "SELF_DEALING"
    assert decide(TABLE, "group_pass", reviewing("Y01", subject="K06", roles=("substitute",))).fired.to == "verifying"


def test_a_deputy_reviews_for_the_absent_leader_s_group_and_no_other():
    seen = reviewing("K04")
    deputy = facts(subject="K10", people=PEOPLE, actor="K04", roles=("group_leader",))
    lent = replace(deputy.actor, lent={"group_leader": "K06"})
    sections = {"case": deputy.case, "actor": lent, "form": {}, "people": PEOPLE, "today": deputy.today}
    assert code(of_own_group, seen) == "FORBIDDEN_ROLE"
    assert code(of_own_group, type(deputy)(sections)) == ""


def test_a_person_of_no_group_is_any_leader_s():
    assert code(of_own_group, reviewing("K05", subject="K16")) == ""


@pytest.mark.parametrize(("subject", "desk"), [
    ("K10", ("group_leader@K06",)), ("K04", ("group_leader@K05",)), ("K16", ("group_leader",)),
    ("K06", ("substitute@Y01", "substitute@Y02", "substitute@Y03")),
])  # fmt: skip
def test_the_claim_lies_with_that_leader_or_with_those_who_stand_in(subject, desk):
    assert group_desk(reviewing("Y02", subject).only(reads_of(group_desk))) == desk
