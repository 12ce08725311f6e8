"""Registers that a step writes as it is taken, played on small branches: inspection notices, disposals, honours (R11 R13 R14 R16; T5 T17 T20 B24)."""

from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Case
from procflow.reports.registers import register
from procflow.reports.registers.told import cell
from tests import servers
from tests.machines import disposed, yearend
from tests.machines.inspected import Inspected
from tests.world import built


def rows(session, actor, on, name, year):
    sheet = register(session, actor, date.fromisoformat(on), "d1", name, year)
    return [{one.title: cell(one, value, "zh") for one, value in zip(sheet.columns, row, strict=True)} for row in sheet.rows]


@pytest.fixture
def opened(tmp_path):
    engines = []

    def at(played):
        engines.append(create_engine(servers.migrated_copy("sqlite", tmp_path, played), poolclass=NullPool))
        return Session(engines[-1], expire_on_commit=False)

    yield at
    for each in engines:
        each.dispose()


def test_an_inspection_is_announced_in_its_register_T5(opened):
    with opened(built) as session:
        branch = Inspected(session)
        branch.ordered()
        (notice,) = rows(session, "Y01", branch.today, "R11", "2024")
    assert (notice["步骤"], notice["职务"]) == ("通报", "乡镇党委")
    assert "青督〔2024〕1号" in notice["内容"]


def test_a_disposal_stands_on_its_form_from_the_opinion_to_the_approval_B24(opened):
    with opened(disposed.built) as session:
        found = rows(session, "Y01", "2024-08-12", "R14", "2024")
        talks = rows(session, "Y01", "2024-08-12", "R13", "2024")
    steps = {each["步骤"] for each in found}
    assert "形成处置意见" in steps
    assert any(each["内容"].startswith("赞成：10") for each in found)
    assert {each["程序"] for each in found} == {"不合格党员处置"}
    assert {"预备期处理", "不合格党员处置"} == {each["程序"] for each in talks}


def test_whoever_was_honoured_stands_on_the_list_with_the_grade_T20(tmp_path):
    with yearend.opened("sqlite", tmp_path, yearend.talked) as year:
        no = min(each.no for each in year.rows(Case, Case.procedure == "award"))
        year.step(no, "vet", "Y02", {"checked": "yes", "resolution": year.resolve()})
        year.at("2025-06-20")
        year.step(no, "approve", "U01", {"document": "青党〔2025〕20号", "resolution": year.resolve("party_committee")})
        year.at("2025-07-01")
        year.step(no, "confer", "U01", {"on": year.today, "plaque": "星-1", "resolution": year.resolve("party_committee")})
        (line,) = rows(year.session, "Y01", year.today, "R16", "2024")
        assert rows(year.session, "Y01", year.today, "R16", "2025") == []
    assert (line["等次"], line["授牌日期"], line["在规定时间内"], line["牌匾或证书编号"], line["撤销日期"]) == (
        "二星级",
        "2025-07-01",
        "是",
        "星-1",
        "",
    )
