"""Who is chosen where more are eligible than there are places: the best by score, whom the committee names, or whom the meeting elects (B18 A30)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.proof.check import verify
from procflow.regimes.quotas import allot
from tests.machines import yearend
from tests.machines.yearends import CHOICE, by_committee, by_score, by_vote
from tests.regimes.examples import score

PLACE = 1  # of three stars, among eight members


@pytest.fixture
def year(request, database_kind, tmp_path):
    """M01 has 84 points and M02 82: both reach three stars, and there is one place."""
    with yearend.opened(database_kind, tmp_path, request.param) as world:
        world.total()
        yield world


def starred(year):
    return {line["member"]: line["computed"] for line in year.filed()["lines"] if line["member"] in ("M01", "M02")}


def choose(year, *lines, **more):
    form = {
        "grade": "star3",
        "decisions": [{"member": who, "chosen": said} for who, said in lines],
        "reason": "一贯表现",
        "resolution": year.resolve(),
    }
    return year.command("choose", "Y02", {**form, **more}, case=year.rating)


def refused(year, *lines, **more):
    return [each.code for each in year.refused(year.rating, "choose", "Y02", choose(year, *lines, **more).form).refusals]


@pytest.mark.parametrize("year", [by_score], indirect=True)
def test_the_better_score_has_the_place_by_default_and_nobody_is_asked_A30(year):
    assert (year.state, starred(year)) == ("proposed", {"M01": "star3", "M02": "star2"})
    assert year.refused(year.rating, "choose", "Y02", choose(year, ("M01", "yes"), ("M02", "no")).form).code == "ILLEGAL_STATE"


@pytest.mark.parametrize("year", [by_committee], indirect=True)
def test_the_committee_chooses_among_the_eligible_with_reasons_and_nobody_else_A30(year):
    assert (year.state, [task.desk for task in year.tasks(year.rating)]) == ("totalled", ["branch_committee"])
    assert refused(year, ("M01", "no"), ("M02", "no"), ("Y05", "yes")) == ["GUARD_FAILED"]  # 70 points: not eligible
    assert refused(year, ("M02", "yes")) == ["GUARD_FAILED"]  # M01 stands too
    assert refused(year, ("M01", "yes"), ("M02", "yes")) == ["GUARD_FAILED"]
    assert refused(year, ("M01", "no"), ("M02", "yes"), grade="star4") == ["GUARD_FAILED"]
    assert refused(year, ("M01", "no"), ("M02", "yes"), resolution="JY-0") == ["GUARD_FAILED"]
    year.step(year.rating, "choose", "Y02", choose(year, ("M01", "no"), ("M02", "yes")).form)
    assert (year.state, starred(year)) == ("proposed", {"M01": "star2", "M02": "star3"})
    (share,) = [each for each in year.filed()["shares"] if each["grade"] == "star3"]
    assert (share["chosen"], share["excess"], share["chosen_by"]) == (["M02"], ["M01"], "committee")
    year.confirm()
    year.step(year.rating, "submit", "Y01")
    year.approve()  # the year still adds up as it was chosen
    assert verify(year.session).findings == ()


@pytest.mark.parametrize("year", [by_vote], indirect=True)
def test_the_meeting_elects_among_all_who_are_eligible_A30(year):
    assert (year.state, year.filed()["ties"]) == ("tie_vote", [{"grade": "star3", "members": ["M01", "M02"], "places": PLACE}])
    year.run_off(M01=3, M02=5)
    assert (year.state, starred(year)) == ("proposed", {"M01": "star2", "M02": "star3"})
    assert [each["chosen_by"] for each in year.filed()["shares"] if each["grade"] == "star3"] == ["meeting"]


@given(st.lists(st.integers(8000, 8999), min_size=2, max_size=9), st.data())
def test_whoever_people_choose_has_the_place_whatever_the_score_and_the_rest_go_on_A30(points, data):
    scores = [score(f"M{n}", each) for n, each in enumerate(points, 1)]
    winner = data.draw(st.sampled_from([each.member for each in scores]))
    for choice in ("committee", "vote"):
        (tie,) = [each for each in allot(CHOICE[choice], scores, 8, 1).ties if each.grade == "star3"]
        assert tie.members == tuple(sorted(each.member for each in scores))
        found = allot(CHOICE[choice], scores, 8, 1, winners={"star3": [winner]})
        assert [member for member, each in found.rated.items() if each.grade == "star3"] == [winner]
    best = max(points)
    by_figures = allot(CHOICE["score"], scores, 8, 1)
    chosen = [each.effective for each in scores if by_figures.rated[each.member].grade == "star3"]
    assert chosen == [best] or (not chosen and points.count(best) > 1)
