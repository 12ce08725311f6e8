"""An item whose points the rules have not set: a warning of the check, refused in words wherever it is asked for, the rest of the plan in use (A5 §4.3)."""

import pytest

from procflow import canon
from procflow.guards import claims, placeholders, revising
from procflow.queries.defaults import due_items
from procflow.regimes.check import check
from procflow.regimes.reader import RegimeError
from procflow.regimes.rulebook import bundled, from_canonical, load, read
from tests.machines.test_rule_revision import ask, proposal
from tests.machines.world import asked, code, facts
from tests.regimes.examples import TOWNSHIP, changed, changed_text
from tests.world import CLAIM

NAMED = (("label: 服务群众, component: bonus,", "range: [1, 10], per: event, evidence: 1, proof: 受助群众证明"),
         ("label: 政治学习, component: base,", "points: 1.5,"), ("label: 无故缺席组织生活, component: deduction,", "range: [1, 3],"))  # fmt: skip
OPEN = tuple((f"{item} {points}", f"{item} placeholder: yes, {points.partition('],')[2].strip()}") for item, points in NAMED)
RULES = changed(*OPEN)
FIRST = "“{items}”在细则中还是示范项目，分值定下来并备案以后，才可申报、登记或提议扣分"


def test_the_check_warns_of_each_and_of_nothing_else_new_A5():
    found = [each for each in check(RULES) if each.code == "PLACEHOLDER_ITEM"]
    assert {each.severity for each in found} == {"warning"}
    assert [each.inputs["label"] for each in found] == ["政治学习", "服务群众", "无故缺席组织生活"]
    assert [each for each in check(RULES) if each.severity == "error"] == []
    assert not [each for each in check(TOWNSHIP) if each.code == "PLACEHOLDER_ITEM"]


def test_points_may_be_left_out_of_a_placeholder_and_of_no_other_item():
    with pytest.raises(RegimeError):
        read(changed_text((OPEN[0][0], OPEN[0][1].replace("placeholder: yes", "placeholder: maybe"))))
    unset = changed((OPEN[0][0], OPEN[0][1].replace("placeholder: yes", "placeholder: no")))
    assert [each.code for each in check(unset) if each.severity == "error"] == ["ITEM_RANGE"]


def test_plans_filed_before_keep_their_hash_and_one_that_says_it_reads_back_the_same():
    for name in bundled():
        assert [row for row in canon.loads(load(name).canonical)["items"] if "placeholder" in row] == []
        assert from_canonical(load(name).canonical).sha256 == load(name).sha256
    assert from_canonical(RULES.canonical).sha256 == RULES.sha256 != TOWNSHIP.sha256
    assert [item.code for item in from_canonical(RULES.canonical).items() if item.placeholder] == ["study", "serve_masses", "absence"]


@pytest.mark.parametrize(("form", "refused"), [
    ({"item": "serve_masses"}, "服务群众"), ({"item": "study"}, "政治学习"), ({"item": "absence"}, "无故缺席组织生活"),
    ({"item": "dues_late"}, ""), ({"item": "nothing"}, ""),
    ({"lines": [{"item": "study"}, {"item": "dues"}]}, "政治学习"), ({"lines": [{"item": "dues"}]}, ""),
])  # fmt: skip
def test_what_is_asked_about_an_unset_item_is_refused_by_its_name(form, refused):
    found = asked(placeholders.points_set, facts(rules=RULES, form=form))
    assert (found.code, found.inputs["items"]) == ("RULE_UNDEFINED", refused) if refused else found is None


def test_a_claim_of_an_unset_item_is_refused_in_words_alone_and_another_goes_on(world):
    world.file("adoption", RULES.id, unit="xz", rules=RULES, version=RULES.version, sha256=RULES.sha256)
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    refused = world.refused(no, "submit", "M01", CLAIM, files=(world.paper(),))
    assert [(each.code, each.guard, each.sentence, each.inputs["items"]) for each in refused.refusals] == [
        ("RULE_UNDEFINED", "points_set", FIRST, "服务群众")]  # fmt: skip
    world.step(no, "submit", "M01", {**CLAIM, "item": "stability"}, files=(world.paper(),))


def test_a_sheet_does_not_begin_with_lines_of_unset_items():
    class Seen:
        case, rules = facts(period="2024-03").case, RULES

    assert "study" not in [item.code for item in due_items(Seen, "base")]
    assert [item.code for item in due_items(Seen, "base")]


def test_rules_with_an_unset_item_take_effect_only_with_a_reason_A5():
    real = changed(*OPEN, ("placeholder: {is: yes, by: A5", "placeholder: {is: no, by: A5"))
    assert not ask(revising.placeholders_settled, proposal=proposal(rules=real), form={"waiver": ""})
    assert ask(revising.placeholders_settled, proposal=proposal(rules=real), form={"waiver": "暂缺标准"})


def test_no_range_is_told_where_there_is_none():
    seen = facts(rules=RULES, form={"item": "serve_masses", "points": 800})
    assert code(claims.in_range, seen) == ""
