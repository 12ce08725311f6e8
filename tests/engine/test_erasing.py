"""Erasure takes two people and leaves every proof as it was; what is held about a person can be taken along before."""

import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from procflow import vault
from procflow.engine import erasing
from procflow.errors import Invalid, NotFound, Refused
from procflow.models import AuditEvent, Vaulted
from procflow.proof.check import verify
from procflow.reports.personal import archive, gathered
from tests.world import NAMES


@pytest.fixture
def town(world):
    """M01 has points and has left; U01 keeps the minutes of the party committee."""
    world.at("2024-03-10")
    world.posted("M01")
    world.file("person", "U01", unit="xz", name="何立新")
    world.file("body", "party_committee", unit="xz", members=["U01"], keepers=["U01"])
    return world


def left(world, person="M01"):
    world.file("membership", person, standing="gone")


def texts(world, person="M01"):
    found = world.session.scalar(select(func.count()).select_from(Vaulted).where(Vaulted.subject_id == person))
    world.session.commit()
    return found


def test_two_people_erase_names_and_texts_and_every_proof_stays(town):
    left(town)
    entries, before = town.entries(), texts(town)
    asked = erasing.apply(town.session, "adm", "M01", "purpose_ended", "e1")
    assert texts(town) == before > 0
    done = erasing.approve(town.session, "U01", asked.event_id, "e2")
    assert done.body["form"] == {
        "subject": "M01",
        "basis": "purpose_ended",
        "clause": erasing.CLAUSE,
        "request": asked.event_id,
        "requested_by": "adm",
        "texts": before,
    }
    assert texts(town) == 0
    assert town.entries() == entries
    report = verify(town.session)
    assert report.ok
    assert report.counts["erased"] >= before - 1  # a request's digest is no text of the record
    assert NAMES["M01"] not in [row.value for row in town.session.scalars(select(Vaulted))]


@pytest.mark.parametrize("who", ["adm", "M01", "Y01", "eve"])
def test_neither_the_applicant_nor_the_person_nor_anybody_below_approves(town, who):
    left(town)
    asked = erasing.apply(town.session, "adm", "M01", "period_over", "e1")
    with pytest.raises(Refused):
        erasing.approve(town.session, who, asked.event_id, "e2")
    town.session.rollback()
    assert texts(town) > 0


@pytest.mark.parametrize("who", ["U01", "Y01", "M01", "eve"])
def test_only_the_administrator_asks_for_it(town, who):
    left(town)
    with pytest.raises(Refused):
        erasing.apply(town.session, who, "M01", "period_over", "e1")


def test_whoever_is_still_here_or_has_a_case_that_runs_is_not_erased(town):
    with pytest.raises(Refused) as here:
        erasing.apply(town.session, "adm", "M01", "purpose_ended", "e1")
    assert [each.sentence for each in here.value.refusals] == [erasing.STILL_HERE]
    town.session.rollback()
    town.claim("M02")
    left(town, "M02")
    with pytest.raises(Refused) as running:
        erasing.apply(town.session, "adm", "M02", "purpose_ended", "e2")
    assert [each.sentence for each in running.value.refusals] == [erasing.CASES_OPEN]


def test_nothing_is_erased_twice_or_without_a_basis_or_for_nobody(town):
    left(town)
    with pytest.raises(Invalid):
        erasing.apply(town.session, "adm", "M01", "because", "e0")
    asked = erasing.apply(town.session, "adm", "M01", "purpose_ended", "e1")
    erasing.approve(town.session, "U01", asked.event_id, "e2")
    for again in (lambda: erasing.approve(town.session, "U01", asked.event_id, "e3"), lambda: erasing.apply(town.session, "adm", "M01", "purpose_ended", "e4"),
                  lambda: erasing.apply(town.session, "adm", "Z99", "purpose_ended", "e5")):  # fmt: skip
        with pytest.raises(NotFound):
            again()
        town.session.rollback()
    assert [each.erased for each in erasing.requests(town.session)] == [town.today]


def test_what_is_taken_along_is_whole_and_tells_nothing_that_others_said_in_confidence(town):
    items = [each.code for each in town.rules.items() if each.component == "deduction"]
    form = {"source": "masses", "kind": "deduction", "item": items[0], "happened_on": town.today, "facts": "没有到会", "reporter": "周满仓"}
    town.begin("deduction_proposal", "Y03", subject="M01", form=form)
    found = gathered(town.session, "M01")
    with zipfile.ZipFile(io.BytesIO(archive(found))) as whole:
        data, book = json.loads(whole.read("data.json")), CalamineWorkbook.from_filelike(io.BytesIO(whole.read("data.xlsx")))
    assert NAMES["M01"] in [row["text"] for row in data["texts"]]
    assert "冒雨帮李大娘收谷子" in [row["text"] for row in data["texts"]]
    assert sum(row["points"] for row in data["entries"]) == 800
    assert len(data["records"]) > 3
    assert "周满仓" not in json.dumps(data, ensure_ascii=False)
    assert not any(NAMES[other] in json.dumps(data, ensure_ascii=False) for other in ("Y01", "M02"))
    assert {*book.sheet_names} >= {"登记资料", "姓名和文字", "积分台账"}
    assert vault.read(town.session, []) == {}
    assert town.session.scalar(select(func.count()).select_from(AuditEvent))
