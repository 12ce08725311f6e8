"""The organisation in time: who is what on a day, what reaches down, and a cache that follows every filing and no other."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.engine import noted
from procflow.errors import NotFound


def org(world, unit="d1"):
    found = organisation(world.session, unit)
    world.session.commit()
    return found


def roles(world, person, day="2024-03-10", unit="d1"):
    return set(org(world, unit).actor(person, day).roles)


def test_a_role_is_held_from_its_first_day_to_its_last(world):
    world.file("role", "M01", role="recorder", since="2024-03-01", until="2024-03-31")
    days = ("2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01")
    assert ["recorder" in roles(world, "M01", day) for day in days] == [False, True, True, False]


def test_a_role_is_ended_by_a_correction_of_its_first_day(world):
    world.file("role", "Y03", role="recorder", since="2024-01-01", until="2024-03-09")
    assert (roles(world, "Y03", "2024-03-09"), roles(world, "Y03", "2024-03-10")) == ({"recorder"}, set())


def test_a_body_acts_through_its_keepers_alone(world):
    actor = org(world).actor("Y04", "2024-03-10")
    assert (set(actor.roles), set(actor.bodies)) == ({"points_group"}, {"points_group"})
    assert roles(world, "Y05") == set()


def test_superior_roles_reach_down_and_offices_do_not(world):
    world.file("role", "U01", unit="xz", role="auditor")
    world.file("role", "U01", unit="xz", role="branch_secretary")
    assert roles(world, "U01") == {"auditor"}
    assert roles(world, "U01", unit="xz") == {"auditor", "branch_secretary"}
    assert roles(world, "adm", unit="d2") == {"sysadmin"}


def test_superior_bodies_reach_down_and_a_branch_s_do_not_reach_anywhere(world):
    world.file("body", "party_committee", unit="xz", members=["U01", "U02"], keepers=["U01"])
    world.file("body", "points_group", unit="xz", members=["U01"], keepers=["U01"])
    assert roles(world, "U01") == {"party_committee"}
    assert set(org(world, "xz").bodies("2024-03-10")) == {"party_committee", "points_group"}
    assert "points_group" not in org(world, "d2").bodies("2024-03-10")


@pytest.mark.parametrize("unit", ["d2", "xz"])
def test_a_branch_role_reaches_neither_sideways_nor_up(world, unit):
    assert [roles(world, person, unit=unit) for person in ("Y01", "Y02", "Y04")] == [set(), set(), set()]


def test_a_deputy_is_lent_the_offices_of_this_unit_and_is_told_whose(world):
    world.file("role", "Y01", role="sysadmin")
    world.file("deputy", "M02", absent="Y01", since="2024-03-01", until="2024-03-31")
    actor = org(world).actor("M02", "2024-03-10")
    assert (set(actor.roles), dict(actor.lent)) == ({"branch_secretary"}, {"branch_secretary": "Y01"})
    assert roles(world, "M02", "2024-04-01") == set()
    assert roles(world, "M02", unit="d2") == set()


def test_of_two_memberships_the_later_one_says_the_standing(world):
    world.file("membership", "N01", standing="probationary", since="2024-01-01")
    world.file("membership", "N01", standing="formal", since="2024-06-01")
    here = org(world)
    assert [here.person("N01", day).standing for day in ("2024-05-31", "2024-06-01")] == ["probationary", "formal"]
    assert [here.person("N01", day).may_vote for day in ("2024-05-31", "2024-06-01")] == [False, True]
    assert here.person("N01", "2023-12-31") is None


def test_scope_is_that_of_the_day_though_another_begins_later(world):
    """A66: left in summer, back the next year: in spring the member was in scope."""
    world.file("scope", "M01", since="2024-01-01", until="2024-06-30")
    world.file("scope", "M01", since="2025-01-01")
    here = org(world)
    days = ("2024-03-10", "2024-06-30", "2024-07-01", "2024-12-31", "2025-01-01")
    assert [here.person("M01", day).in_scope(day) for day in days] == [True, True, False, False, True]


def test_scope_that_has_not_begun_is_known_by_its_first_day(world):
    world.file("membership", "N01", standing="formal")
    world.file("scope", "N01", since="2024-04-01")
    person = org(world).person("N01", "2024-03-10")
    assert (person.scope_from, person.in_scope("2024-03-10")) == ("2024-04-01", False)


def test_a_meeting_has_its_roll_once_it_was_called(world):
    world.at("2024-03-10")
    meeting = world.call(world.verify(world.claim()), present=("M01", "M02", "Y01", "Y02"))
    seen = org(world).meeting(meeting)
    assert (seen.roll, len(seen.due), len(seen.present), seen.chair, seen.teller, seen.on) == (True, 8, 4, "Y01", "Y02", "2024-03-12")
    assert org(world).meeting("none") is None


def test_the_regime_is_the_unit_s_own_else_the_one_above(world):
    assert org(world).adoption("2024-03-10").data["sha256"] == world.rules.sha256
    assert org(world).adoption("2023-12-31") is None


def test_what_was_read_is_kept_until_a_fact_is_filed_here_or_above(world):
    first = org(world)
    assert org(world) is first
    world.file("role", "M01", role="recorder")
    second = org(world)
    assert second is not first
    world.file("role", "U01", unit="xz", role="auditor")
    assert org(world) is not second
    third = org(world)
    world.file("role", "eve", unit="d2", role="recorder")
    assert org(world) is third


def test_a_filing_that_was_rolled_back_is_never_seen(world):
    filing = noted.Filing("adm", "k", "d1", "role", "M01", {"role": "recorder"})
    with Session(world.session.get_bind()) as own:
        noted.enter(own, filing)
        assert "recorder" in organisation(own, "d1").actor("M01", "2024-03-10").roles
        own.rollback()
    assert roles(world, "M01") == set()
    world.file("role", "M02", role="helper")
    assert roles(world, "M01") == set()
    with Session(world.session.get_bind()) as own:
        noted.enter(own, replace(filing, key="k2"))
        own.commit()
    assert roles(world, "M01") == {"recorder"}


def test_a_unit_that_is_none_is_not_found(world):
    with pytest.raises(NotFound):
        org(world, "d9")
