"""The township's worked year (domain §6.1): played once on each database it gives exactly what is expected, and a bent one what follows."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from procflow.proof.check import verify
from tests.rehearsal import assembled, year
from tests.rehearsal.told import told

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "township_2024_expected.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.xdist_group("year")


def test_the_year_goes_as_its_script_expects(played):
    assert played.found.differences == []
    assert played.found.met > 350


@pytest.mark.parametrize("part", EXPECTED)
def test_the_year_gives_exactly_what_was_worked_out(played, part):
    assert told(played.session, played.cases)[part] == EXPECTED[part]


def test_nothing_is_told_that_was_not_worked_out(played):
    assert told(played.session, played.cases).keys() == EXPECTED.keys()


def test_all_records_of_the_year_prove_themselves(played):
    assert verify(played.session).ok


def test_the_script_itself_expects_all_scores_and_grades():
    said = assembled.script("township-2024")["expect"]
    scores = {member: [f"{float(score):.2f}", grade] for member, line in said["scores"]["2024"].items() for score, grade in [line.split()]}
    assert scores == EXPECTED["scores"]
    assert said["consequences"]["2024"] == EXPECTED["consequences"]


def test_the_own_calculation_gives_the_stars_of_the_worked_year():
    assert stars({}) == {member: (grade, found["cascaded_from"]) for member, found in EXPECTED["components"].items()
                         if (grade := EXPECTED["confirmed"][member]).startswith("star")}  # fmt: skip


def test_one_vote_one_mark_and_one_date_change_what_follows_from_them_and_nothing_else(tmp_path):
    bent = year.script()
    year.carry(bent, "C26", 11, 4, 2)  # A46: eleven of twenty-one pass it, ten did not
    year.miss(bent, "M10", "dues", "NOV")  # A16: 32 of 35 points that could be earned since July
    year.post(bent, "2024-Q3", "2024-10-16")
    performance = year.play(f"sqlite:///{tmp_path}/bent.db", assembled.read(bent))
    differences = {(each.what, each.expected, each.found) for each in performance.found.differences}
    assert differences == predicted()
    assert verify(performance.session).ok
    performance.session.close()
    performance.session.get_bind().dispose()


def predicted():
    """Every line of the script's expectations that these three changes touch: (what, expected, found)."""
    bonus, base = 25 + 6, Fraction(33 - 1, 35) * 70
    changed = {"M04": (70 + bonus, bonus), "M10": (base + 4, 4)}
    before, after = stars({}), stars(changed)
    found = {
        ("C26", "rejected", "posted"),
        ("last C26", "vote_fail", "post"),
        ("points 2024-Q4 M04", "17.5", "23.5"),
        ("points 2024-Q4 M10", "21.5", "20.5"),
        ("taken quarterly_closing/2024-Q3 publicise", "2024-10-15", "2024-10-16"),
        ("posted 2024-Q3 posted_on", "2024-10-15", "2024-10-16"),
        ("posted 2024-Q3 first", "2024-10-16", "2024-10-17"),
        ("posted 2024-Q3 last", "2024-10-18", "2024-10-19"),
        ("late", "2024-Q1", "2024-Q1 2024-Q3"),
        ("rating 2024 lines M04 bonus", "25", str(bonus)),
        ("rating 2024 lines M04 raw", "95", str(70 + bonus)),
        ("rating 2024 lines M10 base", "66", str(base)),
        ("rating 2024 lines M10 raw", "70", str(base + 4)),
        ("consequences 2024 award", "M01 M02 M03 M04 M05 M06 M07 M08 M09 M10", "M01 M02 M03 M04 M05 M06 M07 M08 M09"),
        ("led 2024 award M10", "nominated", ""),
        ("rating 2024 shares star5 candidates", "M01 M02", "M01 M02 M04"),
        ("rating 2024 shares star4 candidates", "M02 M03 M04", "M02 M04 M03"),
        ("rating 2024 shares star4 chosen", "M02 M03", "M02 M04"),
        ("rating 2024 shares star4 chosen_by", "chain", "score"),
        ("rating 2024 shares star3 candidates", "M04 M05 M06 M07", "M03 M05 M06 M07"),
        ("rating 2024 shares star3 chosen", "M04 M05 M07", "M03 M05 M07"),
    }
    for member in before.keys() | after.keys():
        score = EXPECTED["scores"][member][0]
        (was, came), (now, comes) = before[member], after.get(member, ("no_star", []))
        figure = str(changed[member][0]) if member in changed else f"{float(score):g}"
        if (was, score) != (now, f"{float(figure):.2f}"):
            found.add((f"scores 2024 {member}", f"{float(score):g} {was}", f"{figure} {now}"))
        if was != now:
            found |= {(f"rating 2024 lines {member} {name}", was, now) for name in ("computed", "confirmed")}
        if came != comes:
            found.add((f"rating 2024 lines {member} cascaded_from", " ".join(came), " ".join(comes)))
    return found


def stars(changed):
    """The stars of the year with some scores changed; those without a veto and with the bonus that tells equals apart."""
    scores = {member: (score, EXPECTED["components"][member]["bonus"]) for member, (score, _) in EXPECTED["scores"].items()}
    return year.stars({**scores, **changed}, "M07")
