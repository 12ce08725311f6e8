"""No search and no export tells who objected, whoever asks: lists are not noted as seen, so what is sealed stands in none (domain §4.2)."""

from datetime import date

import pytest

from procflow.dates import Period
from procflow.queries.acts import acts
from procflow.queries.sealed import MASKED
from procflow.queries.search import search
from procflow.queries.sought import Sought
from procflow.reports.interchange import gather
from tests.machines.posted import Posted
from tests.world import NAMES

TRIED = ("a search by the name", "a search by the role", "the list of a case's records", "an export for process mining")


@pytest.fixture
def objected(world):
    """M01 objected to a claim of M02; Y06 audits from above."""
    played = Posted(world)
    world.file("role", "Y06", unit="xz", role="auditor", actor="adm")
    return played.file("M01", "M02", targets=[played.claim])


@pytest.mark.parametrize("who", ["Y01", "Y03", "Y06"])
def test_no_search_by_name_or_role_finds_the_objection(world, objected, who):
    day, session = date.fromisoformat(world.today), world.session
    for sought in (Sought(person="M01"), Sought(person=NAMES["M01"]), Sought(role="member")):
        found = acts(session, who, day, sought, limit=500)
        assert [each.title for each in found.acts if each.no == objected] == []
        assert objected not in [each.no for each in search(session, who, day, sought, limit=500).hits]
    assert found.total > 0
    session.rollback()


@pytest.mark.parametrize("who", ["Y01", "Y03", "Y06"])
def test_a_list_of_its_records_masks_who_objected(world, objected, who):
    found = acts(world.session, who, date.fromisoformat(world.today), Sought(text=objected))
    world.session.rollback()
    assert MASKED in {each.by.name for each in found.acts}
    assert NAMES["M01"] not in repr(found.acts)


def test_no_export_holds_who_objected(world, objected):
    day = date.fromisoformat(world.today)
    log = gather(world.session, "Y06", day, "d1", Period.parse(world.today[:4]), named=True)
    world.session.rollback()
    (case,) = (each for each in log.cases if each.no == objected)
    assert MASKED in {each.by for each in case.events}
    assert "M01" not in repr(case)
