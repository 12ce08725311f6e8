"""The sealer: every record gets one place, in the order in which they came to wait, however many seal at once (audit-ledger §5.3)."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.engine import note
from procflow.models import AuditEvent, AuditLeaf, AuditPending, LogHead, LogNode
from procflow.proof import merkle
from procflow.proof.sealer import seal, some
from procflow.proof.stored import Broken, Head, Nodes, head
from tests.proof.tamper import behind


def of_bodies(session):
    """The root over the bodies in the order of their leaves, by nothing but the definition."""
    order = select(AuditEvent.body).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id).order_by(AuditLeaf.leaf_index)
    growing = merkle.Growing()
    for body in session.scalars(order):
        list(growing.append(sha256(b"\x00" + bytes(body)).digest()))
    return growing


def places(session):
    return list(session.scalars(select(AuditLeaf.leaf_index).order_by(AuditLeaf.leaf_index)))


def noted(session, number):
    for _ in range(number):
        note(session, kind="test", actor="M01", data={})


def test_what_waits_is_sealed_once_and_waits_no_more(session):
    records = session.scalar(select(func.count()).select_from(AuditEvent))
    assert seal(session) == records == 51
    assert session.scalar(select(func.count()).select_from(AuditPending)) == 0
    assert places(session) == list(range(51))
    found = head(session.connection())
    assert (found.size, found.root) == (51, of_bodies(session).root())
    assert seal(session) == 0


def test_records_stand_in_the_order_in_which_they_came_to_wait(session):
    came = list(session.scalars(select(AuditPending.event_pk).order_by(AuditPending.pending)))
    seal(session, at_once=7)
    assert list(session.scalars(select(AuditLeaf.event_pk).order_by(AuditLeaf.leaf_index))) == came
    chains = select(AuditEvent.case_id, AuditEvent.case_seq).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    for (chain, seq), (other, later) in pairwise(session.execute(chains.order_by(AuditEvent.case_id, AuditLeaf.leaf_index))):
        assert chain != other or later == seq + 1


def test_each_batch_leaves_a_head_and_an_old_one_never_changes(session):
    seen = {}
    while some(session, 10):
        rows = dict(session.execute(select(LogHead.tree_size, LogHead.root)).all())
        assert rows.items() >= seen.items()
        seen = rows
    assert list(seen) == [10, 20, 30, 40, 50, 51]
    nodes = Nodes(session.connection())
    for size, root in seen.items():
        merkle.check_consistency(size, root, 51, seen[51], merkle.consistency(nodes, size, 51))


def test_blocks_are_kept_when_they_are_whole_and_every_leaf_is_proved_through_them(session):
    noted(session, 480)
    seal(session, at_once=100)
    assert session.execute(select(LogNode.level, LogNode.idx)).all() == [(1, 0), (1, 1)]
    found, nodes = head(session.connection()), Nodes(session.connection())
    assert found.size == 531
    for index in (0, 1, 255, 256, 300, 511, 512, 530):
        merkle.check_inclusion(nodes(0, index), index, 531, merkle.inclusion(nodes, index, 531), found.root)
    with pytest.raises(Broken):
        nodes(0, 531)
    with pytest.raises(Broken):
        nodes(10, 0)


def test_two_sealers_at_once_give_no_place_twice_and_leave_none_out(session, engine_url):
    noted(session, 60)

    def sealing(_):
        with Session(create_engine(engine_url, poolclass=NullPool)) as own:
            return seal(own, at_once=3)

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(sealing, range(3))) == 111
    assert places(session) == list(range(111))
    found = head(session.connection())
    assert (found.size, found.root) == (111, of_bodies(session).root())


def test_a_tree_whose_head_was_bent_is_not_gone_on_with(session, engine_url):
    some(session, 20)
    with behind(engine_url) as door:
        door.run("UPDATE log_head SET root = ?", b"x" * 32)
    with pytest.raises(Broken):
        seal(session)
    session.rollback()
    assert places(session) == list(range(20))


@pytest.mark.parametrize("pk", [7, 99_999])
def test_a_row_of_the_inbox_that_should_not_be_there_holds_up_nobody(session, engine_url, pk):
    seal(session)
    with behind(engine_url) as door:
        door.run("INSERT INTO audit_pending (event_pk) VALUES (?)", pk)
    noted(session, 2)
    assert seal(session, at_once=1) == 2
    assert list(session.scalars(select(AuditPending.event_pk))) == [pk]


def test_nothing_is_written_where_nothing_waits(session):
    seal(session)
    before = session.scalars(select(LogHead.tree_size)).all()
    seal(session)
    assert session.scalars(select(LogHead.tree_size)).all() == before
    assert Head().growing().root() == merkle.EMPTY


@pytest.mark.postgresql
@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_sealing_waits_for_the_disk_however_the_server_is_set(session):
    said = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _cur, statement, *_: said.append(statement))
    seal(session)
    assert "SET LOCAL synchronous_commit = on" in said
