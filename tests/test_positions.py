"""Positions that a case gives: the helper named in it, the substitute of an official whose own case it is; and who is in scope by the rules alone."""

from datetime import date

import pytest

from procflow.access import organisation
from procflow.facts import Gathering, caller
from procflow.grammar import CaseSeen, Taken
from procflow.regimes.rulebook import FILES, read

AUTOMATIC = read((FILES / "township_star.yaml").read_text("utf-8").replace("enrollment: {is: application, by: T1}",
                                                                          "enrollment: {is: automatic, by: B1}"), "automatic")  # fmt: skip
DAY = "2024-03-10"


def org(world):
    found = organisation(world.session, "d1")
    world.session.commit()
    return found


def case(subject="M01", taken=()):
    return CaseSeen("c1", "D1ZB-XX-2024-0001", "d1", "bonus_claim", "draft", 1, subject, "2024-Q1", "Y07", taken=taken)


def held(world, person, of, entered_for=""):
    return caller(org(world), person, of, DAY, entered_for).roles & {"helper", "substitute"}


def test_the_helper_is_whoever_was_named_last(world):
    named = tuple(Taken("assign", "Y01", DAY, {"helper": who}, "e") for who in ("Y05", "Y06"))
    assert [held(world, who, case(taken=named)) for who in ("Y05", "Y06", "M01")] == [set(), {"helper"}, set()]


@pytest.mark.parametrize("role", ["group_leader", "dept_head"])
def test_the_committee_stands_in_for_an_official_in_the_official_s_own_case_alone(world, role):
    world.file("role", "Y05", role=role)
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y05"], keepers=["Y02"])
    assert [held(world, who, case("Y05")) for who in ("Y01", "Y02", "Y05", "M01")] == [{"substitute"}, {"substitute"}, set(), set()]
    assert held(world, "Y01", case("M01")) == set()


def test_where_the_rules_take_everybody_in_a_member_is_in_scope_from_joining_b1_b4(world):
    world.at("2024-05-20")
    world.file("adoption", AUTOMATIC.id, unit="xz", rules=AUTOMATIC, version=AUTOMATIC.version, sha256=AUTOMATIC.sha256, since="2024-01-01")
    world.file("membership", "K13", standing="formal", since="2024-05-20")
    world.file("membership", "K16", standing="activist", since="2024-05-20")
    people = org(world).people("2024-06-01")
    assert (people["K13"].scope_from, people["K13"].in_scope("2024-05-19")) == ("2024-05-20", False)
    assert people["K16"].scope_from == ""


def test_what_was_filed_about_a_member_s_scope_wins_over_the_rules_b2(world):
    world.at("2024-05-20")
    world.file("adoption", AUTOMATIC.id, unit="xz", rules=AUTOMATIC, version=AUTOMATIC.version, sha256=AUTOMATIC.sha256, since="2024-01-01")
    world.file("membership", "K15", standing="formal", retired="yes", since="2024-05-01")
    world.file("scope", "K15", since="2024-05-01", until="2024-05-19")
    seen = org(world).people("2024-05-20")["K15"]
    assert (seen.in_scope("2024-05-19"), seen.in_scope("2024-05-20"), seen.retired) == (True, False, True)


def test_a_probationary_member_s_term_is_part_of_the_membership_n1(world):
    world.file("membership", "K12", standing="probationary", probation_until="2025-03-15", extensions="0", since="2024-03-15")
    seen = org(world).people("2024-04-01")["K12"]
    assert (seen.probation_until, seen.extensions, seen.may_vote) == ("2025-03-15", 0, False)


def test_the_dossier_is_every_other_case_about_the_subject(world):
    first, second = world.claim("M01"), world.claim("M01", event="E2")
    world.claim("M02")
    row = world.case(first)
    seen = CaseSeen(row.case_id, row.no, "d1", row.procedure, row.state, row.version, "M01", row.period)
    found = Gathering(
        world.session, org(world), seen, world.rules, date.fromisoformat(world.today), caller(org(world), "Y01", seen, DAY)
    ).facts({"dossier", "letters"})
    assert ([one.no for one in found.dossier], found.letters) == ([second], ())
