"""The order of checks (domain §3) at the write door: whatever fails together, the earliest gives the code; all of a row is told."""

from itertools import combinations

import pytest

from procflow.errors import Refused, rank

STEP_FLAWS = {
    "UNKNOWN_TRANSITION": {"step": "fly"},
    "FORBIDDEN_ROLE": {"actor": "Y03"},
    "ILLEGAL_STATE": {"case": "early"},
    "STALE_VERSION": {"version": 99},
    "GUARD_FAILED": {"form": {"verified": "9", "resolution": "JY"}},
}
CREATE_FLAWS = {
    "UNKNOWN_TRANSITION": {"step": "fly"},
    "FORBIDDEN_ROLE": {"actor": "M02"},
    "ILLEGAL_STATE": {"step": "resubmit"},
    "STALE_VERSION": {"version": 99},
    "NOT_IN_SCOPE": {"subject": "N01"},
}


def in_singles_and_pairs(flaws):
    return [*((each,) for each in flaws), *combinations(flaws, 2)]


@pytest.mark.parametrize("flaws", in_singles_and_pairs(STEP_FLAWS), ids="+".join)
def test_the_earliest_failing_check_of_a_step_gives_the_code(world, flaws):
    world.at("2024-03-10")
    cases = {"late": world.claim(), "early": world.begin("bonus_claim", "M01")}
    world.file("resolution", "JY", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实")
    said = {"step": "verify_to_vote", "actor": "Y04", "case": "late", "version": 3, "form": {"verified": "8", "resolution": "JY"}}
    for flaw in reversed(flaws):
        said |= STEP_FLAWS[flaw]
    said["case"] = cases[said["case"]]
    before = world.case(said["case"])
    with pytest.raises(Refused) as refused:
        world.step(said.pop("case"), said.pop("step"), said.pop("actor"), said.pop("form"), **said)
    assert refused.value.code == min(flaws, key=rank)
    after = world.case(before.no)
    assert (after.state, after.version, after.seq) == (before.state, before.version, before.seq + 1)


@pytest.mark.parametrize("flaws", in_singles_and_pairs(CREATE_FLAWS), ids="+".join)
def test_the_earliest_failing_check_of_a_beginning_gives_the_code(world, flaws):
    world.at("2024-03-10")
    world.file("membership", "N01", standing="formal")
    said = {"step": "create", "actor": "M01", "subject": "N01" if "NOT_IN_SCOPE" in flaws else "M01"}
    for flaw in reversed(flaws):
        said |= CREATE_FLAWS[flaw]
    if "FORBIDDEN_ROLE" not in flaws:
        said["actor"] = said["subject"]
    with pytest.raises(Refused) as refused:
        world.step("", said.pop("step"), said.pop("actor"), procedure="bonus_claim", unit="d1", **said)
    assert refused.value.code == min(flaws, key=rank)


def test_all_failed_guards_of_the_row_are_told_in_the_order_of_the_table_with_inputs_sentence_and_clause(world):
    """A14 B31: more than the item allows, and no evidence; what was asked and held is on record too."""
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    refused = world.refused(no, "submit", "M01", {"item": "serve_masses", "deed_on": "2024-03-09", "points": "11", "description": "好事"})
    told = [(each.code, each.guard, each.clause) for each in refused.refusals]
    assert told == [("MISSING_EVIDENCE", "has_evidence", "B31"), ("GUARD_FAILED", "in_range", "A14")]
    assert dict(refused.refusals[1].inputs) == {"low": "1", "high": "10", "asked": "11"}
    assert refused.refusals[1].sentence == "该项目的分值应在 {low} 至 {high} 分之间，申报的是 {asked} 分"
    body = refused.record.body
    assert [(each["name"], each["result"]) for each in body["guards"]] == [
        ("has_the_paper", True), ("enrolled", True), ("in_catalogue", True), ("points_set", True), ("deed_in_scope", True),
        ("in_range", False),
        ("has_evidence", False), ("deed_in_time", True), ("not_claimed_before", True),
    ]  # fmt: skip


def test_self_dealing_is_told_before_every_other_guard_of_the_row(world):
    world.at("2024-03-10")
    own = world.claim("Y04")
    refused = world.refused(own, "verify_to_vote", "Y04", {"verified": "9", "resolution": "none"})
    assert [each.code for each in refused.refusals] == ["SELF_DEALING", "GUARD_FAILED", "GUARD_FAILED"]
    assert [each.guard for each in refused.refusals] == ["not_own_case", "resolved", "not_above_claim"]


def test_the_same_deed_claimed_twice_is_told_before_the_missing_photo(world):
    """A54: item and day, where the event has no number."""
    world.at("2024-03-10")
    first = world.claim()
    again = world.begin("bonus_claim", "M01")
    refused = world.refused(again, "submit", "M01", {"item": "serve_masses", "deed_on": "2024-03-10", "points": "8", "description": "又"})
    assert [each.code for each in refused.refusals] == ["DUPLICATE", "MISSING_EVIDENCE"]
    assert dict(refused.refusals[0].inputs) == {"no": first}


def test_a_voter_who_may_not_vote_makes_the_roll_a_matter_of_role(world):
    """A46: a person entered as voter who is none."""
    world.at("2024-03-10")
    motion = world.verify(world.claim())
    world.file("meeting", "HY", actor="Y01", since="2024-03-12", title="大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.step(motion, "schedule", "Y01", {"meeting": "HY"})
    refused = world.refused(motion, "record_attendance", "Y03", {"present": ["M01", "eve"], "written": ["M01"]})
    assert [each.code for each in refused.refusals] == ["FORBIDDEN_ROLE", "GUARD_FAILED"]
    assert dict(refused.refusals[0].inputs) == {"persons": "eve", "count": 1}
