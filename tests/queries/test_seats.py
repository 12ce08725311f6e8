"""Seats and people: what a person is in each unit, in one reading, is what the organisation says unit by unit."""

import pytest

from procflow import queries
from procflow.access import organisation
from procflow.errors import NotFound
from tests.queries.world import DAY, PEOPLE, STRANGERS


def test_the_seats_of_everybody_agree_with_the_organisation_of_each_unit(session, world):
    world.file("deputy", "Y05", absent="Y01")
    world.file("body", "party_committee", "xz", members=["SUP", "adm"], keepers=["SUP"])
    for person in (*PEOPLE, *STRANGERS, "SUP", "adm"):
        sat = queries.seats(session, person, DAY)
        for unit in ("xz", "d1", "d2"):
            held = organisation(session, unit).actor(person, DAY.isoformat()).roles
            assert (sat[unit].roles if unit in sat else frozenset()) == held, (person, unit)


def test_a_body_refiled_without_the_keeper_is_kept_no_longer(session, world):
    world.file("body", "points_group", since="2024-02-01", members=["Y04", "Y05"], keepers=["Y05"])
    assert queries.seats(session, "Y04", DAY)["d1"].roles == frozenset()
    assert "points_group" in queries.seats(session, "Y05", DAY)["d1"].roles


def test_a_member_without_office_sits_in_the_own_branch_alone(session):
    assert [(seat.unit, seat.standing, seat.roles) for seat in queries.units(session, "M01", DAY)] == [("d1", "formal", frozenset())]


def test_an_auditor_of_the_township_sits_in_every_branch_below(session):
    assert [(seat.unit, seat.sees) for seat in queries.units(session, "SUP", DAY)] == [(unit, {"auditor"}) for unit in ("xz", "d1", "d2")]


def test_nobody_sits_nowhere(session):
    assert queries.units(session, "nobody", DAY) == ()


def test_seats_take_at_most_three_statements_however_many_units(session, statements):
    queries.seats(session, "SUP", DAY)
    assert statements() <= 3


def test_people_are_named_out_of_the_vault_with_their_offices(session):
    found = {each.id: each for each in queries.people(session, "Y01", DAY, "d1")}
    assert set(found) == {*PEOPLE, "SUP"}
    assert (found["Y02"].name, found["Y02"].titles, found["Y02"].may_vote) == ("某Y02", ("积分管理员",), True)
    assert found["Y04"].roles == ("points_group",)
    assert (found["M01"].in_scope, found["Y01"].in_scope) == (True, False)


@pytest.mark.parametrize("reader", ["M01", "N01", "nobody"])
def test_the_list_of_people_is_for_those_who_hold_an_office_there(session, reader):
    with pytest.raises(NotFound):
        queries.people(session, reader, DAY, "d1")


def test_an_erased_name_is_missing_and_an_unknown_one_too(session):
    from sqlalchemy import text

    session.execute(text("DELETE FROM pii_vault WHERE value = '某M02'"))
    assert queries.names(session, ["M01", "M02", "nobody"]) == {"M01": "某M01"}
