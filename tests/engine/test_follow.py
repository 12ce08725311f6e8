"""What follows by itself: a vote drives its claim in the same act; rows that compete or never rest refuse the whole act."""

from dataclasses import replace

from procflow.forms import Form, Several
from procflow.grammar import AUTO, NEW, File, Procedure, Start, State, Step, guard, reads


@guard("永远成立")
def always(facts):
    return True


@guard("还没有")
def filed(facts):
    return facts.receipts.get("R1")


filed = replace(filed, reads=("receipts",))


def procedure(*steps, states=(), key="errand"):
    named = {step.to for step in steps if step.to} | set(states)
    begin = Step("create", "开始", NEW, "open", by="member")
    return Procedure(
        key, key, "PT", edition="1", states=tuple(State(name, name, "member") for name in sorted(named | {"open"})), steps=(begin, *steps)
    )


def test_the_vote_drives_the_claim_in_the_same_act_with_a_record_of_its_own(world):
    """T10: the result of the vote is the decision on the claim."""
    world.at("2024-03-10")
    no = world.claim()
    motion = world.verify(no)
    world.call(motion)
    passed = world.vote(motion)
    (approved,) = passed.caused
    assert (world.case(motion).state, world.case(no).state) == ("passed", "approved")
    assert (approved.body["cause"], approved.body["command_id"]) == (passed.event_id, passed.body["command_id"])
    assert [passed.body["ordinal"], approved.body["ordinal"]] == [0, 1]
    assert (approved.body["actor"]["id"], approved.body["actor"]["role"], approved.body["transition"]) == ("system", AUTO, "vote_pass")
    assert world.chain(no)[-1].hash == approved.hash


def test_a_vote_that_fails_rejects_the_claim(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    world.call(motion)
    world.vote(motion, 3, 5)
    assert (world.case(motion).state, world.case(no).state) == ("not_passed", "rejected")
    assert world.entries() == []


def test_a_claim_withdrawn_takes_its_motion_along_and_a_motion_withdrawn_gives_the_claim_back(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    assert [each.body["transition"] for each in world.step(no, "withdraw", "M01").caused] == ["drop"]
    assert world.case(motion).state == "withdrawn"
    other = world.verify(claim := world.claim(item="volunteer"))
    world.step(other, "withdraw", "Y04", {"reason": "材料要再核"})
    assert world.case(claim).state == "verifying"


def test_each_follower_names_the_record_that_caused_it(world, with_table):
    second = Step("second", "二", "two", "three", by=AUTO, when=(always,))
    with_table(procedure(Step("go", "走", "open", "one", by="member"), Step("first", "一", "one", "two", by=AUTO, when=(always,)), second))
    went = world.step(world.begin("errand", "M01"), "go", "M01")
    assert [each.body["transition"] for each in went.caused] == ["first", "second"]
    assert [each.body["cause"] for each in went.caused] == [went.event_id, went.caused[0].event_id]


def test_two_rows_that_would_fire_at_once_refuse_the_whole_act(world, with_table):
    left, right = (Step(name, name, "one", name, by=AUTO, when=(always,)) for name in ("left", "right"))
    with_table(procedure(Step("go", "走", "open", "one", by="member"), left, right))
    no = world.begin("errand", "M01")
    refused = world.refused(no, "go", "M01")
    assert (refused.code, dict(refused.refusals[0].inputs)) == ("GUARD_FAILED", {"steps": "left、right"})
    assert (world.case(no).state, world.case(no).version) == ("open", 1)
    assert [each.body["outcome"] for each in world.chain(no)] == ["done", "refused"]
    assert [each.desk for each in world.tasks(no)] == ["member"]


def test_rows_that_never_come_to_rest_refuse_the_whole_act(world, with_table):
    there, back = Step("there", "去", "one", "two", by=AUTO, when=(always,)), Step("back", "回", "two", "one", by=AUTO, when=(always,))
    with_table(procedure(Step("go", "走", "open", "one", by="member"), there, back))
    no = world.begin("errand", "M01")
    refused = world.refused(no, "go", "M01")
    assert refused.code == "GUARD_FAILED"
    assert refused.refusals[0].inputs["steps"] in {"errand.there", "errand.back"}
    assert [each.body["outcome"] for each in world.chain(no)] == ["done", "refused"]
    assert world.step(no, "comment", "M01", {"remark": "还在"}).body["outcome"] == "done"


def test_a_batch_may_drive_more_cases_than_there_are_rounds(world, with_table):
    """Each of fifty items follows the one decision, in one round."""

    class Items(Form):
        items = Several("各项")

    def each_item(facts):
        return [Start("item", name, facts.case.period, {}) for name in facts.form["items"]]

    @guard("批次未定", reads="links")
    def decided(facts):
        return any(one.state == "decided" for one in facts.links)

    begun = Step("open", "开始", NEW, "waiting", by=AUTO)
    item = Procedure("item", "一项", "YX", edition="1", states=(State("waiting", "等", "recorder"), State("listed", "列", final=True)),
                     steps=(begun, Step("list", "列入", "waiting", "listed", by=AUTO, when=(decided,))))  # fmt: skip
    batch = procedure(
        Step("gather", "汇总", "open", "gathered", by="member", asks=Items, then=(each_item,)),
        Step("decide", "定", "gathered", "decided", by="member"),
    )
    with_table(item, batch)
    no = world.begin("errand", "M01")
    world.step(no, "gather", "M01", {"items": [f"T{number}" for number in range(50)]})
    decided = world.step(no, "decide", "M01")
    assert [each.body["transition"] for each in decided.caused] == ["list"] * 50
    assert {each.body["cause"] for each in decided.caused} == {decided.event_id}


def test_what_follows_sees_the_fact_that_the_step_has_just_filed(world, with_table):
    @reads("bodies")
    def receipt(facts):
        return File("receipt", "R1", {"about": "x", "addressee": "superior_org", "persons": ["M01"]})

    with_table(
        procedure(Step("go", "走", "open", "one", by="member", then=(receipt,)), Step("seen", "见", "one", "two", by=AUTO, when=(filed,)))
    )
    no = world.begin("errand", "M01")
    world.step(no, "go", "M01")
    assert world.case(no).state == "two"


def test_a_case_that_cannot_begin_as_its_parent_says_refuses_the_whole_act(world, with_table):
    @guard("从不")
    def never(facts):
        return False

    def child(facts):
        return Start("item", "T1", facts.case.period, {})

    item = Procedure("item", "一项", "YX", edition="1", states=(State("waiting", "等", "recorder"),),
                     steps=(Step("open", "开始", NEW, "waiting", by=AUTO, when=(never,)),))  # fmt: skip
    with_table(item, procedure(Step("go", "走", "open", "one", by="member", then=(child,))))
    no = world.begin("errand", "M01")
    before = world.everything()
    assert dict(world.refused(no, "go", "M01").refusals[0].inputs) == {"steps": "item.open"}
    after = world.everything()
    assert {name for name in before if before[name] != after[name]} == {
        "audit_event",
        "audit_pending",
        "event_outbox",
        "pii_vault",
        "proc_case",
    }
