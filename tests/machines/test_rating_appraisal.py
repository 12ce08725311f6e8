"""Where the rules make points of the appraisal, the year is added up once it is filed (B15 B35); elsewhere the points do not wait for it (A57)."""

import pytest

from procflow.guards.ratings import appraisal_filed
from procflow.regimes.rulebook import load
from tests.machines.world import asked, code, facts, linked
from tests.regimes.examples import TOWNSHIP

BUREAU = load("bureau_quarterly")


def adding(*states, rules=BUREAU):
    held = tuple(linked("democratic_appraisal", state, no=f"MP-{number}", period="2024") for number, state in enumerate(states))
    return facts(rules=rules, period="2024", appraisals=held)


@pytest.mark.parametrize(("states", "found"), [((), "TOO_EARLY"), (("feedback",), "TOO_EARLY"), (("cancelled",), "TOO_EARLY"),
                                               (("cancelled", "filed"), "")])  # fmt: skip
def test_the_year_waits_until_its_appraisal_is_filed_B35(states, found):
    assert code(appraisal_filed, adding(*states)) == found


def test_the_refusal_names_the_year_B15():
    refusal = asked(appraisal_filed, adding("balloting"))
    assert refusal is not None
    assert refusal.inputs == {"year": "2024"}


def test_where_the_appraisal_gives_no_points_the_year_does_not_wait_A57():
    assert code(appraisal_filed, adding(rules=TOWNSHIP)) == ""
