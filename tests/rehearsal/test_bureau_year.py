"""The bureau's worked year (domain §6.2): played once on each database it gives exactly what is expected, and a bent one what follows."""

import json
from pathlib import Path

import pytest

from procflow.proof.check import verify
from tests.rehearsal import assembled, year
from tests.rehearsal import bureau_year as bureau
from tests.rehearsal.bureau_told import refused, told

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "bureau_2024_expected.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.xdist_group("bureau")


@pytest.fixture
def played(bureau):
    return bureau


def test_the_year_goes_as_its_script_expects(played):
    assert played.found.differences == []
    assert played.found.met > 600


def test_the_year_gives_exactly_what_was_worked_out(played):
    found = told(played.session, played.cases)
    assert found.keys() == EXPECTED.keys()
    assert {part: found[part] for part in EXPECTED if found[part] != EXPECTED[part]} == {}


def test_all_records_of_the_year_prove_themselves(played):
    assert verify(played.session).ok


@pytest.mark.parametrize(("step", "codes"), [
    ("bonus_claim.group_pass", ["SELF_DEALING", "FORBIDDEN_ROLE"]),  # domain 6.3 no. 4, B31
    ("bonus_claim.submit", ["MISSING_EVIDENCE"]),  # no. 5
    ("quarterly_closing.report", ["TOO_EARLY", "OPEN_OBJECTION"]),  # no. 7, 8
    ("base_registration.create", ["PERIOD_CLOSED", "NOT_IN_SCOPE"]),  # no. 9, 10
    ("annual_rating.confirm", ["RULE_UNDEFINED", "NOT_RATED", "GUARD_FAILED"]),  # no. 16, 10, 17
    ("late_supplement.create", ["PERIOD_CLOSED"]),  # no. 21
    ("probation_case.form_opinion", ["GUARD_FAILED"] * 3),  # no. 12: three months, thirteen, a second time
    ("probation_case.to_meeting_direct", ["TOO_EARLY"]),  # no. 22
])  # fmt: skip
def test_what_the_year_refuses_stands_in_its_records(played, step, codes):
    assert refused(played.session, step) == codes


def test_the_own_calculation_gives_every_figure_of_the_worked_year():
    found = bureau.told(bureau.script())
    scores = {member: f"{float(score):g}" for member, (score, _) in EXPECTED["scores"].items()}
    assert {what: said for what, said in found.items() if what.startswith("scores")} == {
        f"scores 2024 {member}": f"{scores[member]} {grade}" for member, grade in EXPECTED["confirmed"].items()
    }
    for member, parts in EXPECTED["components"].items():
        assert found[f"means 2024 {member}"] == f"{float(parts['mean']):g}"
        for period, line in parts["quarters"].items():
            assert found[f"quarters {member} 2024-{period} score"] == f"{float(line['score']):g}"


def test_one_claim_s_date_and_one_deduction_change_what_follows_from_them_and_nothing_else(tmp_path):
    bent = bureau.script()
    bureau.refile(bent, "K06NEXT", "2024-12-25")  # A39: in time, and the mean bonus is three (B19)
    bureau.take_off(bent, "DE2", 5)  # B20: nine points of the year, not ten
    performance = year.play(f"sqlite:///{tmp_path}/bent.db", assembled.read(bent))
    found = {(each.what, each.expected, each.found) for each in performance.found.differences}
    led = {("led 2024 education_rectification K08", "opened", "")}
    assert found == bureau.predicted(bureau.script(), bent) | led
    assert {("scores 2024 K06", "88.67 qualified", "89.17 qualified"), ("scores 2024 K08", "89.08 basic", "89.33 qualified")} <= found
    assert verify(performance.session).ok
    performance.session.close()
    performance.session.get_bind().dispose()
