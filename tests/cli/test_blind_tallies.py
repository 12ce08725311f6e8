"""The paper ballots of the masses from the command line: whoever enters second learns nothing of the first tally, in words or as data (B9)."""

import json

import pytest

from procflow.cli import exits
from tests.machines import appraising
from tests.machines.appraising import tally

SEALED = {
    "zh": "录入的票数在另一人独立录入之前保密",
    "en": "The counts stay sealed until somebody else has entered the ballots independently",
}


@pytest.fixture
def branch(session):
    found = appraising.Appraisal(session)
    found.at_masses()
    return found


@pytest.fixture
def typed(call, engine_url, tmp_path):
    return lambda *words, **more: call(*words, PROCFLOW_DATABASE_URL=engine_url, PROCFLOW_HOME=str(tmp_path), **more)


def enter(typed, branch, who, **given):
    form = json.dumps(tally(0, 32, 0, 0, **given))
    said = typed("step", branch.no, "mass_tally", "--as", who, "--json-form", "-", given=form)
    assert said.code == exits.DONE, said.all


def test_case_and_trace_tell_the_second_person_nothing_of_the_first_tally_B9(typed, branch):
    enter(typed, branch, "Y02", returned=37, void=5)
    reads = (("case", branch.no), ("audit", "trace", branch.no))
    for words in reads:
        for lang, sentence in SEALED.items():
            assert sentence in typed(*words, "--as", "Y03", "--lang", lang).out
        (entered,) = [each for each in typed(*words, "--as", "Y03", "--json").data["events"] if each["step"] == "mass_tally"]
        assert (entered["form"], entered["guards"], entered["sealed"], entered["by"]["id"]) == ({}, [], SEALED["zh"], "Y02")
        (own,) = [each for each in typed(*words, "--as", "Y02", "--json").data["events"] if each["step"] == "mass_tally"]
        assert (own["form"]["returned"], own["sealed"]) == (37, "")
    enter(typed, branch, "Y03", returned=41, void=9)
    for words in reads:
        found = [each for each in typed(*words, "--as", "Y01", "--json").data["events"] if each["step"] == "mass_tally"]
        assert [(each["form"]["returned"], each["sealed"]) for each in found] == [(37, ""), (41, "")]
