"""Deciding is pure: the order of checks (domain §3), every refusal of the row that was meant, rows told apart by who acts."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from procflow.decide import automatic, decide, machine, options
from procflow.errors import CODES, rank
from procflow.grammar import (
    AUTO,
    EVERYONE,
    NEW,
    ActorSeen,
    CaseSeen,
    Facts,
    Finding,
    Notify,
    Procedure,
    State,
    Step,
    TaskSeen,
    Unread,
    guard,
    reads,
)


@guard("不得办理本人事项", code="SELF_DEALING", clause="G-SELF")
def not_own(facts):
    return facts.actor.person != facts.subject


@guard("少 {missing} 件", code="MISSING_EVIDENCE")
def enough(facts):
    return Finding.of(len(facts.files) >= 2, missing=2 - len(facts.files))


@guard("写明理由", clause="N4")
def says_why(facts):
    return facts.form.get("why")  # true enough, but no bool


@guard("须在台上", reads="tasks")
def on_a_desk(facts):
    return facts.tasks


@guard("看了没有声明的")
def peeps(facts):
    return facts.tasks


@guard("永远成立")
def always(facts):
    return True


@reads("tasks")
def tell_desks(facts):
    return [Notify(each.desk, "请办理") for each in facts.tasks]


def tell_nobody(facts):
    return None


def tell_subject(facts):
    return Notify(facts.subject, "办好了")


def whoever_is_on_duty(facts):
    return ("clerk", "judge")


TABLE = Procedure(
    "errand", "跑腿", "PT", edition="1",
    states=(State("open", "在办", "clerk"), State("asked", "已问", "judge"), State("done", "办结", final=True)),
    steps=(
        Step("create", "开始", NEW, "open", by="member"),
        Step("settle", "了结", "open", "done", by="clerk", when=(not_own,), fits=(enough, says_why), then=(tell_desks, tell_nobody, tell_subject), clause="T9"),
        Step("settle", "提级了结", "open", "asked", by="judge", when=(not_own,), fits=(says_why,), clause="T10"),
        Step("ask", "询问", ("open", "asked"), "", by=whoever_is_on_duty, when=(on_a_desk,)),
        Step("peep", "偷看", "open", "", by="clerk", when=(peeps,)),
        Step("fall", "自落", "asked", "done", by=AUTO, when=(always,)),
        Step("drop", "自弃", "asked", "done", by=AUTO, when=(says_why,)),
    ),
    common=(Step("wave", "招呼", (), "", by=EVERYONE),),
)  # fmt: skip

FLAWS = ("UNKNOWN_TRANSITION", "FORBIDDEN_ROLE", "ILLEGAL_STATE", "STALE_VERSION", "SELF_DEALING", "MISSING_EVIDENCE", "GUARD_FAILED")


def facts(state="open", person="P1", roles=("clerk",), subject="S1", form=(("why", "因为"),), files=("a", "b"), **sections):
    case = CaseSeen("c", "no", "u", "errand", state, 3, subject, "2024-Q1")
    actor = ActorSeen(person, frozenset(roles))
    always = {"case": case, "actor": actor, "form": dict(form), "today": date(2024, 3, 1), "files": files}
    return Facts(always | {"tasks": (TaskSeen("clerk", "", ""), TaskSeen("judge", "", ""))} | sections)


@pytest.mark.parametrize("flaws", [flaws for flaws in product((False, True), repeat=len(FLAWS)) if any(flaws)])
def test_whatever_fails_together_the_earliest_check_gives_the_code(flaws):
    wrong = {name for name, bad in zip(FLAWS, flaws, strict=True) if bad}
    asked = facts(
        state="done" if "ILLEGAL_STATE" in wrong else "open",
        roles=("member",) if "FORBIDDEN_ROLE" in wrong else ("clerk",),
        person="S1" if "SELF_DEALING" in wrong else "P1",
        files=() if "MISSING_EVIDENCE" in wrong else ("a", "b"),
        form=() if "GUARD_FAILED" in wrong else (("why", "因为"),),
    )
    name = "fly" if "UNKNOWN_TRANSITION" in wrong else "settle"
    decision = decide(TABLE, name, asked, version=2 if "STALE_VERSION" in wrong else 3)
    assert decision.code == min(wrong, key=rank)
    assert decision.effects == ()


def test_all_failed_guards_of_a_row_are_told_together_each_with_inputs_sentence_and_clause():
    decision = decide(TABLE, "settle", facts(person="S1", files=("a",), form=()))
    assert [(each.code, each.guard, each.clause, dict(each.inputs)) for each in decision.refusals] == [
        ("SELF_DEALING", "not_own", "G-SELF", {}),
        ("MISSING_EVIDENCE", "enough", "T9", {"missing": 1}),
        ("GUARD_FAILED", "says_why", "N4", {}),
    ]
    assert [each.sentence for each in decision.refusals] == ["不得办理本人事项", "少 {missing} 件", "写明理由"]
    assert [(each.name, each.ok) for each in decision.asked] == [
        ("has_the_paper", True), ("not_own", False), ("enough", False), ("says_why", False),
    ]  # fmt: skip


def test_codes_stand_in_the_order_of_the_domain_table():
    assert [code.step for code in CODES] == sorted(code.step for code in CODES)
    assert (
        rank("PERIOD_CLOSED") < rank("TOO_EARLY") < rank("NOT_IN_SCOPE") < rank("DUPLICATE") < rank("QUORUM_NOT_MET") < rank("GUARD_FAILED")
    )


def test_a_guard_that_answers_with_something_true_holds():
    decision = decide(TABLE, "settle", facts())
    assert decision.fired.to == "done"
    assert all(each.ok is True for each in decision.asked)


def test_effects_follow_in_the_order_of_the_row_one_several_or_none():
    assert [each.to for each in decide(TABLE, "settle", facts()).effects] == ["clerk", "judge", "S1"]


def test_rows_that_share_a_step_are_told_apart_by_who_acts():
    decision = decide(TABLE, "settle", facts(roles=("judge",), files=()))
    assert (decision.fired.to, decision.role) == ("asked", "judge")


def test_who_holds_both_roles_is_refused_by_the_row_that_lacks_least():
    decision = decide(TABLE, "settle", facts(roles=("clerk", "judge"), form=(), files=()))
    assert [each.guard for each in decision.refusals] == ["says_why"]
    assert decide(TABLE, "settle", facts(roles=("clerk", "judge"), files=())).fired.to == "asked"


def test_the_role_in_which_a_step_is_taken_may_be_said_by_a_function():
    assert decide(TABLE, "ask", facts(roles=("judge",))).role == "judge"
    refused = decide(TABLE, "ask", facts(roles=("member",)))
    assert (refused.code, refused.refusals[0].inputs) == ("FORBIDDEN_ROLE", {"role": "clerk、judge"})


def test_a_guard_that_looks_at_what_it_does_not_name_is_an_error_not_a_refusal():
    with pytest.raises(Unread, match="tasks"):
        decide(TABLE, "peep", facts())


def test_a_common_step_is_there_in_every_open_state_for_whoever_holds_a_role_and_nowhere_else():
    assert decide(TABLE, "wave", facts(roles=("guest",))).fired.name == "wave"
    assert decide(TABLE, "wave", facts(state="asked")).fired.lands("asked") == "asked"
    assert decide(TABLE, "wave", facts(state="done")).code == "ILLEGAL_STATE"
    assert decide(TABLE, "wave", facts(roles=())).code == "FORBIDDEN_ROLE"


def test_entering_for_a_member_needs_the_scanned_paper_in_every_row():
    for_member = replace(facts().actor, entered_for="S1")
    assert decide(TABLE, "wave", facts(files=(), actor=for_member)).code == "MISSING_EVIDENCE"
    assert decide(TABLE, "wave", facts(files=("a",), actor=for_member)).code == ""


def test_every_automatic_row_that_holds_is_named_and_one_that_does_not_is_no_refusal():
    both = automatic(TABLE, facts(state="asked", roles=(AUTO,)))
    assert [each.fired.name for each in both] == ["fall", "drop"]
    assert [each.fired.name for each in automatic(TABLE, facts(state="asked", roles=(AUTO,), form=()))] == ["fall"]
    assert automatic(TABLE, facts(state="open", roles=(AUTO,))) == []


def test_an_automatic_row_is_nobody_elses():
    refused = decide(TABLE, "fall", facts(state="asked", roles=("clerk", "judge", "member")))
    assert (refused.code, refused.refusals[0].inputs) == ("FORBIDDEN_ROLE", {"role": ""})


def test_options_explain_what_is_not_open_and_never_offer_what_fires_by_itself():
    table = replace(TABLE, steps=tuple(each for each in TABLE.steps if each.name != "peep"))
    told = {each.row.title: each.kind for each in options(table, facts(person="S1", tasks=()))}
    assert told == {"了结": "recused", "提级了结": "not_yours", "询问": "missing"}
    assert {each.row.title: each.kind for each in options(table, facts(state="asked"))} == {"询问": "open"}


def test_options_do_not_ask_what_only_a_form_can_answer():
    table = replace(TABLE, steps=tuple(each for each in TABLE.steps if each.name == "settle"))
    assert options(table, facts(form=(), files=()))[0].kind == "open"


def test_a_table_has_one_machine_whatever_it_is_asked():
    before = len(machine(TABLE).models)
    decide(TABLE, "settle", facts())
    decide(TABLE, "settle", facts(person="S1"))
    assert machine(TABLE) is machine(TABLE)
    assert len(machine(TABLE).models) == before == 0
