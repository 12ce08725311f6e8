"""What one person entered of the masses' paper ballots is told to nobody else before another entered theirs too: records, attachments, refusals (B9)."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.errors import NotFound
from procflow.queries import trace
from procflow.queries.cases import case_page
from procflow.queries.files import attachment
from procflow.queries.tallies import APPRAISAL, ASKING, TALLY, sealed
from tests.machines import appraising
from tests.machines.appraising import ALL, line, tally

HERE = SimpleNamespace(procedure=APPRAISAL, state=ASKING)
DAY = date(2024, 12, 12)
people = st.lists(
    st.tuples(st.sampled_from([TALLY, "cast", "mass_done"]), st.sampled_from(["Y02", "Y03", "Y05"]), st.booleans()), max_size=12
)


@pytest.fixture
def branch(world):
    found = appraising.Appraisal(world.session)
    found.at_masses()
    return found


def read(branch, who):
    """What the reader learns of the ballots on paper: (who entered, ballots returned or "sealed"), oldest first, from the case and its trace."""
    pages = (case_page(branch.session, who, DAY, branch.no).events, trace(branch.session, who, DAY, branch.no).events)
    case, whole = (
        [(each.by.id, "sealed" if each.sealed else each.form.get("returned")) for each in page if each.step == TALLY] for page in pages
    )
    branch.session.commit()
    assert case == whole
    return case


def test_nobody_reads_the_first_tally_before_the_second_is_in_but_who_entered_it_B9(branch):
    paper = branch.paper(by="Y02")
    branch.take("mass_tally", "Y02", tally(5, 5, 0, 0, returned=10), files=(paper,))
    assert (read(branch, "Y02"), read(branch, "Y03"), read(branch, "Y01")) == ([("Y02", 10)], [("Y02", "sealed")], [("Y02", "sealed")])
    told = next(each for each in trace(branch.session, "Y03", DAY, branch.no).events if each.sealed)
    assert (told.form, told.files, told.guards, told.effects, told.refusals) == ({}, (), (), (), ())
    assert (told.by.id, told.on, bool(told.hash)) == ("Y02", "2024-12-12", True), "that it was entered is on record for everybody"
    assert attachment(branch.session, "Y02", DAY, paper, branch.no).sha256 == paper
    with pytest.raises(NotFound):
        attachment(branch.session, "Y03", DAY, paper, branch.no)
    branch.session.commit()
    branch.take("mass_tally", "Y03", tally(4, 7, 0, 0, returned=11))
    assert read(branch, "Y03") == read(branch, "Y01") == [("Y02", 10), ("Y03", 11)]
    assert attachment(branch.session, "Y01", DAY, paper, branch.no).sha256 == paper


def test_a_refused_tally_tells_the_other_nothing_either_and_is_on_record_B9(branch):
    wrong = {**tally(5, 5, 0, 0, returned=10), "lines": [line(name, 3, 3, 0, 0) for name in ALL]}
    branch.refused(branch.no, "mass_tally", "Y02", wrong)
    events = trace(branch.session, "Y03", DAY, branch.no).events
    assert [(each.refused, each.refusals, each.guards, bool(each.sealed)) for each in events if each.step == TALLY] == [
        (True, (), (), True)
    ]
    own = [each for each in trace(branch.session, "Y02", DAY, branch.no).events if each.step == TALLY]
    assert [(each.sealed, [one.guard for one in each.refusals]) for each in own] == [("", ["lines_add_up"])]


def test_trying_to_end_the_stage_does_not_tell_the_lone_tally_B9(branch):
    branch.take("mass_tally", "Y02", tally(2, 1, 0, 0, returned=3))
    refused = branch.refused(branch.no, "mass_done", "Y02")
    assert {each.guard: dict(each.inputs).get("received") for each in refused.refusals} == {"entered_by_two": None, "enough_ballots": 0}
    kept = branch.chain(branch.no)[-1].body["guards"]
    assert {each["name"]: each["inputs"] for each in kept}["tallies_agree"] == {"one": 0, "other": 0, "members": "", "count": 0}
    branch.take("mass_tally", "Y03", tally(2, 1, 0, 0, returned=3))
    refused = branch.refused(branch.no, "mass_done", "Y02")
    assert {each.guard: each.inputs["received"] for each in refused.refusals} == {"enough_ballots": 3}


def test_who_counts_anew_after_a_difference_is_again_alone_until_the_other_counts_too_B9(branch):
    branch.take("mass_tally", "Y02", tally(5, 5, 0, 0, returned=10))
    branch.take("mass_tally", "Y03", tally(4, 6, 0, 0, returned=10))
    branch.take("mass_tally", "Y02", tally(6, 3, 0, 0, returned=9))
    assert read(branch, "Y03") == [("Y02", 10), ("Y03", 10), ("Y02", "sealed")]
    branch.take("mass_tally", "Y03", tally(6, 3, 0, 0, returned=9))
    assert read(branch, "Y02") == [("Y02", 10), ("Y03", 10), ("Y02", 9), ("Y03", 9)]
    branch.take("mass_done", "Y02")


@given(people)
def test_a_tally_opens_exactly_when_somebody_else_entered_theirs_and_never_closes_again(acts):
    """Of any order of acts: what is open to a reader stays so as more comes in; the own is never sealed; of the others' at most one person's is."""
    for reader in ("Y02", "Y03", "Y05"):
        hidden = sealed(HERE, acts, reader)
        assert all(acts[place][0] == TALLY and acts[place][1] != reader for place in hidden)
        assert len({acts[place][1] for place in hidden if not acts[place][2]}) <= 1
        for end in range(len(acts)):
            assert hidden & set(range(end)) <= sealed(HERE, acts[:end], reader)
    assert sealed(SimpleNamespace(procedure=APPRAISAL, state="committee_assessment"), acts, "Y02") == frozenset()
    assert sealed(SimpleNamespace(procedure="bonus_claim", state=ASKING), acts, "Y02") == frozenset()
