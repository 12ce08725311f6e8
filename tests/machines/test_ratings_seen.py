"""What a probation case sees of ratings: the closed quarters' own rows, and a grade only once its year is final (A43)."""

from datetime import date

import pytest

from procflow.access import organisation
from procflow.facts import Gathering
from procflow.grammar import ActorSeen, CaseSeen
from tests.machines import yearend


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.built) as world:
        yield world


def seen(year, subject):
    case = CaseSeen("c1", "D1ZB-YB-2025-0001", "d1", "probation_case", "reassessment", 1, subject, "2025")
    org = organisation(year.session, "d1")
    found = Gathering(year.session, org, case, year.rules, date.fromisoformat(year.today), ActorSeen("Y02")).facts({"standings", "grades"})
    year.session.commit()
    return found


def test_a_grade_is_seen_with_the_day_on_which_its_rating_became_final_A43(year):
    assert {period: line[5] for period, line in seen(year, "M01").standings.items()} == {
        "2024-Q1": 8400, "2024-Q2": 0, "2024-Q3": 0, "2024-Q4": 0,
    }  # fmt: skip
    year.publicised()
    assert seen(year, "M02").grades == {}  # confirmed and posted, but not final
    year.later(8)
    year.finalize()
    assert seen(year, "M02").grades == {"2024": (year.today, "star3")}
    assert seen(year, "eve").grades == {}
    assert seen(year, "eve").standings == {}
