"""Statements about any of many values: whatever the length of the list, each value is asked for and none is told twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from procflow.db import AmongMany, Base
from procflow.models import EvidenceFile

KNOWN = range(0, 700, 2)
FOUND = AmongMany(lambda wanted: select(EvidenceFile.sha256, EvidenceFile.size).where(EvidenceFile.sha256.in_(wanted)))


@pytest.fixture(scope="module")
def session():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine, tables=[EvidenceFile.__table__])
    with Session(engine) as open_:
        row = {"media": "", "name": "", "uploaded_by": "", "uploaded_at": ""}
        open_.execute(insert(EvidenceFile), [{"sha256": str(each), "size": each, **row} for each in KNOWN])
        yield open_
    engine.dispose()


@given(wanted=st.sets(st.integers(0, 700), max_size=700))
@settings(max_examples=60)
def test_each_value_that_is_there_is_found_once(session, wanted):
    rows = FOUND.all(session, [str(each) for each in sorted(wanted)])
    assert sorted(row.size for row in rows) == sorted(wanted & set(KNOWN))


@pytest.mark.parametrize("count", [0, 1, 4, 5, 32, 33, 256, 257, 512, 513])
def test_no_length_is_an_edge(session, count):
    wanted = list(KNOWN)[:count]
    assert sorted(row.size for row in FOUND.all(session, map(str, wanted))) == wanted
