"""Where the rules leave a line open the committee chooses, with reasons, among the grades that they name; elsewhere it raises by one grade at most (A26 A28)."""

import pytest

from procflow.guards import grades
from procflow.guards.undetermined import among_the_choices
from procflow.regimes.check import check
from procflow.regimes.rulebook import bundled, load, read
from tests.machines.world import asked, code, facts
from tests.regimes.examples import codes

BUREAU = load("bureau_quarterly")
COMPUTED = {"K01": "excellent", "K06": "undetermined", "K08": "basic", "K09": "unqualified", "K13": "qualified"}
LINES = [{"member": member, "computed": computed, "cascaded_from": []} for member, computed in COMPUTED.items()]


def deciding(member, grade, rules=BUREAU):
    decision = {"member": member, "grade": grade, "reason": "x"}
    return facts(rules=rules, period="2024", form={"decisions": [decision]}, rating={"lines": LINES, "shares": []})


@pytest.mark.parametrize(
    ("grade", "found"), [("qualified", ""), ("basic", ""), ("excellent", "GUARD_FAILED"), ("unqualified", "GUARD_FAILED")]
)
def test_an_open_line_is_qualified_or_basic_A26(grade, found):
    assert code(among_the_choices, deciding("K06", grade)) == found


def test_the_refusal_names_the_grades_there_are_A26():
    assert asked(among_the_choices, deciding("K06", "excellent")).inputs == {"members": "K06", "grades": "合格、基本合格", "count": 1}


def test_a_hole_that_names_no_grades_leaves_them_all_A26():
    free = read(bundled()["bureau_quarterly"].read_text("utf-8").replace(" choices: [qualified, basic],", ""), "free")
    assert code(among_the_choices, deciding("K06", "excellent", free)) == ""


@pytest.mark.parametrize(("member", "grade", "found"), [
    ("K08", "qualified", ""), ("K08", "excellent", "GUARD_FAILED"), ("K08", "unqualified", "GUARD_FAILED"), ("K09", "basic", ""),
    ("K09", "qualified", "GUARD_FAILED"), ("K13", "excellent", "GUARD_FAILED"), ("K13", "basic", "GUARD_FAILED"), ("K01", "qualified", "GUARD_FAILED"),
])  # fmt: skip
def test_where_the_clause_says_may_a_grade_is_raised_by_one_and_never_lowered_B20_B21_A28(member, grade, found):
    assert code(grades.within_discretion, deciding(member, grade)) == found


def test_a_choice_that_is_no_grade_is_a_contradiction_of_the_rules():
    wrong = read(
        bundled()["bureau_quarterly"].read_text("utf-8").replace("choices: [qualified, basic]", "choices: [qualified, middling]"), "wrong"
    )
    assert codes(check(wrong), "error") == ["UNKNOWN_GRADE"]
