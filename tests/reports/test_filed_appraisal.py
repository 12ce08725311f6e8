"""The filing of a democratic appraisal in the log of filings (R9): to whom the year goes, under its number where it was given one (B36 N15 A36)."""

from datetime import date

import pytest

from procflow.models import DatedFact
from procflow.proof.check import verify
from procflow.reports.registers import register
from procflow.reports.registers.told import cell
from tests.machines.appraising import ALL, Appraisal, tally

NUMBER = "BA-2024-6"


@pytest.fixture
def told(world):
    """Everybody was told; the filing alone is left."""
    world.__class__ = Appraisal
    world.at_masses()
    world.both_enter(tally(5, 5, 0, 0, returned=10))
    world.take("mass_done", "Y02")
    world.resolution()
    world.take("assess", "Y02", world.decided())
    return world


def listed(world):
    sheet = register(world.session, "Y01", date.fromisoformat(world.today), "d1", "R9", "2024")
    rows = [{one.title: cell(one, value, "zh") for one, value in zip(sheet.columns, row, strict=True)} for row in sheet.rows]
    world.session.commit()
    return [(row["备案事项"], row["步骤"], row["报备单位"], row["回执或文号"]) for row in rows]


def test_an_appraisal_that_is_filed_stands_in_the_log_under_its_number_B36(told):
    told.take("file", "Y01", {"told": list(ALL), "number": NUMBER})
    assert listed(told) == [("民主评议党员", "备案回执", "乡镇党委", NUMBER), ("民主评议党员", "反馈并备案", "乡镇党委", "")]
    (receipt,) = told.rows(DatedFact, DatedFact.kind == "receipt")
    assert '"persons":[]' in receipt.data  # it is no receipt of anybody's own filing
    assert verify(told.session).findings == ()


def test_without_a_number_the_step_alone_tells_of_it(told):
    told.take("file", "Y01", {"told": list(ALL)})
    assert listed(told) == [("民主评议党员", "反馈并备案", "乡镇党委", "")]


def test_the_number_of_another_filing_is_not_used_again(told):
    told.file("receipt", NUMBER, actor="Y01", about="别的备案", addressee="party_committee", persons=["M01"])
    refused = told.refused(told.no, "file", "Y01", {"told": list(ALL), "number": NUMBER})
    assert (refused.code, [each.guard for each in refused.refusals]) == ("DUPLICATE", ["number_free"])
