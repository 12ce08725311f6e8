"""Who acts under the bureau's rules: each desk and actor that the tables leave to the regime (B11 B31 B33 B36, A36 A37 A38 A44 A61 A63)."""

import pytest

from procflow.decide import decide
from procflow.grammar.table import reads_of
from procflow.guards import offices, parties, probation, proposals, raters
from procflow.guards.paths import verifier
from procflow.machines import tables
from procflow.regimes.rulebook import load
from tests.machines.world import BODIES, entry, facts, resolution, step

BUREAU = load("bureau_quarterly")
LEAD = step("create", form={"kind": "deduction", "item": "discipline", "happened_on": "2024-02-27"})
ACTING = (
    (raters.totallers, ("recorder",)),  # B36
    (raters.approvers, ("superior_org",)),  # A36: 机关工委
    (raters.publicist, "recorder"),  # A63
    (raters.superior, "superior_org"),  # A61
    (parties.panel, "party_building_office"),  # B33
    (parties.superior, "superior_org"),  # A61
    (offices.posters, ("points_admin", "branch_committee")),  # B11 A44
    (verifier, "branch_committee"),  # A37
    (proposals.checker, "branch_committee"),  # A38
    (proposals.decision_desk, "branch_committee"),  # A38
    (probation.approver, "superior_org"),  # A61: failing a grassroots committee of its own
)


@pytest.mark.parametrize(("who", "expected"), ACTING, ids=lambda given: getattr(given, "__name__", ""))
def test_the_rules_say_who_acts(who, expected):
    seen = facts(rules=BUREAU, subject="K09", period="2024", taken=(LEAD,), bodies=BODIES)
    assert who(seen.only(reads_of(who))) == expected


def test_the_points_administrator_posts_no_own_claim_and_the_committee_s_keeper_does_G_SELF_A44():
    claim = step("verify_ok", form={"verified": 500}, resolution="ZW-1")
    given = {"rules": BUREAU, "subject": "K03", "state": "approved", "links": (), "entries": (entry("K03", 1),),
             "taken": (step("submit", form={"item": "vanguard", "deed_on": "2024-03-22", "points": 500}), claim)}  # fmt: skip
    table = tables()["bonus_claim"]
    assert decide(table, "post", facts(actor="K03", roles=("points_admin",), **given)).code == "SELF_DEALING"
    assert decide(table, "post", facts(actor="K04", roles=("branch_committee",), **given)).fired.to == "posted"


def test_the_committee_decides_a_deduction_and_no_meeting_B8_A38():
    given = {"rules": BUREAU, "subject": "K09", "state": "pending_decision", "bodies": BODIES, "links": (),
             "taken": (LEAD, step("notify"), step("to_decision", form={"points": 500})), "form": {"points": None, "resolution": "ZW-1"},
             "actor": "Y02", "roles": ("branch_committee",), "resolution": resolution("branch_committee", ("Y01", "Y02"))}  # fmt: skip
    table = tables()["deduction_proposal"]
    assert decide(table, "confirm", facts(**given)).fired.to == "confirmed"
    assert decide(table, "confirm", facts(**{**given, "roles": ("member_meeting",)})).code == "GUARD_FAILED"


@pytest.mark.parametrize(("on", "found"), [("2024-03-10", "TOO_EARLY"), ("2024-03-11", "")])
def test_the_member_has_three_days_to_reply_before_anything_is_decided_A38(on, found):
    given = {"rules": BUREAU, "subject": "K09", "state": "hearing", "bodies": BODIES, "taken": (LEAD, step("notify", "2024-03-07")), "on": on,
             "form": {"points": 500, "resolution": "ZW-1"}, "actor": "Y02", "roles": ("branch_committee",),
             "resolution": resolution("branch_committee", ("Y01", "Y02"), "2024-03-04")}  # fmt: skip
    assert decide(tables()["deduction_proposal"], "to_decision", facts(**given)).code == found
