"""The page of a procedure: everything that the table says, in either language, from the table alone."""

import dataclasses

from procflow.diagrams.pages import page
from procflow.diagrams.told import told, who, within
from procflow.forms import Opinion
from procflow.grammar import AUTO, workdays
from tests.diagrams.examples import bonus_claim, claimed_points, reviewer, window_open


def row(text, name):
    return next(line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith(f"| `{name}` "))


def test_the_page_names_the_procedure_its_clauses_and_how_it_is_written():
    head = page(bonus_claim())[:400]
    assert "# Bonus claim · 加分申报" in head
    assert "`bonus_claim` · number code JF · edition t · Clauses: T9, B31, T10" in head
    assert "python -m procflow.diagrams.pages docs/procedures" in head


def test_a_state_says_who_is_due_within_what_time_and_where_neglect_leads():
    assert row(page(bonus_claim(), "zh"), "returned") == [
        "`returned`",
        "退回补正",
        "Return for completion",
        "党员",
        "5个工作日",
        "逾期未补 (`lapse`)",
        "正在办理",
    ]
    assert row(page(bonus_claim()), "posted")[3:] == ["—", "—", "—", "Result stands"]


def test_a_step_says_who_takes_it_what_guards_it_and_what_follows():
    submit, post = (row(page(bonus_claim(), "zh"), name) for name in ("submit", "post"))
    assert submit == ["`submit`", "申报", "草拟", "已申报", "党员", "—", "申报时限已过 (`OUT_OF_WINDOW`)", "—", "T9 B31"]
    assert post[7:] == ["`claimed_points`: The verified points go to the member's account", "T10 B31"]


def test_a_form_is_told_by_the_titles_of_its_fields():
    steps = (dataclasses.replace(bonus_claim().steps[0], asks=Opinion), *bonus_claim().steps[1:])
    assert row(page(dataclasses.replace(bonus_claim(), steps=steps), "zh"), "create")[5] == "意见"


def test_the_diagram_stands_at_the_end():
    assert page(bonus_claim()).endswith("    reversed --> [*]\n```\n")


def test_functions_are_told_by_their_first_line_or_their_name():
    def by_the_path_of_the_regime(facts):
        return ()

    assert told(by_the_path_of_the_regime) == "by the path of the regime"
    assert told(claimed_points) == "The verified points go to the member's account"
    assert who(reviewer, "zh").startswith("The group leader")
    assert within(by_the_path_of_the_regime, "en") == "by the path of the regime"


def test_roles_and_spans_are_told_in_either_language():
    assert who(("group_leader", "verifier"), "zh") == "党小组长、核实人"
    assert who(("group_leader", "verifier"), "en") == "group leader, verifier"
    assert (who(AUTO, "zh"), who("", "zh"), within(workdays(5), "en"), within(None, "en")) == ("系统自动", "", "5 working days", "")


def test_a_bar_in_a_sentence_does_not_break_the_grid():
    barred = dataclasses.replace(window_open, sentence="甲|乙")
    steps = tuple(dataclasses.replace(step, when=(barred,)) if step.when else step for step in bonus_claim().steps)
    assert "甲\\|乙" in page(dataclasses.replace(bonus_claim(), steps=steps))
