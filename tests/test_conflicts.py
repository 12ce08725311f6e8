"""Conflicts of a change: what was so before is none of the change's; some block, the others are told. The mirror of procflow.access.conflicts."""

import pytest

from procflow.access import Fact, organisation
from procflow.access.conflicts import conflicts
from procflow.access.filed import FOREVER
from procflow.engine import enter_each, foresee
from procflow.engine.noted import Filing
from procflow.errors import Refused

DAY = "2024-03-10"


def found(world, kind, subject, since=DAY, until=FOREVER, **data):
    """The sentences of the conflicts, blocking ones with an exclamation mark."""
    org = organisation(world.session, "d1")
    world.session.commit()
    return ["!" * each.blocks + each.sentence for each in conflicts(org, Fact("", kind, "d1", subject, since, until, data), DAY)]


def filing(world, kind, subject, since="", until="", actor="adm", **form):
    return Filing(actor, world.key(), "d1", kind, subject, form, since, until)


def test_a_plain_appointment_has_none(world):
    assert found(world, "role", "M01", role="deputy_secretary") == []


def test_the_last_secretary_stays_and_one_of_two_may_go(world):
    gone = {"role": "branch_secretary", "since": "2024-01-01", "until": "2024-03-09"}
    assert [each[0] for each in found(world, "role", "Y01", **gone)] == ["!"]
    world.file("role", "M01", role="branch_secretary", since="2024-02-01")
    assert found(world, "role", "Y01", **gone) == []


def test_a_term_that_ends_by_itself_removes_nobody(world):
    world.file("role", "M01", role="branch_secretary", since="2024-02-01")
    assert found(world, "role", "M01", role="branch_secretary", since="2024-02-01", until="2024-06-30") == []


def test_the_last_administrator_stays(world):
    with pytest.raises(Refused, match="没有系统管理员"):
        world.file("role", "adm", unit="xz", role="sysadmin", since="2024-01-01", until="2024-01-01")


def test_there_is_one_points_administrator(world):
    """B11: exactly one in a branch."""
    world.at(DAY)
    with pytest.raises(Refused) as refused:
        world.file("role", "M01", role="points_admin")
    assert (refused.value.code, refused.value.refusals[0].clause, dict(refused.value.refusals[0].inputs)["who"]) == (
        "GUARD_FAILED",
        "B11",
        "Y02",
    )
    assert found(world, "role", "Y02", role="points_admin", since="2024-01-01", until="2024-03-09") == [
        "从{day}起没有积分管理员，登记、录入、定稿都要等到有人接任"
    ]


def test_the_secretary_is_not_the_only_one_who_enters_what_the_group_verifies(world):
    assert [each[:8] for each in found(world, "body", "points_group", members=["Y01", "Y05"], keepers=["Y01"])] == ["!{who}是支"]
    assert found(world, "body", "points_group", members=["Y01", "Y05"], keepers=["Y01", "Y05"]) == []
    assert [each[:8] for each in found(world, "body", "points_group", members=["Y05"], keepers=["Y05"])] == ["{who}是积分"]


def test_recorder_and_verifier_in_one_person_is_told_and_left_to_the_office(world):
    """A44: two pairs of eyes."""
    assert [each[:6] for each in found(world, "role", "Y04", role="recorder")] == ["{who}既"]
    world.file("role", "Y04", role="recorder")
    assert found(world, "role", "Y04", role="recorder", since="2024-03-11") == []


def test_an_administrator_with_an_office_and_an_outsider_are_told(world):
    assert [each[:8] for each in found(world, "role", "adm", role="recorder")] == ["{who}是系统", "{who}在{d"]


@pytest.mark.parametrize(
    ("subject", "absent", "more", "words"),
    [
        ("Y02", "Y02", {"until": "2024-03-20"}, ["!代办人和被代办人是同一人"]),
        ("M02", "Y02", {"until": "2024-03-20"}, []),
        ("M02", "Y02", {}, ["没有写代办到哪一天为止"]),
        ("M02", "adm", {"until": "2024-03-20"}, ["{who}在{day}没有可以代办的职务：上级职务、各机构的记录和表决都由本人办"]),
    ],
)  # fmt: skip
def test_deputies_are_weighed(world, subject, absent, more, words):
    assert found(world, "deputy", subject, absent=absent, **more) == words


def test_nothing_is_passed_on_and_two_deputies_are_told(world):
    world.file("deputy", "M02", absent="Y02", since=DAY, until="2024-03-20")
    assert [each[:8] for each in found(world, "deputy", "M01", absent="M02", until="2024-03-15")] == ["{who}在{d"]
    assert [each[:8] for each in found(world, "deputy", "Y02", absent="Y03", until="2024-03-15")] == ["{who}这段时"]
    assert [each[:8] for each in found(world, "deputy", "M01", absent="Y02", until="2024-03-15")] == ["{absent}"]
    assert found(world, "deputy", "M01", absent="Y02", since="2024-03-21", until="2024-03-25") == []


def test_an_office_that_a_leaving_member_holds_is_told(world):
    assert [each[:9] for each in found(world, "membership", "Y03", standing="gone")] == ["{who}还担任{"]
    assert found(world, "membership", "M01", standing="gone") == []
    assert found(world, "membership", "Y03", standing="formal", retired=True) == []


def test_several_facts_are_filed_together_or_not_at_all(world):
    before = len(world.chain("unit/d1"))
    good, bad = filing(world, "role", "M01", role="recorder"), filing(world, "role", "M02", role="points_admin")
    with pytest.raises(Refused, match="积分管理员只设一人"):
        enter_each(world.session, [good, bad])
    assert len(world.chain("unit/d1")) == before
    assert [each.body["outcome"] for each in world.chain("person/adm")] == ["refused"]
    with pytest.raises(Refused):
        enter_each(world.session, [good, bad])
    assert [each.body["outcome"] for each in world.chain("person/adm")] == ["refused"]
    assert len(enter_each(world.session, [good])) == 1


def test_what_is_foreseen_is_what_would_be_filed_and_nothing_is(world):
    end = filing(world, "role", "Y02", since="2024-01-01", until="2024-01-01", role="points_admin")
    new = filing(world, "role", "M01", role="points_admin")
    world.at(DAY)
    before = world.everything()
    seen = foresee(world.session, [end, new])
    assert [[each.sentence[:8] for each in one.warnings] for one in seen] == [["从{day}起没有"[:8]], []]
    assert [one.record.body["outcome"] for one in foresee(world.session, [new, end])] == ["refused"]
    assert world.everything() == before
    assert [each.body["effects"][0]["since"] for each in enter_each(world.session, [end, new])] == ["2024-01-01", DAY]
