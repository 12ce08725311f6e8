"""The required refusals of domain §6.3, each by its number, through the page, the command line and the API: the code of the table, and nothing is changed."""

import json
from dataclasses import dataclass

import pytest

from procflow.web.api.problems import MEDIA, STATUS
from tests.machines.roll import Roll
from tests.refusals import bureau, doors, elections, inspecting, membership, motions, objecting, revising, supplements
from tests.refusals.doors import Browser
from tests.refusals.programs import Program
from tests.refusals.tries import Try, scene

SEEN = 3  # the version of a batch under review of which nobody is decided on


@scene()
def pending_vote(world):
    """A claim that lies with the meeting."""
    no = world.claim()
    world.verify(no)
    return {"case": no}


@scene()
def two_at_once(world):
    """Y02 and Y01 opened the review of M01 and M02 at the same version; Y01's decision about M01 was written first."""
    roll = Roll(world)
    world.at("2024-01-08")
    first, second = roll.apply("M01"), roll.apply("M02")
    batch = roll.reviewing(first, second)
    assert world.case(batch).version == SEEN
    roll.decide(batch, first, by="Y01")
    return {"case": batch, "item": second, "ok": roll.resolve()}


@dataclass(frozen=True)
class Required:
    """A row of the table, or the part of it that has a code of its own: `what` is tried in each of `tries`."""

    number: int
    what: str
    code: str
    tries: tuple[Try, ...]


def tried(tries, says, step="", count=1):
    """Those that are tried elsewhere already, as many as there should be."""
    found = tuple(one for one in tries if one.says == says and step in ("", one.step))
    assert len(found) == count, (says, found)
    return found


FOREIGN = Try("all_may_vote", elections.nominated, "record_attendance", "Y03", {"present": ["M01", "eve"]}, by_hand=True)
SECOND = Try("STALE_VERSION", two_at_once, "decide_item", "Y02", {"item": "$item", "result": "approve", "resolution": "$ok"}, version=SEEN)
NO_RECEIPT = Try("filed_beforehand", membership.summer, "pre_file", "Y02",
                 {**membership.FILED, "grounds": membership.disposed.GROUND, "receipt": "BA-9"}, case="F01")  # fmt: skip

TABLE = (
    Required(1, "discussion_without_quorum", "QUORUM_NOT_MET", tried(motions.MOTIONS, "quorum_met")),
    Required(2, "half_in_favour_declared_passed", "GUARD_FAILED", tried(motions.MOTIONS, "carried_by_majority")),
    Required(3, "more_ballots_than_issued", "VOTE_VOID", tried(motions.MOTIONS, "ballots_valid")),
    Required(4, "leader_reviews_own_claim", "SELF_DEALING", (bureau.OWN_CLAIM,)),
    Required(5, "claim_without_certificate", "MISSING_EVIDENCE", (bureau.WITHOUT_PAPER,)),
    Required(6, "bonus_posted_before_the_vote", "ILLEGAL_STATE", (Try("ILLEGAL_STATE", pending_vote, "post", "Y02"),)),
    Required(7, "window_runs_to_midnight", "TOO_EARLY", (bureau.LAST_EVENING,)),
    Required(8, "objection_not_yet_admitted", "OPEN_OBJECTION", (bureau.NOT_ADMITTED,)),
    Required(9, "posting_into_issued_quarter", "PERIOD_CLOSED", (bureau.INTO_ISSUED,)),
    Required(10, "activist_rated", "NOT_RATED", (bureau.ACTIVIST,)),
    Required(10, "points_after_exemption", "NOT_IN_SCOPE", (bureau.EXEMPT,)),
    Required(11, "second_reconsideration", "DUPLICATE", tried(objecting.OBJECTIONS, "not_reconsidered_before")),
    Required(12, "extension_out_of_bounds", "GUARD_FAILED", tried(membership.PROBATIONS, "extension_in_bounds", count=2)),
    Required(12, "second_extension", "GUARD_FAILED", tried(membership.PROBATIONS, "may_extend")),
    Required(13, "correction_term_too_long", "GUARD_FAILED", tried(membership.DISPOSALS, "term_in_bounds")),
    Required(13, "score_the_only_ground", "GUARD_FAILED", tried(membership.DISPOSALS, "ground_stated")),
    Required(14, "disposal_of_probationary_member", "GUARD_FAILED", tried(membership.DISPOSALS, "is_formal", "create")),
    Required(15, "inquiry_before_filing", "ILLEGAL_STATE", tried(membership.DISPOSALS, "ILLEGAL_STATE")),
    Required(15, "rules_told_before_filing", "ILLEGAL_STATE", tried(revising.REVISING, "ILLEGAL_STATE", "communicate")),
    Required(15, "filing_without_receipt", "FILING_REQUIRED", (NO_RECEIPT, *tried(revising.REVISING, "receipt_given"))),
    Required(16, "confirmed_with_open_line", "RULE_UNDEFINED", (bureau.OPEN_LINES,)),
    Required(17, "grade_lowered", "GUARD_FAILED", (bureau.LOWERED,)),
    Required(17, "score_edited_from_above", "FORBIDDEN_ROLE", (bureau.BY_THE_OFFICE, bureau.BY_THE_SUPERIOR)),
    Required(18, "two_decide_on_the_same_version", "STALE_VERSION", (SECOND,)),
    Required(19, "voter_of_another_branch", "FORBIDDEN_ROLE", (FOREIGN,)),
    Required(19, "probationary_voter", "FORBIDDEN_ROLE", tried(motions.MOTIONS, "all_may_vote")),
    Required(20, "inspectors_correct_themselves", "FORBIDDEN_ROLE", tried(inspecting.INSPECTING, "FORBIDDEN_ROLE", "correct")),
    Required(21, "supplement_after_closing", "PERIOD_CLOSED", tried(supplements.SUPPLEMENTS, "period_open", "create")),
    Required(22, "meeting_before_the_term_ends", "TOO_EARLY", tried(membership.PROBATIONS, "meeting_after_term")),
)  # fmt: skip
ONLY_THERE = Required(
    4, "leader_reviews_another_group", "FORBIDDEN_ROLE", (bureau.OTHER_GROUP,)
)  # not of the table: the bureau's groups (B31)
CODES = {
    1: "QUORUM_NOT_MET", 2: "GUARD_FAILED", 3: "VOTE_VOID", 4: "SELF_DEALING", 5: "MISSING_EVIDENCE", 6: "ILLEGAL_STATE", 7: "TOO_EARLY",
    8: "OPEN_OBJECTION", 9: "PERIOD_CLOSED", 10: "NOT_RATED NOT_IN_SCOPE", 11: "DUPLICATE", 12: "GUARD_FAILED", 13: "GUARD_FAILED", 14: "GUARD_FAILED",
    15: "ILLEGAL_STATE FILING_REQUIRED", 16: "RULE_UNDEFINED", 17: "GUARD_FAILED FORBIDDEN_ROLE", 18: "STALE_VERSION", 19: "FORBIDDEN_ROLE",
    20: "FORBIDDEN_ROLE", 21: "PERIOD_CLOSED", 22: "TOO_EARLY",
}  # fmt: skip
ALL = [
    pytest.param(one, row.code, id=f"{row.number:02}-{row.what}-{one}", marks=pytest.mark.xdist_group(one.scene.group))
    for row in (*TABLE, ONLY_THERE)
    for one in row.tries
]


def refused_once(stage, one, code, before, records):
    """One more record, which says why; all else is as it was."""
    refusal = stage.refusal(one)
    assert {each["guard"] or each["code"] for each in refusal["reasons"]} == one.told
    assert (refusal["code"], stage.records() - records, stage.stands()) == (code, 1, before)
    return refusal["reasons"]


@pytest.mark.parametrize(("one", "code"), ALL)
def test_the_page_refuses_it_with_the_code_of_the_table(stages, one, code):
    stage = stages(one.scene)
    browser, before, records = Browser(stage, one), stage.stands(), stage.records()
    stopped = browser.confirm(f"required-{id(one)}")
    reasons = refused_once(stage, one, code, before, records)
    assert (stopped.status, code in stopped.text, doors.missing(reasons, stopped.text)) == (doors.status(code), True, [])


@pytest.mark.parametrize(("one", "code"), ALL)
def test_the_command_line_refuses_it_with_the_code_of_the_table(stages, command, one, code):
    stage = stages(one.scene)
    before, records = stage.stands(), stage.records()
    ended, out, _ = command(stage, [*doors.typed(stage, one), "--json"], doors.given(stage, one))
    said, reasons = json.loads(out), refused_once(stage, one, code, before, records)
    assert (ended, said["error"], doors.missing(reasons, said["message"])) == (doors.exit_code(code), code, [])


@pytest.mark.parametrize(("one", "code"), ALL)
def test_the_api_refuses_it_with_the_code_of_the_table(stages, one, code):
    stage = stages(one.scene)
    program, before, records = Program(stage, one), stage.stands(), stage.records()
    answer = program.take(f"api-{id(one)}")
    reasons = refused_once(stage, one, code, before, records)
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (STATUS.get(code, 422), MEDIA, code)
    told = [(each["code"], each["guard"], each["clause"], each["inputs"]) for each in answer.json["refusals"]]
    assert told == [(each["code"], each["guard"], each["clause"], each["inputs"]) for each in reasons]
    assert doors.missing(reasons, " ".join(each["sentence"] for each in answer.json["refusals"])) == []


def test_every_number_of_the_table_is_there_with_all_its_codes():
    found = {number: {row.code for row in TABLE if row.number == number} for number in {row.number for row in TABLE}}
    assert found == {number: set(codes.split()) for number, codes in CODES.items()}
    assert list(CODES) == list(range(1, 23))
