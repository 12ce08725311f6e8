"""A rehearsal's clock is moved from the command line, with the timer steps on the way; a real one is only shown."""

import pytest

from procflow.cli import exits


def test_the_clock_shows_the_demos_time_and_says_that_it_is_one(act):
    data = act("clock", "show", "--json").data
    assert (data["clock"], data["now"][:7]) == ("rehearsal", "2024-05")


def test_moving_on_tells_each_step_that_fell_due_on_the_way(act):
    steps = act("clock", "forward", "--to", "2024-07-02", "--json").data["steps"]
    assert [each["on"] for each in steps] == sorted(each["on"] for each in steps)
    assert "lapse" in {each["step"] for each in steps}


def test_to_the_next_thing_that_falls_due_and_not_further(act):
    data = act("clock", "forward", "--next", "--json").data
    assert len({each["on"] for each in data["steps"]}) == 1


def test_some_days_on_is_the_same_hour(act):
    before = act("clock", "show", "--json").data["now"]
    after = act("clock", "forward", "--days", "1", "--json").data["now"]
    assert after[10:] == before[10:]
    assert after > before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_clock_does_not_go_back(act, lang):
    said = act("clock", "forward", "--to", "2024-01-01", "--lang", lang)
    assert (said.code, said.out) == (exits.INVALID, "")


def test_a_real_clock_cannot_be_moved(call, installed):
    assert call("clock", "forward", "--days", "1", "--home", installed).code == exits.INVALID
    assert call("clock", "show", "--home", installed, "--json").data["clock"] == "real"
