"""Acting for another: an official enters a member's paper, a deputy acts for one who is away; the record names both."""

import pytest

from procflow.errors import Refused
from tests.world import CLAIM


def lent(world, to, absent, **more):
    return world.file("deputy", to, actor="adm", absent=absent, **more)


def test_an_official_enters_a_claim_for_a_member_with_the_paper(world):
    world.at("2024-03-10")
    paper = world.paper("签名的申报表")
    no = world.begin("bonus_claim", "Y03", entered_for="M01", files=(paper,))
    record = world.step(no, "submit", "Y03", CLAIM, entered_for="M01", files=(paper,))
    assert (record.body["actor"]["id"], record.body["actor"]["role"], record.body["actor"]["entered_for"]) == ("Y03", "member", "M01")
    assert (world.case(no).subject, world.case(no).opened_by) == ("M01", "M01")


def test_without_the_scanned_paper_it_is_refused(world):
    world.at("2024-03-10")
    with pytest.raises(Refused) as refused:
        world.begin("bonus_claim", "Y03", entered_for="M01")
    assert [each.guard for each in refused.value.refusals] == ["has_the_paper"]
    assert refused.value.code == "MISSING_EVIDENCE"


def test_the_guards_look_at_the_member_not_at_the_official(world):
    """G-SCOPE: the official is in scope, the member is not."""
    world.at("2024-03-10")
    world.file("membership", "N01", standing="formal")
    with pytest.raises(Refused) as refused:
        world.begin("bonus_claim", "Y03", entered_for="N01", files=(world.paper(),))
    assert (refused.value.code, dict(refused.value.refusals[0].inputs)["member"]) == ("NOT_IN_SCOPE", "N01")


@pytest.mark.parametrize("who", ["M02", "Y04", "eve"])
def test_whoever_holds_no_office_enters_nothing_for_others(world, who):
    world.at("2024-03-10")
    with pytest.raises(Refused) as refused:
        world.begin("bonus_claim", who, entered_for="M01", files=(world.paper(),))
    assert refused.value.code == "FORBIDDEN_ROLE"


def test_the_member_goes_on_alone_with_what_was_entered(world):
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "Y03", entered_for="M01", files=(world.paper(),))
    record = world.step(no, "submit", "M01", CLAIM, files=(world.paper(),))
    assert record.body["actor"]["entered_for"] is None
    assert world.refused(no, "withdraw", "Y03").code == "FORBIDDEN_ROLE"


def test_naming_oneself_is_no_entering_for_another(world):
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01", entered_for="M01")
    assert world.chain(no)[0].body["actor"]["entered_for"] is None


def test_a_deputy_acts_and_the_record_says_for_whom(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    world.call(motion)
    world.vote(motion)
    assert world.refused(no, "post", "M02").code == "FORBIDDEN_ROLE"
    lent(world, "M02", "Y02", until="2024-03-20")
    actor = world.step(no, "post", "M02").body["actor"]
    assert (actor["id"], actor["role"], actor["on_behalf_of"]) == ("M02", "points_admin", "Y02")


def test_what_is_held_by_oneself_is_on_nobody_s_behalf(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    world.call(motion)
    world.vote(motion)
    lent(world, "Y02", "Y01")
    assert world.step(no, "post", "Y02").body["actor"]["on_behalf_of"] is None


def test_a_deputy_is_one_only_while_the_other_is_away(world):
    world.at("2024-03-10")
    lent(world, "M02", "Y02", since="2024-03-11", until="2024-03-12")
    motion = world.verify(no := world.claim())
    assert world.refused(no, "comment", "M02", {"remark": "x"}).code == "FORBIDDEN_ROLE"
    world.call(motion, ahead=3)
    world.vote(motion)
    assert world.today == "2024-03-13"
    assert world.refused(no, "post", "M02").code == "FORBIDDEN_ROLE"


def test_a_deputy_passes_nothing_on(world):
    world.at("2024-03-10")
    lent(world, "M02", "Y02")
    lent(world, "M01", "M02")
    no = world.claim("Y05")
    assert world.refused(no, "comment", "M01", {"remark": "x"}).code == "FORBIDDEN_ROLE"
    assert world.step(no, "comment", "M02", {"remark": "x"}).body["actor"]["role"] == "points_admin"


def test_nobody_becomes_administrator_by_naming_a_deputy(world):
    """Who files deputies of a branch could otherwise lend out what reaches down to it."""
    world.file("deputy", "M02", actor="Y01", absent="adm")
    with pytest.raises(Refused, match="FORBIDDEN_ROLE"):
        world.file("role", "M02", actor="M02", role="points_admin")


@pytest.mark.parametrize("body", ["superior_org", "party_committee", "supervision_group"])
def test_nobody_becomes_the_superior_by_keeping_its_minutes_in_a_branch(world, body):
    with pytest.raises(Refused, match="FORBIDDEN_ROLE"):
        world.file("body", body, actor="Y01", members=["Y01"], keepers=["Y01"])
    assert world.file("body", body, actor="adm", members=["Y01"], keepers=["Y01"]).body["outcome"] == "done"
