"""The committee before it adopts new rules: the case page shows what changes, what the check found, and the last year under them (B26)."""

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.db import db
from procflow.models import Account, Case
from tests.machines import yearend
from tests.machines.revising import Revising
from tests.regimes.examples import TEXT
from tests.web import quarter

OTHER = (
    TEXT.replace("version: 2024-1", "version: 2025-1")
    .replace("rounding: {is: floor, by: A8}", "rounding: {is: ceil, by: A8}")
    .replace("label: 政治学习, component: base, points: 1.5", "label: 政治学习, component: base, points: 70")
    .replace("label: 党费缴纳, component: base, points: 1,", "label: 党费缴纳, component: base, points: 67,")
    .replace("label: 服务群众, component: bonus, range: [1, 10]", "label: 服务群众, component: bonus, range: [1, 40]")
)


def proposed(url):
    yearend.built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        world = yearend.YearEnd(session)
        world.numbers = count(9000)
        world.total()
        of = Revising(world, Path(store.url.database).parent / "evidence")
        no = of.draft()
        world.step(no, "submit", "Y06", {"summary": "修订"}, files=(of.upload(OTHER),))
        session.add_all(
            Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in ("Y01", "Y02", "M01", "U01")
        )
        session.commit()
    store.dispose()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), proposed) as app:
        yield quarter.Readers(app)


@pytest.fixture(scope="module")
def case(site):
    with site.app.app_context():
        return db.session.execute(select(Case.no).where(Case.procedure == "rule_revision")).scalar_one()


@pytest.mark.parametrize("reader", ["Y01", "Y02", "U01"])
def test_the_change_and_the_last_year_under_it_stand_on_the_page(site, case, reader):
    page = quarter.words(site(reader).get(f"/cases/{case}"))
    for each in ("拟修订的细则", "名额尾数处理 改动 舍去尾数 有尾数即进一 A8", "检查结果", "三星级名额 1 → 2", "不变的"):
        assert each in page


def test_all_of_it_is_told_in_english_too(site, case):
    page = quarter.words(site("Y01", "en").get(f"/cases/{case}"))
    for each in ("Proposed rules", "Rounding of places Changed rounded down rounded up A8", "Who stays"):
        assert each in page


def test_a_member_sees_nothing_of_the_trial(site, case):
    assert "不变的" not in quarter.words(site("M01").get(f"/cases/{case}"))
