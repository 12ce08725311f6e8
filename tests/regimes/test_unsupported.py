"""What a plan can say and nothing here obeys is an error at its line and column; a path of bodies may be of any length (B3 A46 P7)."""

from pathlib import Path

import pytest

from procflow.regimes import editors
from procflow.regimes.check import check
from procflow.regimes.proof import proof
from procflow.regimes.rulebook import bundled, load
from procflow.regimes.schema import LEAVES
from tests.regimes.examples import changed, changed_text, codes

PACKAGE = Path(__file__).parent.parent.parent / "procflow"
# Asked for by names that are put together; what has one value is obeyed by being the only way.
FAMILIES = ("components.", "paths.", "publicity.", "claims.", "catalogue.", "voting.quorum_", "probation.extension_", "disposal.rectify_")
PATH = "bonus: {is: [points_group, member_meeting]"
HONOURS = "label: 受表彰, component: bonus,"


@pytest.mark.parametrize(("path", "old", "new"), [
    ("voting.proxy", "proxy: {is: no,", "proxy: {is: yes,"),
    ("activists.rated", "rated: {is: no,", "rated: {is: yes,"),
    ("exemption.path", "path: {is: [branch_committee, superior_org],", "path: {is: [branch_committee, member_meeting],"),
])  # fmt: skip
def test_a_value_that_nothing_obeys_is_an_error_where_it_stands_b3_a46(path, old, new):
    (told,) = [each for each in proof(changed_text((old, new))) if each.finding.severity == "error"]
    line = changed_text((old, new)).splitlines()[told.line - 1]
    assert (told.finding.code, told.finding.path) == ("UNSUPPORTED", path)
    assert (new.partition(":")[0] in line, told.column > 1) == (True, True)
    assert (told.finding.text()[:6], "supported here" in told.finding.text("en")) == ("本系统不支持", True)


@pytest.mark.parametrize(("clause", "known"), [("第三条", True), ("第12条第2款", True), ("附件一", True), ("P18", False), ("第条", False)])
def test_a_plan_names_the_clauses_of_its_own_document(clause, known):
    found = proof(changed_text(("approver_may: {is: return, by: A20}", f"approver_may: {{is: return, by: {clause}}}")))
    assert ("UNKNOWN_CLAUSE" in {each.finding.code for each in found}) is not known


def test_a_grade_begins_only_what_there_is_to_begin():
    """A word mistyped here would lose the talk, or stop the rating on its last day."""
    bent = changed_text(("opens: [education_rectification]", "opens: [nonsense]"))
    (told,) = [each.finding for each in proof(bent) if each.finding.severity == "error"]
    assert (told.code, told.inputs["procedure"]) == ("UNSUPPORTED", "nonsense")


def test_what_is_for_information_is_what_nothing_asks_for_and_the_page_lists_it():
    """Nobody should wait for a parameter to have an effect, and none that has one should be told to have none."""
    code = "".join(each.read_text(encoding="utf-8") for each in PACKAGE.rglob("*.py") if each.name not in ("schema.py", "titles.py"))
    told = {path for path, meaning in editors.meanings().items() if meaning.endswith("for information only")}
    listed = (editors.PAGES / "head.md").read_text(encoding="utf-8").partition("**For information.**")[2]
    silent = {path for path, sort in LEAVES.items() if f'"{path}"' not in code and not path.startswith(FAMILIES) and len(sort.split()) != 2}
    assert silent == {path for path in told if path in LEAVES and not path.startswith(FAMILIES)}
    assert {path for path in told if f'"{path}"' in code or f"`{path}`" not in listed} == set()


@pytest.mark.parametrize("regime", bundled())
def test_no_file_that_comes_with_procflow_says_what_nothing_obeys(regime):
    assert {"UNSUPPORTED", "PATH_STEPS", "NO_VERIFIER"} & set(codes(check(load(regime)), "error")) == set()


@pytest.mark.parametrize("steps", [
    "points_group, branch_committee, party_committee", "party_group, points_group, branch_committee, party_committee",
    "party_group, points_group, branch_committee, member_meeting", "superior_org",
])  # fmt: skip
def test_a_claim_goes_along_any_number_of_bodies_p7(steps):
    assert codes(check(changed((PATH, f"bonus: {{is: [{steps}]"))), "error") == []


@pytest.mark.parametrize(("steps", "said"), [
    ("branch_secretary, branch_committee", "branch_secretary不是"), ("member_meeting, branch_committee", "应放在最后"),
    ("points_group, party_group, branch_committee", "应放在最前"), ("points_group, branch_committee, points_group", "两次"),
])  # fmt: skip
def test_a_path_that_no_claim_can_take_is_told_with_the_step_in_the_way(steps, said):
    (found,) = [each for each in check(changed((PATH, f"bonus: {{is: [{steps}]"))) if each.severity == "error"]
    assert (found.code, found.path, said in found.text()) == ("PATH_STEPS", "paths.bonus", True)


@pytest.mark.parametrize("steps", ["member_meeting", "party_group", "party_group, member_meeting"])
def test_somebody_must_verify(steps):
    assert codes(check(changed((PATH, f"bonus: {{is: [{steps}]"))), "error") == ["NO_VERIFIER"]


@pytest.mark.parametrize(("path", "found"), [
    ("party_group, points_group, branch_committee, member_meeting", []), ("points_group, branch_committee", ["PATH_STEPS"]),
    ("party_group, member_meeting", ["PATH_STEPS"]),
])  # fmt: skip
def test_an_item_may_have_a_longer_path_that_ends_as_the_others_do_p7(path, found):
    assert codes(check(changed((HONOURS, f"{HONOURS} path: [{path}],"))), "error") == found


def test_only_bonus_items_have_a_path_of_their_own():
    given = check(
        changed(
            ("label: 作风不扎实, component: deduction,", "label: 作风不扎实, component: deduction, path: [points_group, member_meeting],")
        )
    )
    assert codes(given, "error") == ["PATH_STEPS"]
