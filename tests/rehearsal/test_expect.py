"""What a script expects is held against what is there, to the last member; a kind of expectation that is none is told by its line."""

import pytest

from procflow.rehearsal import ScriptError, read, rehearse
from procflow.rehearsal.expect import Expectations
from procflow.rehearsal.script import Line

STAGE = "title: T\nparts: [township/branch]\nsteps: []\nexpect:\n"


def test_what_is_not_there_differs_and_what_is_named_for_nobody_is_met(session, tmp_path):
    expect = "  scores: {2024: {M01: 104 star5}}\n  points: {2024: {M01: '0'}}\n  late: {}\n  adjourned: {LH1-0412: {due: '20', motions: [a, b]}}\n"
    found = rehearse(session, read(STAGE + expect), tmp_path)
    assert {(each.line, each.what, each.expected, each.found) for each in found.differences} == {
        (5, "scores 2024", "M01", ""),
        (5, "scores 2024 M01", "104 star5", ""),
        (5, "adjourned", "LH1-0412", ""),
        (5, "adjourned LH1-0412 due", "20", ""),
        (5, "adjourned LH1-0412 motions", "a b", ""),
    }
    assert found.met == 2


@pytest.mark.parametrize("expect", ["  colour: {a: b}\n", "  states: {C01: posted}\n", "  consequences: {2024: {award: []}}\n"])
def test_an_expectation_about_nothing_known_is_told_by_its_line(session, tmp_path, expect):
    with pytest.raises(ScriptError) as caught:
        rehearse(session, read(STAGE + expect), tmp_path)
    assert caught.value.values["line"] == 5


def test_of_a_whole_list_nothing_may_be_left_out():
    held, line = Expectations(None, "lh1", {}, lambda name, _: name), Line(7, {}, "q2")
    held.hold(line, "scores", {"2024": {"M01": "1 star5"}}, {"2024": {"M01": "1 star5", "M02": "2 star4"}, "2025": {}}, 1)
    assert [(each.file, each.line, each.what, each.expected, each.found) for each in held.differences] == [
        ("q2", 7, "scores 2024", "M01", "M01 M02")
    ]
    held.hold(line, "points", {"2024": {"M01": "1"}}, {"2024": {"M01": "1", "M02": "2"}}, -1)
    assert (held.met, len(held.differences)) == (2, 1)
