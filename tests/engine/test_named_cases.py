"""Cases that a form names become linked, each of them, once; what is no case of the unit is refused before anything is written."""

import pytest

from procflow.errors import Invalid
from procflow.forms import CaseRef, Cases, Form
from procflow.grammar import NEW, Finding, Procedure, State, Step, guard

STRANGERS = ("D1ZB-JL-2024-0099", "D2ZB-JL-2024-0001", "x")


class Listed(Form):
    items = Cases("哪几件")
    first = CaseRef("先办哪一件", required=False)


@guard("已经办结：{no}", reads="named")
def none_over(facts):
    over = [no for no in facts.form["items"] if no in facts.named and facts.named[no].final]
    return Finding.of(not over, no="、".join(over))


GATHER = Procedure(
    "errand", "差事", "CS", edition="1", states=(State("open", "开着", "member"),),
    steps=(Step("create", "开始", NEW, "open", by="member"), Step("gather", "汇总", "open", "open", by="member", asks=Listed, fits=(none_over,))),
)  # fmt: skip


@pytest.fixture
def errand(world, with_table):
    world.at("2024-03-10")
    with_table(GATHER)
    return world.begin("errand", "M01")


def test_each_case_of_a_list_becomes_linked_under_the_name_of_its_field(world, errand):
    first, second = world.claim("M01"), world.claim("M02")
    world.step(errand, "gather", "M01", {"items": [first, second]})
    tied = {world.number(row.other_id): row.kind for row in world.linked(errand)}
    assert tied == {first: "items", second: "items"}


def test_a_case_named_again_or_in_two_fields_is_linked_once(world, errand):
    no = world.claim("M01")
    world.step(errand, "gather", "M01", {"items": [no], "first": no})
    world.step(errand, "gather", "M01", {"items": [no]})
    assert [world.number(row.other_id) for row in world.linked(errand)] == [no]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_no_case_of_the_unit_leaves_nothing_behind(world, errand, stranger):
    no, before = world.claim("M01"), world.everything()
    with pytest.raises(Invalid) as caught:
        world.step(errand, "gather", "M01", {"items": [no, stranger]})
    assert caught.value.errors == {"items": ["没有这个案号"]}
    assert world.everything() == before


def test_a_case_of_another_branch_is_none_of_this_units(world, errand):
    world.file("role", "eve", unit="d2", role="recorder")
    record = world.step("", "create", "eve", procedure="errand", unit="d2")
    theirs = world.number(record.case_id)
    with pytest.raises(Invalid, match="items"):
        world.step(errand, "gather", "M01", {"items": [theirs]})
    assert world.linked(errand) == []


def test_guards_see_the_cases_that_the_form_names(world, errand):
    no = world.claim("M01")
    world.step(no, "withdraw", "M01")
    assert world.refused(errand, "gather", "M01", {"items": [no]}).refusals[0].inputs["no"] == no
