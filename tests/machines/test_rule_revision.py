"""A revision of the rules: validated, agreed, filed, told, in force from the first period without entry or statement (B26 B27 T15, A11 A36 A59)."""

import hashlib

import pytest

from procflow.dates import Period
from procflow.grammar import LinkSeen, MeetingSeen, ProposalSeen
from procflow.guards import revising
from procflow.models import RegimeVersion
from procflow.proof.check import verify
from procflow.regimes.rulebook import read
from tests.machines.revising import CEIL, NEW, ORG, REAL, YEAR2, Revising
from tests.machines.world import everyone, facts, step
from tests.regimes.examples import TOWNSHIP, changed, changed_text

RULES = changed(NEW, CEIL, REAL)


@pytest.fixture
def branch(world, tmp_path):
    world.at("2024-02-01")
    return Revising(world, tmp_path / "evidence")


def proposal(rules=RULES, problems=(), old=TOWNSHIP, begun=()):
    used = frozenset({(old.id, old.version, old.sha256)})
    return ProposalSeen(rules, "f" * 64 if rules else "", tuple(problems), old, used, tuple(map(Period.parse, begun)))


def revision(**more):
    return facts(procedure="rule_revision", period="2024", **more)


def ask(guard, **more):
    return guard.ask(revision(**more)).ok


# The way of a revision, through the write door


def test_a_revision_governs_the_quarter_after_the_one_that_has_an_entry_and_the_running_quarter_keeps_its_rules_B26_B27_A59(branch, world):
    branch.sweep()  # the first quarter is begun under the old rules
    world.posted("M01")
    no = branch.communicated()
    assert (branch.state(no), [(each.desk, each.due) for each in world.tasks(no)]) == ("communicated", [("org_commissioner", "2024-03-31")])
    world.at("2024-03-31")
    branch.sweep()
    assert (branch.state(no), branch.adoptions()) == ("communicated", [])
    world.at("2024-04-01")
    branch.sweep()
    assert (branch.state(no), branch.adoptions()) == ("effective", [("2025-1", "2024-04-01")])
    assert branch.regime_of("quarterly_closing", "2024-Q1") == TOWNSHIP.sha256
    assert branch.regime_of("quarterly_closing", "2024-Q2") == RULES.sha256
    (kept,) = world.rows(RegimeVersion, RegimeVersion.sha256 == RULES.sha256)
    assert bytes(kept.body) == RULES.canonical
    assert verify(world.session).ok


def test_a_period_that_nothing_has_begun_is_governed_from_its_first_day_A59(branch, world):
    no = branch.communicated()
    world.later(1)
    branch.sweep()  # the steps that are due come before the closings that are begun
    assert (branch.state(no), branch.adoptions()) == ("effective", [("2025-1", "2024-01-01")])
    assert branch.regime_of("quarterly_closing", "2024-Q1") == RULES.sha256


def test_a_newer_revision_in_force_supersedes_the_one_before_and_both_stay_readable(branch, world):
    first = branch.communicated()
    world.at("2024-03-01")
    branch.sweep()
    assert branch.state(first) == "effective"
    again = (("version: 2024-1", "version: 2025-2"), REAL)
    second = branch.draft()
    refused = world.refused(second, "submit", ORG, {"summary": "再修订"}, files=(branch.paper(*again),))
    assert [each.guard for each in refused.refusals] == ["replaces_named"]
    branch.submit(second, *again, replaces=first)
    branch.adopt(second)
    branch.file(second)
    world.posted("M01")  # the first quarter has an entry under the first revision
    branch.communicate(second)
    assert (branch.state(first), branch.state(second)) == ("effective", "communicated")
    world.at("2024-04-01")
    branch.sweep()
    assert (branch.state(first), branch.state(second)) == ("superseded", "effective")
    assert [version for version, _ in branch.adoptions()] == ["2025-1", "2025-2"]
    assert verify(world.session).ok


def test_the_rules_are_not_told_before_they_are_filed_nor_filed_without_receipt_B26_B27(branch, world):
    """Domain 6.3, no. 15."""
    no = branch.submitted()
    branch.adopt(no)
    form = {"meeting": branch.meeting(), "present": ["M01"], "read_out": "yes"}
    assert world.refused(no, "communicate", "Y03", form).code == "ILLEGAL_STATE"
    resolution = branch.resolve("party_committee")
    assert world.refused(no, "file", "U01", {"resolution": resolution, "receipt": ""}).code == "FILING_REQUIRED"
    branch.file(no)
    assert world.refused(no, "communicate", "Y03", form | {"meeting": "HY-NO"}).code == "GUARD_FAILED"


def test_what_is_sent_back_or_returned_is_handed_in_anew_and_what_was_handed_in_last_counts(branch, world):
    no = branch.submitted()
    world.step(no, "send_back", "Y02", {"resolution": branch.resolve(), "reason": "再议"})
    branch.submit(no, NEW, REAL, YEAR2)
    branch.adopt(no)
    world.step(no, "filing_return", "U01", {"resolution": branch.resolve("party_committee"), "reason": "材料不全"})
    branch.submit(no, NEW, REAL)
    branch.adopt(no)
    branch.file(no)
    branch.communicate(no)
    world.later(1)
    branch.sweep()
    kept = {row.sha256 for row in world.rows(RegimeVersion)}
    assert kept == {each.sha256 for each in (TOWNSHIP, RULES, changed(NEW, REAL, YEAR2), changed(NEW, REAL))}
    assert branch.state(no) == "effective"


def test_a_revision_is_dropped_with_a_reason_before_it_is_filed(branch, world):
    no = branch.submitted()
    world.step(no, "drop", "Y02", {"resolution": branch.resolve(), "reason": "不改了"})
    assert branch.state(no) == "dropped"
    assert branch.state(branch.draft()) == "drafting"  # and another may begin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [", "YAML"),
        (changed_text(NEW, REAL, ("share: 0.05", "share: 1.5")), "比例"),
        (changed_text(NEW, REAL, ("    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n",
                                  "    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n    - {grade: star3, cycle_no: 2, share: 0.15, by: T15}\n")), "逐年提升"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_or_has_errors_is_not_handed_in_T15_A11(branch, world, text, said):
    refused = world.refused(branch.draft(), "submit", ORG, {"summary": "修订"}, files=(branch.upload(text),))
    assert refused.code == "GUARD_FAILED"
    assert said in str(refused.refusals[0].inputs["problems"])


def test_a_document_that_nobody_can_find_is_told_so(branch, world):
    lost = world.paper("没有传上来")
    refused = world.refused(branch.draft(), "submit", ORG, {"summary": "修订"}, files=(lost,))
    assert refused.refusals[0].inputs["problems"] == "附件读不到，请重新上传"


def test_what_the_committee_would_adopt_is_previewed_and_leaves_nothing_behind(branch, world):
    no = branch.draft()
    files = (branch.paper(NEW, CEIL, REAL),)
    shown = world.preview(no, "submit", ORG, {"summary": "修订"}, files=files)
    assert shown.body["effects"][0]["data"]["sha256"] == RULES.sha256
    assert world.rows(RegimeVersion, RegimeVersion.sha256 == RULES.sha256) == []
    done = world.step(no, "submit", ORG, {"summary": "修订"}, files=files, preview=shown.body["preview"])
    assert done.body["effects"][0]["data"]["file"] == hashlib.sha256(changed_text(NEW, CEIL, REAL).encode()).hexdigest()


# The guards, on facts made by hand


def test_rules_with_problems_or_none_at_all_are_not_valid():
    assert ask(revising.rules_valid, proposal=proposal())
    assert not ask(revising.rules_valid, proposal=proposal(problems=("缺少：id",)))
    assert not ask(revising.rules_valid, proposal=proposal(rules=None))


def test_a_version_is_used_once_and_something_must_change():
    assert ask(revising.version_unused, proposal=proposal())
    assert not ask(revising.version_unused, proposal=proposal(rules=changed(CEIL)))
    assert ask(revising.something_changed, proposal=proposal())
    assert not ask(revising.something_changed, proposal=proposal(rules=changed(NEW)))


@pytest.mark.parametrize(("share", "ok"), [("0.09", False), ("0.10", False), ("0.1001", True)])
def test_a_later_year_s_share_is_held_against_what_stands_now_though_the_new_file_leaves_it_out_T15_A11(share, ok):
    new = changed(
        NEW,
        ("    - {grade: star4, cycle_no: 1, share: 0.10, by: T15}\n", f"    - {{grade: star4, cycle_no: 2, share: {share}, by: T15}}\n"),
    )
    assert ask(revising.shares_raised, proposal=proposal(rules=new)) == ok


def test_the_five_star_share_stays_and_a_share_of_the_same_year_may_be_corrected_A11():
    assert ask(revising.shares_raised, proposal=proposal(rules=changed(NEW, ("share: 0.10", "share: 0.08"))))


def test_placeholders_are_replaced_or_waived_with_a_reason_A5():
    assert ask(revising.placeholders_settled, proposal=proposal(), form={})
    assert not ask(revising.placeholders_settled, proposal=proposal(rules=changed(NEW)), form={"waiver": ""})
    assert ask(revising.placeholders_settled, proposal=proposal(rules=changed(NEW)), form={"waiver": "暂用一年"})
    assert ask(revising.placeholders_waived, proposal=proposal(rules=changed(NEW)), taken=(step("adopt", form={"waiver": "暂用一年"}),))
    assert not ask(revising.placeholders_waived, proposal=proposal(rules=changed(NEW)), taken=(step("adopt", form={"waiver": ""}),))


def test_one_revision_at_a_time_and_the_one_in_force_is_named():
    live, done = (
        LinkSeen(state, state, "rule_revision", state, "lh1", "alike", state == "effective", False) for state in ("filed", "effective")
    )
    assert not ask(revising.no_other_revision, alike=(live,))
    assert ask(revising.no_other_revision, alike=(done,))
    assert not ask(revising.replaces_named, alike=(done,), form={"replaces": None})
    assert ask(revising.replaces_named, alike=(done,), form={"replaces": "effective"})
    assert not ask(revising.replaces_named, alike=(), form={"replaces": "another"})


@pytest.mark.parametrize(("on", "ok"), [("2024-04-02", False), ("2024-04-03", True), ("2024-04-08", True), ("2024-04-09", False)])
def test_the_meeting_was_held_after_the_filing_and_not_later_than_today_B27(on, ok):
    told = {"meeting": MeetingSeen("HY1", on, on, "Y01", ""), "taken": (step("file", on="2024-04-03"),), "form": {"meeting": "HY1"}}
    assert ask(revising.meeting_held, **told) == ok


@pytest.mark.parametrize(("present", "ok"), [(["M01"], True), ([], False), (["M01", "P09"], False)])
def test_who_was_there_is_recorded_and_belongs_to_the_branch_B27(present, ok):
    assert ask(revising.attendance_recorded, people=everyone("M01", "M02"), form={"present": present}) == ok


@pytest.mark.parametrize(
    ("begun", "first"),
    [
        ((), "2024-Q2"),
        (("2024-Q1",), "2024-Q2"),
        (("2024-Q2",), "2024-Q3"),
        (("2024-05",), "2024-Q3"),
        (("2024-Q2", "2024-Q3", "2024-Q4"), "2025-Q1"),
    ],
)
def test_the_first_period_is_the_one_that_nothing_was_posted_or_compiled_in_A59(begun, first):
    found = revision(on="2024-04-08", proposal=proposal(begun=begun))
    assert str(revising.first_period(found)) == first
    assert revising.period_reached.ask(found).ok == (first == "2024-Q2")
    assert revising.eve(found) >= found.today


def test_rules_that_take_everybody_in_are_adopted_with_whom_they_take_in():
    from procflow.machines.rule_revision import adopted

    new = changed(NEW, ("enrollment: {is: application, by: T1}", "enrollment: {is: automatic, by: B1}"))
    assert adopted(revision(proposal=proposal(rules=new))).data["automatic"] == ["formal", "probationary"]
    assert "automatic" not in adopted(revision(proposal=proposal())).data
    assert read(changed_text(NEW, CEIL, REAL)).sha256 == adopted(revision(proposal=proposal())).data["sha256"]
