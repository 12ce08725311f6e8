"""What a deputy sees: the offices that were lent, and nothing that reaches down from above."""

from datetime import date

from procflow.access import organisation
from procflow.queries import Filters, case_page, inbox, seats
from procflow.queries.barred import APART, NOBODY


def test_a_deputy_sees_with_the_office_of_whoever_is_away_and_never_with_a_superior_role(world):
    world.file("role", "Y05", role="recorder")
    world.file("role", "Y05", role="auditor")
    world.file("deputy", "M02", actor="Y01", absent="Y05")
    held = seats(world.session, "M02", date.fromisoformat(world.today))["d1"].roles
    assert "recorder" in held
    assert "auditor" not in held


def test_what_is_lent_for_reading_is_what_is_lent_for_acting(world):
    world.file("role", "Y05", role="group_leader")
    world.file("deputy", "M02", actor="Y01", absent="Y05")
    today = world.today
    assert seats(world.session, "M02", date.fromisoformat(today))["d1"].roles == organisation(world.session, "d1").actor("M02", today).roles


def box(world, person, **more):
    found = inbox(world.session, person, date.fromisoformat(world.today), **more)
    return {row.procedure for row in found.rows}, found.counts["todo"]


def test_a_deputy_for_some_procedures_finds_their_tasks_alone_in_the_inbox(world):
    world.at("2024-03-10")
    world.verify(world.claim())
    assert box(world, "Y01") == ({"bonus_claim", "member_meeting_vote"}, 2)
    for person, procedures in (("M01", ["member_meeting_vote"]), ("M02", ["base_registration"]), ("Y06", [])):
        world.file("deputy", person, actor="adm", absent="Y01", procedures=procedures or None)
    assert box(world, "M01") == ({"member_meeting_vote"}, 1)
    assert box(world, "M02") == (set(), 0)
    assert box(world, "Y06") == ({"bonus_claim", "member_meeting_vote"}, 2)
    assert box(world, "M02", filters=Filters(text="表决")) == (set(), 0)


def test_what_one_lends_for_all_is_not_limited_by_what_another_lends_for_some(world):
    world.at("2024-03-10")
    world.file("role", "Y05", role="branch_secretary")
    world.file("deputy", "M02", actor="adm", absent="Y01", procedures=["base_registration"])
    (limited,) = seats(world.session, "M02", date.fromisoformat(world.today))["d1"].limited
    assert (limited.role, limited.procedures) == ("branch_secretary", {"base_registration"})
    world.file("deputy", "M02", actor="adm", absent="Y05")
    assert seats(world.session, "M02", date.fromisoformat(world.today))["d1"].limited == ()


def barred(world, no, person, step):
    (way,) = [each for each in case_page(world.session, person, date.fromisoformat(world.today), no).ways if each.step == step]
    return way.kind, [each.sentence for each in way.refusals], [each.id for each in way.holders]


def test_a_deputy_whom_a_case_concerns_is_told_to_keep_out_and_who_acts_instead(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim("M02"))
    world.call(motion)
    world.vote(motion)
    world.file("deputy", "M02", actor="adm", absent="Y02")
    assert barred(world, no, "M02", "post") == ("recused", [APART], ["Y02", "Y04"])
    world.file("deputy", "M01", actor="adm", absent="Y02")
    assert barred(world, no, "M01", "post")[0] == "open"


def test_where_nobody_is_left_the_deputy_is_told_who_names_another(world):
    world.at("2024-03-10")
    motion = world.verify(world.claim("Y01"))
    world.file("deputy", "M02", actor="adm", absent="Y01")
    assert barred(world, motion, "M02", "schedule") == ("recused", [NOBODY], [])
