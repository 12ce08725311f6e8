"""Bonus claim, guard by guard: what may be claimed, when and once; who checks under which rules; what is posted."""

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import Start
from procflow.machines import bonus_claim as claim
from procflow.machines import tables
from tests.machines.world import BODIES, BUREAU, asked, code, everyone, facts, linked, person, resolution, step

TABLE = tables()["bonus_claim"]
CLAIM = {"item": "serve_masses", "deed_on": "2024-03-05", "points": 800, "event": None, "description": "x"}


def filing(**more):
    given = {
        "subject": "M01",
        "actor": "M01",
        "roles": ("member",),
        "form": CLAIM,
        "on": "2024-03-08",
        "alike": (),
        "member": person("M01"),
    }
    return facts(**{**given, **more})


def filed(*taken, **more):
    return facts(
        **{"subject": "M01", "taken": (step("create"), step("submit", "2024-03-08", CLAIM, "M01", ("a",)), *taken), "links": (), **more}
    )


@pytest.mark.parametrize(
    ("item", "found"), [("serve_masses", ""), ("study", "GUARD_FAILED"), ("absence", "GUARD_FAILED"), ("nothing", "GUARD_FAILED")]
)
def test_only_bonus_items_of_the_catalogue_are_claimed_T9(item, found):
    assert code(claim.in_catalogue, filing(form={**CLAIM, "item": item})) == found


@pytest.mark.parametrize(("points", "found"), [(100, ""), (1000, ""), (99, "GUARD_FAILED"), (1001, "GUARD_FAILED"), (-100, "GUARD_FAILED")])
def test_the_points_lie_in_the_items_range_A14(points, found):
    assert code(claim.in_range, filing(form={**CLAIM, "points": points})) == found


def test_the_refusal_of_points_says_the_range():
    assert asked(claim.in_range, filing(form={**CLAIM, "points": 1100})).inputs == {"low": "1", "high": "10", "asked": "11"}


def test_each_item_asks_for_its_evidence_B31():
    assert asked(claim.has_evidence, filing()).inputs == {"least": 1, "given": 0}
    assert code(claim.has_evidence, filing(files=("a",))) == ""
    assert code(claim.has_evidence, filed(form=CLAIM)) == ""  # what was handed in before still counts


@pytest.mark.parametrize(("deed", "filed_on", "found"), [
    ("2024-03-08", "2024-03-08", ""), ("2024-03-09", "2024-03-08", "OUT_OF_WINDOW"), ("2024-01-01", "2024-12-31", ""),
    ("2024-12-31", "2025-01-05", ""), ("2024-12-31", "2025-01-06", "OUT_OF_WINDOW"), ("2023-12-31", "2024-03-08", "OUT_OF_WINDOW"),
])  # fmt: skip
def test_a_deed_is_claimed_in_its_own_cycle_until_5_january_A21(deed, filed_on, found):
    assert code(claim.deed_in_time, filing(form={**CLAIM, "deed_on": deed}, on=filed_on)) == found


@pytest.mark.parametrize(
    ("state", "found"), [("submitted", "DUPLICATE"), ("posted", "DUPLICATE"), ("rejected", ""), ("withdrawn", ""), ("lapsed", "")]
)
def test_a_deed_is_claimed_once_A54(state, found):
    before = linked("bonus_claim", state, step("submit", form=CLAIM))
    assert code(claim.not_claimed_before, filing(alike=(before,))) == found


def test_the_same_activity_is_the_same_deed_on_whatever_day_A54():
    before = linked("bonus_claim", "posted", step("submit", form={**CLAIM, "event": "HD-1", "deed_on": "2024-03-04"}))
    assert code(claim.not_claimed_before, filing(form={**CLAIM, "event": "HD-1"}, alike=(before,))) == "DUPLICATE"
    assert code(claim.not_claimed_before, filing(form={**CLAIM, "event": "HD-2"}, alike=(before,))) == ""
    assert code(claim.not_claimed_before, filing(form={**CLAIM, "item": "volunteer", "event": "HD-1"}, alike=(before,))) == ""


@pytest.mark.parametrize(("verified", "found"), [(800, ""), (1, ""), (0, "GUARD_FAILED"), (801, "GUARD_FAILED")])
def test_no_more_is_verified_than_was_claimed_T10(verified, found):
    assert code(claim.not_above_claim, filed(form={"verified": verified})) == found


def test_the_quarter_of_a_claim_is_fixed_when_it_is_filed_A21_A39():
    assert claim.quarter(filed(on="2024-07-01")) == "2024-Q1"
    late = step("submit", "2024-03-26", {**CLAIM, "deed_on": "2024-03-26"})
    assert claim.quarter(facts(subject="M01", rules=BUREAU, taken=(late,), on="2024-03-26")) == "2024-Q2"
    assert claim.quarter(facts(subject="M01", on="2024-05-01")) == "2024-Q2"


@pytest.mark.parametrize(("rules", "route"), [(None, "to_verify"), (BUREAU, "to_group")])
def test_a_claim_goes_first_to_whom_the_rules_say_T10_B31(rules, route):
    seen = filed(state="submitted", actor="system", roles=("auto",), **({"rules": rules} if rules else {}))
    assert [each.fired.name for each in automatic(TABLE, seen)] == [route]


def verifying(**more):
    sitting = {"state": "verifying", "actor": "Y04", "roles": ("points_group",), "bodies": BODIES, "resolution": resolution()}
    return filed(**{**sitting, "form": {"verified": 800, "resolution": "JF-1", "opinion": None}, **more})


def test_the_group_of_a_township_verifies_and_puts_the_motion_T10():
    found = decide(TABLE, "verify_to_vote", verifying())
    assert [(each.procedure, each.form["adverse"]) for each in found.effects if isinstance(each, Start)] == [("member_meeting_vote", "no")]
    assert decide(TABLE, "verify_to_vote", verifying(rules=BUREAU)).code == "GUARD_FAILED"


def test_the_committee_of_the_bureau_decides_itself_B7_A37():
    sitting = {"actor": "Y02", "roles": ("branch_committee",), "resolution": resolution("branch_committee", ("Y01", "Y02"))}
    assert decide(TABLE, "verify_ok", verifying(rules=BUREAU, **sitting)).fired.to == "approved"
    assert decide(TABLE, "verify_ok", verifying(**sitting)).code == "GUARD_FAILED"


def test_nobody_verifies_the_own_claim_domain_6_3_4():
    assert decide(TABLE, "verify_to_vote", verifying(actor="M01")).code == "SELF_DEALING"
    own_group = filed(
        rules=BUREAU, state="group_review", actor="M01", roles=("group_leader", "member"), form={"opinion": None}, people=everyone("M01")
    )
    assert decide(TABLE, "group_pass", own_group).code == "SELF_DEALING"


@pytest.mark.parametrize(
    ("motion", "to"), [("passed", "approved"), ("not_passed", "rejected"), ("withdrawn", "verifying"), ("voting", None)]
)
def test_the_meetings_result_decides_T10(motion, to):
    seen = filed(state="pending_vote", actor="system", roles=("auto",), links=(linked("member_meeting_vote", motion),))
    assert [each.fired.to for each in automatic(TABLE, seen)] == ([to] if to else [])


def test_nothing_is_posted_before_the_vote_domain_6_3_6():
    assert decide(TABLE, "post", filed(state="pending_vote", roles=("points_admin",))).code == "ILLEGAL_STATE"


def test_the_verified_points_are_posted_in_the_quarter_of_the_claim_T10():
    found = claim.points(filed(step("verify_to_vote", form={"verified": 400})))
    assert (found.member, found.component, found.item, found.points, found.period, found.occurred_on) == (
        "M01", "bonus", "serve_masses", 400, "2024-Q1", "2024-03-05",
    )  # fmt: skip


def test_a_claim_is_withdrawn_until_voting_began_T9():
    voted = linked("member_meeting_vote", "voting", step("open_vote"))
    seen = {"state": "pending_vote", "actor": "M01", "roles": ("member",)}
    assert decide(TABLE, "withdraw", filed(links=(linked("member_meeting_vote", "scheduled"),), **seen)).fired.to == "withdrawn"
    assert decide(TABLE, "withdraw", filed(links=(voted,), **seen)).code == "GUARD_FAILED"


def test_an_objection_orders_a_reversal_and_a_part_may_stand_A51():
    seen = {"state": "posted", "roles": ("points_admin",), "form": {"order": "O-1", "keep": 600}, "own_entries": (), "named": {}}
    assert decide(TABLE, "reverse", filed(links=(linked("objection_review", "investigating"),), **seen)).code == "GUARD_FAILED"
    assert decide(TABLE, "reverse", filed(links=(linked("objection_review", "closed_partly"),), **seen)).fired.to == "reversed"
