"""The kinds of dated facts: each has a title, a form of titled fields, and filers who hold a role that there is."""

import pytest
from marshmallow import ValidationError

from procflow.access import SUPERIOR
from procflow.filing import BODY_TITLES, KEEPER, KINDS, ROLES
from procflow.forms import Text

NAMES = {"unit", "person", "membership", "scope", "role", "body", "deputy", "meeting", "resolution", "receipt", "adoption", "calendar"}


def test_every_kind_that_the_organisation_reads_may_be_filed():
    assert set(KINDS) >= NAMES


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_title_titled_fields_and_filers_that_there_are(kind):
    one = KINDS[kind]
    assert one.title
    assert all(field.title for field in one.form().fields.values())
    assert one.by
    assert set(one.by) <= {*ROLES, *BODY_TITLES, KEEPER}


def test_only_the_administrator_makes_units_roles_and_calendars():
    assert {kind for kind in KINDS if KINDS[kind].by == ("sysadmin",)} == {"unit", "role", "calendar"}


def test_a_resolution_is_filed_by_whoever_keeps_the_body_s_minutes():
    assert KINDS["resolution"].by == (KEEPER,)


def test_no_office_bears_the_name_of_a_body():
    """Whoever keeps the minutes of a body acts in its name: were it an office's too, a keeper would hold the office."""
    assert not set(ROLES) & set(BODY_TITLES)
    assert set(ROLES) | set(BODY_TITLES) >= SUPERIOR


def test_names_and_telephones_are_personal_and_go_to_the_vault():
    texts = {(kind, name) for kind, one in KINDS.items() for name, field in one.form().fields.items() if isinstance(field, Text)}
    assert texts == {("person", "name"), ("contact", "phone")}


@pytest.mark.parametrize("bad", ["2024-05-01", [["2024-05-01"]], [["1. Mai", True]], None, {"2024-05-01": True}])
def test_days_of_a_calendar_are_pairs(bad):
    with pytest.raises(ValidationError):
        KINDS["calendar"].form().load({"days": bad, "source": "通知"})
    good = KINDS["calendar"].form().load({"days": [["20240501", 0], ["2024-04-28", 1]], "source": "通知"})
    assert good["days"] == [["2024-05-01", False], ["2024-04-28", True]]
