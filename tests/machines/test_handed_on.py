"""Loops that hand the task on: a member's own words about a proposal, an opinion formed anew on the spot (B8 B23 A38 N4 N8)."""

from tests.machines.membership import Branch, opinion
from tests.world import World

LEAD = {"source": "routine", "kind": "deduction", "item": "absence", "happened_on": "2024-03-01", "facts": "两次缺席"}


def desks(world, no):
    return {(each.desk, each.person, each.due) for each in world.tasks(no)}


def noticed(world: World) -> str:
    """M01 is told of a proposed deduction on 5 March 2024 and may reply within three days."""
    world.at("2024-03-05")
    no = world.begin("deduction_proposal", "Y03", subject="M01", form=LEAD)
    for name, form, files in (("accept_lead", {}, ()), ("notify", {"facts": "两次缺席", "evidence": "签到表"}, (world.paper(),))):
        resolution = f"JY{next(world.numbers)}"
        world.file("resolution", resolution, actor="Y04", body="points_group", present=["Y04", "Y05"], title="扣分")
        world.step(no, name, "Y04", {**form, "resolution": resolution}, files=files)
    return no


def test_who_has_replied_is_waited_for_no_more_and_the_body_has_its_days_A38_N4(world):
    no = noticed(world)
    assert desks(world, no) == {("member", "M01", "2024-03-08"), ("points_group", None, "2024-03-08")}
    world.at("2024-03-06")
    world.step(no, "reply", "M01", {"statement": "当天请过假"})
    assert desks(world, no) == {("points_group", None, "2024-03-09")}
    world.step(no, "reply", "M01", {"statement": "请假条在组长处"})  # it may still be added to
    assert desks(world, no) == {("points_group", None, "2024-03-09")}


def test_an_opinion_formed_anew_moves_to_the_desk_of_its_measure_B23_N8(world):
    world.__class__ = Branch
    world.set_up()
    no = world.begin("probation_case", "Y01", subject="K12", form={"trigger": "term_ending", "ground": "预备期将满"})
    world.at("2025-03-15")
    found = []
    for measure in ("extend", "regularize", "regularize", "cancel"):
        world.decided(no, "form_opinion", opinion(measure))
        found.append([each.desk for each in world.tasks(no)])
    assert found == [["branch_secretary"], ["recorder"], ["recorder"], ["branch_secretary"]]
    assert world.state(no) == "committee_opinion"
