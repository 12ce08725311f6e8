"""Rules that change within the year: the running quarter goes over to them while nothing was posted or compiled in it, by a step on record (A59 B26)."""

from datetime import date

import pytest

from procflow.guards import renewing
from procflow.proof.check import verify
from procflow.queries import act_form, trace
from procflow.web.choices import Choices
from procflow.web.records import outcome
from procflow.wording import say
from tests.machines.revising import CEIL, NEW, REAL, Revising
from tests.machines.world import asked, code, entry, facts, step
from tests.proof.tamper import behind
from tests.regimes.examples import TOWNSHIP, changed

CAPPED = (
    "    cap: {is: none, by: T9, note: 上不封顶}\n    per: {is: none, by: T9}",
    "    cap: {is: 8, by: T9}\n    per: {is: quarter, by: T9}",
)
LATER = ("due_day: {is: 15, by: [T4, A17], bind: S, note: 次月 15 日前}", "due_day: {is: 20, by: [T4, A17], bind: S}")
LABEL = ("label: 服务群众, component: bonus", "label: 服务村民, component: bonus")
PAIRS = (NEW, CAPPED, LATER, LABEL, REAL)
RULES = changed(*PAIRS)
CLOSING = "quarterly_closing"


@pytest.fixture
def branch(world, tmp_path):
    """On 8 January, with the closing of the first quarter begun under the old rules."""
    world.at("2024-01-08")
    branch = Revising(world, tmp_path / "evidence")
    branch.sweep()
    return branch


def told(branch):
    """Revised rules told to the meeting, and the clock asked the day after."""
    no = branch.communicated(*PAIRS)
    branch.world.later(1)
    branch.sweep()
    return no


def closing(branch, period="2024-Q1"):
    return branch.world.case(branch.number_of(CLOSING, period))


# Through the write door, and seen through the read door


def test_rules_told_in_january_govern_the_quarter_in_which_nothing_was_posted_yet_B26_A59(branch, world):
    no = told(branch)
    assert (branch.state(no), branch.adoptions()) == ("effective", [("2025-1", "2024-01-01")])
    row = closing(branch)
    assert (row.state, row.regime) == ("open", RULES.sha256)
    effective, moved = world.chain(no)[-1], world.chain(row.no)[-1]
    assert moved.body["transition"] == "adopt_rules"
    assert moved.body["cause"] == effective.body["event_id"]
    assert moved.body["regime"]["sha256"] == TOWNSHIP.sha256  # what it was decided under
    assert moved.body["effects"][0] == {"kind": "adopt", "id": RULES.id, "version": RULES.version, "sha256": RULES.sha256}
    told_of = outcome(moved.body["effects"][0], Choices({}, ()), {})
    assert say(told_of.sentence, **told_of.inputs) == "此后依2025-1版细则"
    seen = trace(world.session, "Y01", date.fromisoformat(world.today), row.no)
    assert (seen.regime, seen.faults, seen.events[-1].step) == (RULES.sha256, (), "adopt_rules")
    assert verify(world.session).findings == ()


def test_the_closing_that_went_over_cuts_off_counts_and_falls_due_by_the_new_rules_A59(branch, world):
    before = world.claim("M01", points="10")
    told(branch)
    motion = world.verify(before, "10")
    world.call(motion)
    world.vote(motion)
    world.step(before, "post", "Y02")
    world.at("2024-04-01")
    branch.sweep()
    row = closing(branch)
    assert {(each.state, each.due) for each in world.tasks(row.no)} == {("cutoff", "2024-04-20")}
    world.step(row.no, "compile", "Y02")
    rules = {(each.kind, each.points, each.rule.split()[0]) for each in world.entries()}
    assert rules == {("original", 1000, "township_star@2024-1"), ("cap", -200, "township_star@2025-1")}
    assert {each.body["regime"]["sha256"] for each in world.chain(row.no)[-2:]} == {RULES.sha256}
    assert verify(world.session).findings == ()


def test_a_claim_handed_in_before_is_decided_as_it_was_asked_for_and_a_draft_goes_over_A59(branch, world):
    asked_for, draft = world.claim("M01"), world.begin("bonus_claim", "M02")
    told(branch)
    assert (world.case(asked_for).regime, world.case(draft).regime) == (TOWNSHIP.sha256, RULES.sha256)
    form = act_form(world.session, "M02", date.fromisoformat(world.today), "submit", no=draft)
    assert "服务村民" in {each.label for each in form.choices.items["bonus"]}
    assert verify(world.session).findings == ()


def test_rules_filed_without_a_revision_are_taken_over_with_the_closing_s_next_step_A59(branch, world):
    world.file("adoption", RULES.id, rules=RULES, version=RULES.version, sha256=RULES.sha256, since="2024-01-01")
    assert closing(branch).regime == TOWNSHIP.sha256
    world.at("2024-04-01")
    branch.sweep()
    row = closing(branch)
    assert ([each.body["transition"] for each in world.chain(row.no)], row.regime) == (["open", "cut_off", "adopt_rules"], RULES.sha256)
    assert verify(world.session).findings == ()


@pytest.mark.parametrize("when", ["before the rules are told", "between telling and taking effect"])
def test_an_entry_under_the_old_rules_leaves_the_quarter_to_them_and_the_next_is_governed_by_the_new_A59(branch, world, when):
    if when.startswith("before"):
        world.posted("M01")
        no = branch.communicated(*PAIRS)
    else:
        no = branch.communicated(*PAIRS)
        world.posted("M01")
    world.later(1)
    branch.sweep()
    assert (branch.state(no), closing(branch).regime) == ("communicated", TOWNSHIP.sha256)
    world.at("2024-04-01")
    branch.sweep()
    assert (branch.state(no), branch.adoptions()) == ("effective", [("2025-1", "2024-04-01")])
    assert (closing(branch).regime, closing(branch, "2024-Q2").regime) == (TOWNSHIP.sha256, RULES.sha256)
    assert verify(world.session).findings == ()


def test_a_compiled_quarter_stays_under_the_old_rules_and_the_running_one_goes_over_A59(branch, world):
    world.at("2024-04-02")
    branch.sweep()
    world.step(closing(branch).no, "compile", "Y02")
    world.step(closing(branch).no, "send_back", "Y01", {"reason": "再核对"})
    told(branch)
    assert branch.adoptions() == [("2025-1", "2024-04-01")]
    assert (closing(branch).regime, closing(branch, "2024-Q2").regime) == (TOWNSHIP.sha256, RULES.sha256)
    assert verify(world.session).findings == ()


def test_rules_by_the_half_year_wait_until_the_running_quarter_is_over_A59(branch, world):
    world.at("2024-02-01")
    no = branch.communicated(NEW, ("period: {is: quarter, by: T4}", "period: {is: half_year, by: T4}"), REAL)
    world.later(1)
    branch.sweep()
    assert (branch.state(no), closing(branch).regime) == ("communicated", TOWNSHIP.sha256)


def test_the_version_that_a_revision_replaced_from_its_first_day_on_is_not_given_again_B26(branch, world):
    first = told(branch)
    second = branch.submitted(("version: 2024-1", "version: 2025-2"), REAL, replaces=first)
    branch.adopt(second)
    branch.file(second)
    branch.communicate(second)
    world.later(1)
    branch.sweep()
    assert branch.adoptions() == [("2025-2", "2024-01-01")]  # nothing was posted under the first
    third = branch.draft()
    files = (branch.paper(NEW, CEIL, REAL),)
    refused = world.refused(third, "submit", "Y06", {"summary": "修订", "replaces": second}, files=files)
    assert [each.guard for each in refused.refusals] == ["version_unused"]
    assert verify(world.session).findings == ()


@pytest.mark.parametrize("rules", [TOWNSHIP.sha256, "0" * 64])
def test_a_closing_moved_to_other_rules_behind_the_back_is_named_A59(branch, world, rules):
    told(branch)
    with behind(world.session.get_bind().url.render_as_string(hide_password=False)) as door:
        door.run("UPDATE proc_case SET regime = ? WHERE procedure = 'quarterly_closing' AND unit = 'd1'", rules)
    found = verify(world.session).findings[0]
    assert (found.kind, found.where.table, found.where.case) == ("case", "proc_case", closing(branch).no)
    assert found.inputs["column"] == "regime"


# The guards, on facts made by hand


def begun(**more):
    return facts(procedure=CLOSING, state="open", period="2024-Q1", **{"governing": RULES, "entries": (), **more})


def test_a_case_goes_over_only_where_other_rules_govern_its_period():
    assert asked(renewing.other_rules_govern, begun()) is None
    assert code(renewing.other_rules_govern, begun(governing=TOWNSHIP)) == "GUARD_FAILED"


@pytest.mark.parametrize(
    ("kind", "ok"),
    [("quarter", True), ("half_year", False), ("month", False)],
)
def test_a_quarter_goes_over_only_to_rules_by_the_quarter_A59(kind, ok):
    rules = changed(("period: {is: quarter, by: T4}", f"period: {{is: {kind}, by: T4}}"))
    assert (asked(renewing.period_of_theirs, begun(governing=rules)) is None) == ok


@pytest.mark.parametrize(
    ("more", "ok"),
    [
        ({}, True),
        ({"entries": (entry("M01", 100),)}, False),
        ({"entries": (entry("M01", 100, period="2024-02"),)}, False),
        ({"entries": (entry("M01", 100, period="2024-Q2"), entry("M01", 100, period="2024"))}, True),
        ({"taken": (step("compile"), step("send_back"))}, False),
    ],
)
def test_nothing_may_have_been_posted_or_compiled_under_the_old_rules_A59(more, ok):
    assert (asked(renewing.nothing_under_the_old, begun(**more)) is None) == ok
