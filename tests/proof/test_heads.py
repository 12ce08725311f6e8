"""Case heads: the last record of every case over so many records of the log, stated by the log itself, and a false statement found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from procflow.canon import loads
from procflow.proof import heads
from procflow.proof.check import verify
from procflow.proof.merkle import Growing, check_inclusion
from procflow.proof.sealer import seal, some
from tests.proof.tamper import behind


def test_heads_are_those_of_so_many_records_whatever_came_after(session):
    chosen = text("SELECT e.case_id, max(e.case_seq) + 1 FROM audit_event e JOIN audit_leaf l ON l.event_pk = e.id"
                  " JOIN proc_case c ON c.case_id = e.case_id WHERE l.leaf_index < :size GROUP BY e.case_id ORDER BY e.case_id")  # fmt: skip
    seal(session)
    for size in (0, 20, 30, 40, 51):
        found = heads.heads(session.connection(), size)
        assert [(each.case_id, each.seq) for each in found] == [tuple(row) for row in session.execute(chosen, {"size": size})]


def test_the_heads_are_stated_once_for_each_size_and_verified(session):
    assert heads.state(session) is None, "nothing is sealed yet"
    some(session, 40)
    first = heads.state(session)
    assert heads.state(session).event_id == first.event_id
    seal(session)
    second = heads.state(session)
    seal(session)
    assert [each.body["form"]["size"] for each in (first, second)] == [40, 52]
    assert heads.stated(session) == 52
    report = verify(session)
    assert report.findings == ()
    assert report.counts["stated"] == 2


@pytest.mark.parametrize("name", ["root", "count", "size"])
def test_a_false_statement_is_found(session, engine_url, name):
    some(session, 40)
    data = heads.state(session).body["form"]
    false = data | {name: {"root": "00" * 32, "count": 7, "size": 60}[name]}
    from procflow.engine import note

    note(session, kind=heads.STATES, actor="system", data=false)
    seal(session)
    with behind(engine_url) as door:
        assert door.run("SELECT count(*) FROM audit_event WHERE type = 'log.heads'") == [(2,)]
    found = verify(session).findings
    assert {each.kind for each in found} == {"heads"}
    assert found[0].where.seq == 1


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40))
def test_each_head_is_proved_under_the_root_of_all(leaves):
    growing = Growing()
    for each in leaves:
        list(growing.append(each))
    assert heads.root_of(leaves) == growing.root()
    for index, leaf in enumerate(leaves):
        check_inclusion(leaf, index, len(leaves), heads.path_of(leaves, index), growing.root())


def test_a_statement_names_no_case_and_nobody(session):
    seal(session)
    body = heads.state(session).body
    assert loads(session.execute(text("SELECT body FROM audit_event WHERE type = 'log.heads'")).scalar())["form"].keys() == {
        "size",
        "count",
        "root",
    }
    assert (body["actor"]["id"], body["unit"]) == ("system", "")
