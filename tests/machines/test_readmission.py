"""Who was removed or withdrew is not admitted again before the day that the rules say: not by filing, in no unit, and not by applying (N2 N12)."""

from itertools import count

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.access import organisation
from procflow.errors import Refused
from procflow.grammar import PersonSeen
from procflow.guards import readmission_open
from procflow.proof.check import verify
from tests import servers
from tests.machines import disposed
from tests.machines.disposed import Disposed
from tests.machines.world import asked, code, facts, person

FIRST = "2029-08-12"


@pytest.fixture
def branch(database_kind, tmp_path):
    """F06 left the Party on 12 August 2024, a month ago."""
    engine = create_engine(servers.migrated_copy(database_kind, tmp_path, disposed.built), poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        world = Disposed(session)
        world.numbers = count(9000)
        world.withdrawn()
        world.at("2024-09-12")
        yield world
    engine.dispose()


def told(caught):
    (refusal,) = caught.value.refusals
    return refusal.code, refusal.inputs["first"]


@pytest.mark.parametrize(("on", "found"), [("2029-08-11", "TOO_EARLY"), (FIRST, ""), ("2030-01-01", "")])
def test_until_that_day_nobody_enrols_or_opts_in_N12(on, found):
    assert code(readmission_open, facts(on=on, subject="F06", member=PersonSeen("F06", "activist", readmission_from=FIRST))) == found


def test_whoever_has_not_left_waits_for_nothing():
    assert asked(readmission_open, facts(on="2024-01-01", subject="M01", member=person("M01"))) is None


@pytest.mark.parametrize("standing", ["formal", "probationary"])
@pytest.mark.parametrize("unit", ["d1", "d2"])
def test_nobody_is_filed_as_a_member_again_before_that_day_N12(branch, standing, unit):
    with pytest.raises(Refused) as caught:
        branch.file("membership", "F06", unit=unit, standing=standing)
    assert told(caught) == ("TOO_EARLY", FIRST)
    with pytest.raises(Refused) as caught:
        branch.file("membership", "F06", unit=unit, standing=standing, since="2029-08-11")
    assert told(caught) == ("TOO_EARLY", FIRST)
    branch.file("membership", "F06", unit=unit, standing=standing, since=FIRST)


def test_a_removal_that_turns_out_wrong_is_corrected_on_its_own_day(branch):
    branch.file("membership", "F06", standing="formal", since="2024-08-12")
    found = organisation(branch.session, "d1").person("F06", branch.today)
    branch.session.commit()
    assert (found.standing, found.readmission_from) == ("formal", "")
    assert verify(branch.session).findings == ()


def test_an_application_and_an_opting_in_come_too_early_N12(branch):
    branch.file("membership", "F06", standing="activist")
    for procedure, more in (("enrollment_application", {"period": "2024"}), ("activist_opt_in", {"form": {"statement": "自愿参加"}})):
        with pytest.raises(Refused) as caught:
            branch.begin(procedure, "F06", **more)
        assert (caught.value.code, "readmission_open" in {each.guard for each in caught.value.refusals}) == ("TOO_EARLY", True)
