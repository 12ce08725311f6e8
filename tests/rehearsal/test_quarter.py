"""The township's first quarter (domain §6.1), as it was and bent: every outcome is what a calculator of its own predicts."""

from random import Random

import pytest

from procflow.proof.check import verify
from procflow.rehearsal import ScriptError, bundled, read, rehearse
from tests import spring
from tests.rehearsal import assembled, calculator, quarter

SUMS = {"M01": "25.5", "M02": "27.5", "M03": "26.5", "M04": "27.5", "M05": "15.5", "M06": "25.5", "M07": "17.5", "M08": "21.5", "M09": "17.5",
        "M11": "15.5", "M12": "17.5", "M13": "19.5", "M14": "12.5"}  # fmt: skip


def test_the_quarter_gives_exactly_the_sums_of_the_worked_year_and_verifies(session, tmp_path):
    found = rehearse(session, read(bundled()["township-2024-q1"].read_text("utf-8")), tmp_path)
    assert found.differences == []
    assert found.met >= 30
    assert verify(session).ok


def test_the_next_quarter_goes_on_from_there_and_verifies(session, tmp_path):
    found = rehearse(session, spring.script(), tmp_path)
    assert found.differences == []
    assert verify(session).ok


def test_the_calculator_agrees_with_the_worked_year():
    assert calculator.points(quarter.script()) == SUMS
    assert calculator.due_to_attend(quarter.script()) == 20
    assert [calculator.may_vote(quarter.script(), roll) for roll in calculator.rolls(quarter.script())] == [True, True, False, True]


@pytest.mark.parametrize("seed", range(4))
def test_any_votes_attendance_marks_and_dates_give_what_the_calculator_predicts(session, tmp_path, seed):
    chance = Random(seed)
    bent = quarter.script()
    present = chance.randint(11, 16)
    quarter.attend(bent, present)
    for claim in calculator.passed(quarter.original()):
        against = chance.randint(0, present)
        quarter.vote(bent, claim, present - against, against, 0)
    for step in bent["steps"]:
        if step.get("start") == "base_registration":
            items = step["form"]["lines"]["everyone"]
            step["form"]["lines"]["absent"] = {
                name: chance.sample(items, chance.randint(1, len(items))) for name in chance.sample(sorted(SUMS), 5)
            }
    quarter.post_later(bent, chance.randint(0, 9))
    found = quarter.play(session, bent, tmp_path)
    assert found.differences == []


def test_a46_one_ballot_decides_between_eleven_and_ten(session, tmp_path):
    bent = quarter.script()
    quarter.vote(bent, "C06", 10, 5, 1)
    assert calculator.passed(bent)["C06"] is False
    assert quarter.play(session, bent, tmp_path).differences == []


def test_a45_ten_of_twenty_may_vote_and_nine_may_not(session, tmp_path):
    bent = quarter.script()
    quarter.attend(bent, 9)
    with pytest.raises(ScriptError, match="QUORUM_NOT_MET"):
        rehearse(session, assembled.read(bent), tmp_path)


def test_a_result_declared_against_the_ballots_is_refused(session, tmp_path):
    bent = quarter.script()
    quarter.vote(bent, "C01", 10, 5, 1)
    with pytest.raises(ScriptError, match="GUARD_FAILED"):
        rehearse(session, assembled.read(bent), tmp_path)


def test_a34_the_window_runs_to_the_end_of_its_last_day(session, tmp_path):
    bent = quarter.script()
    step = [one for one in bent["steps"] if one.get("step") == "finalize"][-1]
    step["on"], step["at"] = "2024-04-25", "23:50"
    with pytest.raises(ScriptError, match="TOO_EARLY"):
        rehearse(session, assembled.read(bent), tmp_path)
