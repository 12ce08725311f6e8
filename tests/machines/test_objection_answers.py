"""What follows a conclusion: both sides answer or are silent, ask once for another look, go to the superior, withdraw (A49 B33 N10)."""

import pytest

from procflow.decide import decide
from procflow.grammar import SYSTEM, BodySeen
from procflow.grammar.table import reads_of
from procflow.guards import answers, lodging, notices, parties
from tests.machines.objecting import FORM, JAN, LEAD, TABLE, case, made_by, says, told
from tests.machines.world import BUREAU, asked, code, linked, resolution, step


def test_each_side_answers_once():
    assert decide(TABLE, "acknowledge", told(actor="M05", roles=("member",), form={"answer": "accepted"})).fired.to == ""
    assert code(answers.not_answered_yet, told(says("M05"), actor="M05")) == "DUPLICATE"
    assert code(answers.not_answered_yet, told(says("M05"), actor="M01")) == ""
    assert code(answers.not_answered_yet, told(says("Y03"), says("M01"), actor="M05")) == "DUPLICATE"


def test_answers_begin_anew_after_the_second_conclusion():
    again = step("reconsider_decide", on="2024-04-12", form={"result": "partly", "points": -200})
    assert code(answers.not_answered_yet, told(says("M05"), again, actor="M05")) == ""
    assert answers.answer_end(told(says("M05"), again)).isoformat() == "2024-04-15"


@pytest.mark.parametrize(("taken", "on", "found"), [
    ((), "2024-04-11", "TOO_EARLY"), ((), "2024-04-12", ""), ((says("M05"),), "2024-04-09", ""), ((says("M05", "disagrees"),), "2024-04-11", "TOO_EARLY"),
    ((says("M01"),), "2024-04-11", "TOO_EARLY"),
])  # fmt: skip
def test_whoever_objects_accepts_once_the_other_side_is_content_or_silent(taken, on, found):
    assert code(answers.other_side_content, told(*taken, on=on)) == found


def test_who_objects_about_the_own_line_waits_for_nobody():
    assert code(answers.other_side_content, told(on="2024-04-08", subject="M01")) == ""


@pytest.mark.parametrize(("result", "name", "to"), [
    ("upheld", "accept", "closed_upheld"), ("partly", "accept_part", "closed_partly"), ("dismissed", "accept_dismissal", "closed_dismissed"),
])  # fmt: skip
def test_silence_accepts_what_was_decided_and_nothing_else_A49(result, name, to):
    seen = told(result=result, on="2024-04-12", actor=SYSTEM, roles=("timer",), period="2024-Q1")
    assert notices.by_silence(seen) == name
    assert decide(TABLE, name, seen).fired.to == to
    assert [decide(TABLE, other, seen).code for other in set(notices.SILENCE.values()) - {name}] == ["GUARD_FAILED", "GUARD_FAILED"]
    assert decide(TABLE, name, told(result=result, on="2024-04-11", actor=SYSTEM, roles=("timer",))).code == "TOO_EARLY"


@pytest.mark.parametrize(("on", "found"), [("2024-04-11", ""), ("2024-04-12", "OUT_OF_WINDOW")])
def test_another_look_is_asked_for_within_three_days_H(on, found):
    assert decide(TABLE, "request_reconsideration", told(on=on, actor="M05", roles=("member",), form={"reason": "x"})).code == found


def test_another_look_is_had_once_a_year_at_the_same_item_over_all_cases_A49():
    before = linked(
        "objection_review",
        "closed_dismissed",
        step("create", form=FORM),
        step("request_reconsideration"),
        no="YY-1",
        subject="M05",
        period="2024-Q1",
    )
    assert asked(answers.not_reconsidered_before, told(alike=(before,))).inputs == {"most": 1, "no": "YY-1"}
    assert code(answers.not_reconsidered_before, told(alike=(before,), filed={"targets": [LEAD]})) == ""
    assert code(answers.not_reconsidered_before, told(alike=(before,), period="2025-Q1")) == ""


def test_where_no_case_is_pointed_at_the_component_tells_items_apart():
    assert lodging.overlap({"component": "base", "targets": None}, {"component": "base", "targets": [JAN]})
    assert not lodging.overlap({"component": "base"}, {"component": "bonus"})


def test_others_look_again():
    form = {"result": "partly", "points": -200, "component": None, "targets": None, "resolution": "ZW-1", "handler": "Y06"}
    seen = told(step("request_reconsideration"), state="reconsidering", form=form)
    assert [each.guard for each in decide(TABLE, "reconsider_decide", seen).refusals] == ["another_handler"]
    assert (
        decide(
            TABLE, "reconsider_decide", told(step("request_reconsideration"), state="reconsidering", form={**form, "handler": "Y01"})
        ).fired.to
        == "reconsidered"
    )


def test_where_the_quarter_is_filed_with_an_office_the_office_looks_again_B33():
    read = reads_of(parties.panel)
    assert (parties.panel(case().only(read)), parties.panel(case(rules=BUREAU).only(read))) == ("branch_committee", "party_building_office")


def test_the_superior_decides_an_appeal_A61():
    assert parties.superior(case()) == "party_committee"
    form = {"points": -300, "component": None, "targets": None, "reason": "x", "resolution": "XZ-1"}
    body = {"party_committee": BodySeen("party_committee", ("U01",), ("U01",))}
    seen = told(
        state="appealed",
        actor="U01",
        roles=("party_committee",),
        form=form,
        bodies=body,
        resolution=resolution("party_committee", ("U01",), "2024-04-05"),
    )
    assert [decide(TABLE, name, seen).fired.to for name in ("superior_uphold", "superior_partly", "superior_dismiss")] == [
        "closed_upheld",
        "closed_partly",
        "closed_dismissed",
    ]
    assert [decide(TABLE, name, told(state="appealed")).code for name in ("superior_uphold", "superior_partly", "superior_dismiss")] == [
        "FORBIDDEN_ROLE"
    ] * 3


@pytest.mark.parametrize("state", ["filed", "investigating", "feedback_given", "reconsidering"])
def test_whoever_objects_may_withdraw_nobody_else(state):
    assert decide(TABLE, "withdraw", case(state=state, actor="M01", roles=("objector",))).fired.to == "withdrawn"
    assert decide(TABLE, "withdraw", case(state=state, actor="M05", roles=("member",))).code == "FORBIDDEN_ROLE"


@pytest.mark.parametrize("state", ["decided", "reconsidered", "appealed"])
def test_nothing_is_withdrawn_that_waits_to_be_told_or_for_the_superior(state):
    assert decide(TABLE, "withdraw", case(state=state, actor="M01", roles=("objector",))).code == "ILLEGAL_STATE"


def test_the_secretary_tells_both_sides_unless_it_is_their_own():
    seen = {"roles": ("branch_secretary",), "form": {"objector_told": True, "subject_told": True, "receipt": None}, "state": "decided"}
    assert [each.to for each in decide(TABLE, "give_feedback", case(actor="Y01", **seen)).effects] == ["M01", "M05"]
    assert decide(TABLE, "give_feedback", case(actor="M05", **seen)).code == "SELF_DEALING"


def test_both_sides_have_the_answer_on_their_desk_one_where_they_are_the_same():
    assert parties.both_sides(case()) == ("objector@M01", "member")
    assert parties.both_sides(case(subject="M01")) == ("member",)
    assert parties.both_sides(made_by(case(), SYSTEM)) == ("member",)  # a line disputed in its closing


def test_the_handler_has_the_inquiry_beside_the_committee():
    seen = case(step("admit", form={"handler": "Y06"})).only(reads_of(parties.investigators))
    assert parties.investigators(seen) == ("branch_committee", "handler@Y06")
