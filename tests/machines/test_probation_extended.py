"""Probation on its way out: the rating of an extension, and what the superior's approval makes of the membership (B23 N1 N8 A43 A56)."""

import pytest

from procflow.decide import decide
from procflow.grammar import File, Notify
from procflow.guards import interim, standings, terms, told
from procflow.machines import tables
from procflow.regimes.rulebook import load
from tests.machines.membership import EXTENDED, formed, probationary, proposing, seen
from tests.machines.world import BODIES, asked, code, resolution

TABLE = tables()["probation_case"]


def after_extension(measure="regularize", **more):
    return proposing(measure, member=probationary("2025-09-15", **EXTENDED), state="reassessment", on="2025-09-15", **more)


@pytest.mark.parametrize(("total", "measure", "found"), [
    (6300, "regularize", ""), (6200, "regularize", "GUARD_FAILED"), (5000, "regularize", "GUARD_FAILED"), (5000, "cancel", ""),
])  # fmt: skip
def test_who_is_rated_badly_once_more_is_not_confirmed_B23_A43(total, measure, found):
    line = {"2025-Q2": ["K12", 0, 0, 0, 0, total, 1]}
    assert code(interim.extension_passed, after_extension(measure, standings=line)) == found
    assert code(interim.interim_known, after_extension(measure, standings=line)) == ""


def test_an_annual_rating_in_between_counts_instead_A43():
    line = {"2025-Q2": ["K12", 0, 0, 0, 0, 5000, 1]}
    good, bad, before = (
        {"2024": (day, grade)} for day, grade in (("2025-04-20", "qualified"), ("2025-04-20", "basic"), ("2025-03-15", "qualified"))
    )
    assert code(interim.extension_passed, after_extension(standings=line, grades=good)) == ""
    assert asked(interim.extension_passed, after_extension(grades=bad)).inputs == {"grade": "基本合格"}
    assert code(interim.extension_passed, after_extension(standings=line, grades=before)) == "GUARD_FAILED"  # that one led to the extension


def test_without_an_answer_of_the_rules_nobody_is_confirmed_by_a_guess_A43():
    assert code(interim.interim_known, after_extension()) == "RULE_UNDEFINED"
    assert code(interim.interim_known, after_extension("cancel")) == ""
    assert code(interim.interim_known, proposing("regularize")) == ""  # nothing was extended
    assert code(interim.interim_known, after_extension(rules=load("township_star"))) == ""  # there ratings have no say about probation


def test_at_the_end_of_an_extension_the_committee_is_told_the_rating_or_that_there_is_none_A43():
    lines = {f"2025-Q{number}": ["K12", 0, 0, 0, 0, 6300, 1] for number in (1, 2)}
    member = probationary("2025-09-15", **EXTENDED)
    due = {"state": "extended", "on": "2025-09-15", "roles": ("timer",), "member": member}
    (found,) = decide(TABLE, "extension_due", seen(**due, standings=lines)).effects
    assert isinstance(found, Notify)
    assert {name: found.inputs[name] for name in ("score", "grade", "periods")} == {
        "score": "70",
        "grade": "合格",
        "periods": "2025-Q1、2025-Q2",
    }
    (silent,) = decide(TABLE, "extension_due", seen(**due)).effects
    assert "没有给出" in silent.sentence


# What is approved


def approving(name, measure, **more):
    given = {"state": "pending_approval", "on": "2025-04-08", "actor": "U01", "roles": ("superior_org",), "form": {"resolution": "SJ-1"},
             "bodies": {**BODIES, "superior_org": type(BODIES["points_group"])("superior_org", ("U01",), ("U01",))},
             "resolution": resolution("superior_org", ("U01",), "2025-04-07")}  # fmt: skip
    return decide(TABLE, name, seen(formed(measure, **more), **given))


def test_a_confirmed_member_is_formal_with_a_standing_from_the_end_of_the_term_N1():
    found = approving("approve_regular", "regularize").effects[0]
    assert found == File("membership", "K12", {"standing": "formal", "party_standing_from": "2025-03-15"})


def test_an_extension_is_counted_from_the_old_end_N8():
    found = approving("approve_extend", "extend").effects[0]
    assert found.data == {"standing": "probationary", "probation_until": "2025-09-15", "extensions": 1, "extended_from": "2025-03-15"}
    month_end = seen(formed(months=6), member=probationary("2025-08-31", group="一组", retired=True))
    assert standings.lengthened(month_end).data["probation_until"] == "2026-02-28"
    assert {"group": "一组", "retired": True}.items() <= standings.lengthened(month_end).data.items()  # carried over


def test_a_cancelled_member_leaves_the_account_the_same_day_A56():
    membership, scope = approving("approve_cancel", "cancel").effects[:2]
    assert (membership.data, membership.since) == (
        {"standing": "cancelled"},
        "",
    )  # no punishment: nothing keeps the person from applying again
    assert (scope.kind, scope.since, scope.until) == ("scope", "2024-01-01", "2025-04-08")
    assert standings.frozen(seen(member=probationary(scope_from=""))) == []
    assert standings.frozen(seen(member=probationary(scope_until="2024-12-31"))) == []


@pytest.mark.parametrize(
    ("name", "measure"), [("approve_regular", "extend"), ("approve_extend", "cancel"), ("approve_cancel", "regularize")]
)
def test_the_superior_approves_what_was_voted_on_or_sends_it_back_N1(name, measure):
    assert approving(name, measure).code == "GUARD_FAILED"
    assert approving("return", measure).fired.to == "superior_returned"


def test_the_superior_has_three_months_N8():
    assert str(terms.answer_due(seen(on="2025-11-30"))) == "2026-02-28"


def test_whoever_it_weighs_on_may_appeal_while_it_is_open_and_is_told_so_N4_N10():
    for state in ("pending_approval", "extended"):
        found = decide(TABLE, "appeal", seen(state=state, roles=("member",), form={"reason": "x"}))
        assert [each.to for each in found.effects] == ["superior_org", "branch_committee"]
    assert all("申诉" in each.sentence for each in (told.lengthened(seen(formed()))[0], told.cancelled(seen())[0]))
