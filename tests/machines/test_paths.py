"""The path of a claim (T10 B7 B31 P7): any number of bodies, each after the other, the last of which decides or puts it to the meeting."""

import pytest

from procflow.decide import automatic, decide, options
from procflow.guards import paths
from procflow.machines import tables
from procflow.proof.check import verify
from tests.machines.membership import Branch
from tests.machines.world import BODIES, BUREAU, TOWNSHIP, facts, linked, resolution, step
from tests.regimes.examples import changed

TABLE = tables()["bonus_claim"]
CLAIM = {"item": "honours", "deed_on": "2024-03-05", "points": 500, "event": None, "description": "x"}
FOUR = changed(("bonus: {is: [points_group, member_meeting]", "bonus: {is: [party_group, points_group, branch_committee, party_committee]"))
VOTED = changed(("bonus: {is: [points_group, member_meeting]", "bonus: {is: [points_group, branch_committee, member_meeting]"))
OWN = changed(
    (
        "label: 受表彰, component: bonus,",
        "label: 受表彰, component: bonus, path: [points_group, branch_committee, superior_org, member_meeting],",
    )
)
HELD = changed(
    ("bonus: {is: [points_group, member_meeting]", "bonus: {is: [branch_committee, superior_org]")
)  # the township's committee acts in it
SUBMITTED = (step("create"), step("submit", "2024-03-08", CLAIM, "M01", ("a",)))


def verifying(*passed, rules=FOUR, body="points_group", **more):
    given = {"subject": "M01", "state": "verifying", "rules": rules, "actor": "Y04", "roles": (body,), "links": (), "resolution": resolution(body),
             "bodies": {**BODIES, **{each: BODIES["points_group"].__class__(each, ("Y04", "Y05"), ("Y04",)) for each in (body,)}},
             "form": {"verified": 500, "resolution": "JF-1", "opinion": None}}  # fmt: skip
    return facts(
        taken=(*SUBMITTED, *(step("pass_on", form={"verified": 400}) for _ in range(passed[0] if passed else 0))), **{**given, **more}
    )


@pytest.mark.parametrize(("rules", "passed", "turn", "who_passes", "who_decides", "who_moves"), [
    (TOWNSHIP, 0, "points_group", (), "branch_committee", "points_group"),
    (BUREAU, 0, "branch_committee", (), "branch_committee", "points_group"),
    (FOUR, 0, "points_group", ("points_group",), "party_committee", "points_group"),
    (FOUR, 1, "branch_committee", ("branch_committee",), "party_committee", "points_group"),
    (FOUR, 2, "party_committee", (), "party_committee", "points_group"),
    (VOTED, 0, "points_group", ("points_group",), "branch_committee", "branch_committee"),
    (VOTED, 1, "branch_committee", (), "branch_committee", "branch_committee"),
    (OWN, 2, "party_committee", (), "branch_committee", "party_committee"),
    (HELD, 1, "party_committee", (), "party_committee", "points_group"),
])  # fmt: skip
def test_each_body_has_its_turn_and_the_last_one_decides_or_moves_P7_A61(rules, passed, turn, who_passes, who_decides, who_moves):
    seen = verifying(passed, rules=rules)
    assert (paths.verifier(seen), paths.passer(seen), paths.decider(seen), paths.mover(seen)) == (turn, who_passes, who_decides, who_moves)


def test_a_body_passes_it_on_within_the_state_and_never_more_than_was_claimed():
    found = decide(TABLE, "pass_on", verifying())
    assert (found.fired.to, found.role, found.effects) == ("verifying", "points_group", ())
    assert decide(TABLE, "pass_on", verifying(form={"verified": 501, "resolution": "JF-1", "opinion": None})).code == "GUARD_FAILED"
    assert decide(TABLE, "pass_on", verifying(resolution=None)).code == "GUARD_FAILED"
    assert decide(TABLE, "pass_on", verifying(actor="M01")).code == "SELF_DEALING"
    assert decide(TABLE, "pass_on", verifying(1)).code == "FORBIDDEN_ROLE"
    assert decide(TABLE, "pass_on", verifying(2, body="party_committee")).code == "FORBIDDEN_ROLE"


def test_the_last_body_decides_and_not_before_its_turn():
    assert decide(TABLE, "verify_ok", verifying(1, body="party_committee")).code == "TOO_EARLY"
    assert decide(TABLE, "verify_ok", verifying(2, body="party_committee")).fired.to == "approved"
    assert decide(TABLE, "verify_to_vote", verifying(rules=VOTED, body="branch_committee")).code == "TOO_EARLY"
    assert decide(TABLE, "verify_to_vote", verifying(1, rules=VOTED, body="branch_committee")).fired.to == "pending_vote"


@pytest.mark.parametrize("name", ["return", "reject"])
def test_whoever_has_the_turn_may_send_it_back_or_end_it(name):
    form = {"reason": "x", "resolution": "JF-1"}
    assert decide(TABLE, name, verifying(1, body="branch_committee", form=form)).fired.name == name
    assert decide(TABLE, name, verifying(0, body="branch_committee", form=form)).code == "FORBIDDEN_ROLE"


def test_a_claim_filed_again_begins_at_the_front_and_a_motion_that_comes_back_stays_with_the_last():
    again = (*SUBMITTED, step("pass_on"), step("return"), step("resubmit", form=CLAIM))
    assert paths.verifier(facts(rules=FOUR, subject="M01", taken=again)) == "points_group"
    routed = facts(rules=FOUR, subject="M01", taken=again, state="submitted", roles=("auto",))
    assert [each.fired.name for each in automatic(TABLE, routed)] == ["to_group"]
    back = (*SUBMITTED, step("pass_on"), step("verify_to_vote"), step("motion_withdrawn"))
    seen = facts(
        rules=VOTED, subject="M01", taken=back, state="pending_vote", roles=("auto",), links=(linked("member_meeting_vote", "withdrawn"),)
    )
    assert ([each.fired.to for each in automatic(TABLE, seen)], paths.verifier(seen)) == (["verifying"], "branch_committee")


def test_where_one_body_verifies_nobody_is_offered_to_pass_it_on():
    offered = {each.row.name: each.roles for each in options(TABLE, verifying(rules=TOWNSHIP))}
    assert offered["pass_on"] == ()


def test_a_claim_is_taken_along_four_bodies_through_the_write_door_P7(world):
    world.__class__ = Branch
    world.founded("2024-01-02", FOUR)
    world.file("role", "Y05", role="group_leader")
    world.at("2024-03-11")
    no = world.claim("M01", item="honours", points="5")
    waiting = [desks(world, no)]
    world.step(no, "group_pass", "Y05", {})
    waiting.append(desks(world, no))
    by = {"points_group": "Y04", "branch_committee": "Y02"}
    for day, body, points in (("2024-03-12", "points_group", "5"), ("2024-03-13", "branch_committee", "4")):
        world.at(day)
        kept = f"JY-{body}"
        world.file(
            "resolution",
            kept,
            actor=by[body],
            body=body,
            present=["Y04", "Y05"] if body == "points_group" else ["Y01", "Y02"],
            title="核实",
        )
        assert world.refused(no, "pass_on", "U01", {"verified": points, "resolution": kept}).code == "FORBIDDEN_ROLE"
        assert world.refused(no, "verify_ok", "U01", {"verified": points, "resolution": kept}).code == "TOO_EARLY"
        world.step(no, "pass_on", by[body], {"verified": points, "resolution": kept})
        waiting.append(desks(world, no))
    assert waiting == [
        [("group_leader", "2024-03-18")], [("points_group", "2024-03-18")], [("branch_committee", "2024-03-19")], [("party_committee", "2024-03-20")],
    ]  # fmt: skip
    last = world.resolve("party_committee")
    world.step(no, "verify_ok", "U01", {"verified": "3", "resolution": last})
    world.step(no, "post", "Y02")
    assert (world.case(no).state, [each.points for each in world.entries()]) == ("posted", [300])
    assert verify(world.session).findings == ()


def desks(world, no):
    return [(each.desk, each.due) for each in world.tasks(no)]
