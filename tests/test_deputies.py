"""What a deputy sees: the offices that were lent, and nothing that reaches down from above."""

from datetime import date

from procflow.access import organisation
from procflow.queries import seats


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
