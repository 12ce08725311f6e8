"""Who may have exact records: whoever sees the whole case. What is sealed from a reader never leaves towards them (domain §4.2, B9)."""

from datetime import date

import pytest

from procflow.errors import NotFound, Refused
from procflow.proof.bundle import granted
from tests.machines import appraising
from tests.machines.appraising import tally
from tests.machines.posted import Posted


@pytest.fixture
def played(world):
    made = Posted(world)
    world.join("G01")
    world.file("role", "G01", role="group_leader")
    world.file("role", "Y06", unit="xz", role="auditor", actor="adm")
    return made


def has(world, no, who, day=None):
    try:
        granted(world.session, who, day or date.fromisoformat(world.today), no)
    except Refused:
        return "in part"
    except NotFound:
        return "nothing"
    finally:
        world.session.rollback()
    return "whole"


def test_the_bundle_of_an_objection_goes_to_its_handlers_to_auditors_and_to_whoever_objected(world, played):
    no = played.file("M01", "M02", targets=[played.claim])
    seen = {who: has(world, no, who) for who in ("M01", "Y01", "Y06", "M02", "G01", "eve", "adm")}
    assert seen == {"M01": "whole", "Y01": "whole", "Y06": "whole", "M02": "in part", "G01": "in part", "eve": "nothing", "adm": "nothing"}


def test_the_bundle_of_a_claim_goes_to_whoever_sees_the_claim(world, played):
    seen = {who: has(world, played.claim, who) for who in ("M01", "Y01", "Y06", "M02", "eve", "adm")}
    assert set(seen.values()) == {"whole", "nothing"}
    subject = world.case(played.claim).subject
    assert (seen[subject], seen["Y01"], seen["Y06"], seen["eve"], seen["adm"]) == ("whole", "whole", "whole", "nothing", "nothing")


def test_while_one_of_two_has_counted_the_ballots_the_other_gets_no_bundle_B9(world):
    branch, day = appraising.Appraisal(world.session), date(2024, 12, 12)
    branch.at_masses()
    branch.take("mass_tally", "Y02", tally(5, 5, 0, 0, returned=10))
    assert (has(branch, branch.no, "Y02", day), has(branch, branch.no, "Y03", day)) == ("whole", "in part")
    branch.take("mass_tally", "Y03", tally(5, 5, 0, 0, returned=10))
    assert has(branch, branch.no, "Y03", day) == "whole"
