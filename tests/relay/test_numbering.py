"""Places in the feed: every record gets one, once, after its commit; none appears behind a reader's back, and a case keeps its order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import relay
from procflow.engine import enter, noted
from procflow.engine.noted import Filing
from procflow.models import AuditEvent, EventFeed, EventOutbox
from procflow.relay import numbering

ON_POSTGRESQL = pytest.mark.parametrize("database_kind", [pytest.param("postgresql", marks=pytest.mark.postgresql)])
WRITERS, ACTS = 5, 8


def test_every_record_of_a_case_or_unit_has_one_place_in_the_order_of_its_commit(world):
    world.claim()
    relay.number(world.session)
    assert [(each.cursor, each.event_pk) for each in fed(world)] == list(enumerate(shown(world), 1))
    assert world.rows(EventOutbox) == []


def test_what_a_person_did_alone_has_none(world):
    world.refused(world.claim(), "verify_ok", "eve", {"verified": "8"})
    relay.number(world.session)
    assert world.rows(AuditEvent, AuditEvent.case_id == "person/eve") != []
    assert [each.chain for each in fed(world) if each.chain.startswith("person/")] == []
    assert world.rows(EventOutbox) == []


def test_an_act_that_was_undone_leaves_nothing_to_number(world):
    relay.number(world.session)
    before = fed(world)
    noted.enter(world.session, fact("d1", "M98"))
    world.session.rollback()
    assert relay.number(world.session) == 0
    assert fed(world) == before


def test_numbering_again_changes_nothing(world):
    relay.number(world.session)
    before = fed(world)
    assert (relay.number(world.session), fed(world)) == (0, before)


def test_a_backlog_is_numbered_in_batches_without_a_gap(world, monkeypatch):
    monkeypatch.setattr(numbering, "AT_ONCE", 7)
    count = relay.number(world.session)
    assert count > 14
    assert [each.cursor for each in fed(world)] == list(range(1, count + 1))


@ON_POSTGRESQL
def test_a_record_that_is_committed_late_comes_after_what_was_read_before(world):
    """Its id is the smaller one: a cursor over ids would have passed it by."""
    relay.number(world.session)
    with Session(world.session.get_bind()) as slow, Session(world.session.get_bind()) as quick:
        late = noted.enter(slow, fact("d1", "M98"))
        early = enter(quick, fact("d2", "M99"))
        relay.number(world.session)
        seen = fed(world)
        slow.commit()
    relay.number(world.session)
    whole = fed(world)
    ids = {each.event_id: each.id for each in world.rows(AuditEvent)}
    assert whole[: len(seen)] == seen
    assert [each.event_pk for each in whole[-2:]] == [ids[early.event_id], ids[late.event_id]]
    assert ids[late.event_id] < ids[early.event_id]


def test_no_record_is_lost_or_out_of_order_while_many_write_two_number_and_one_reads(world):
    """Writers of several units at once; the reader follows its cursor and never looks back."""
    units = [f"u{number}" for number in range(WRITERS)]
    for unit in units:
        world.file("unit", unit, unit=unit, title=unit, kind="branch", code=unit.upper(), parent="xz")
    store, (written, numbered) = create_engine(world.session.get_bind().url, poolclass=NullPool), (Event(), Event())
    read: list = []

    with ThreadPoolExecutor(WRITERS + 3) as pool:
        reader, counters = pool.submit(follow, store, numbered, read), [pool.submit(count, store, written) for _ in range(2)]
        try:
            for each in [pool.submit(write, store, unit) for unit in units]:
                each.result()
        finally:
            written.set()
            for each in counters:
                each.result()
            numbered.set()
            reader.result()
    store.dispose()
    seqs = {each.id: each.case_seq for each in world.rows(AuditEvent)}
    assert [each.cursor for each in read] == list(range(1, len(read) + 1))
    assert sorted(each.event_pk for each in read) == shown(world)
    for unit in units:
        assert [seqs[each.event_pk] for each in read if each.chain == f"unit/{unit}"] == list(range(ACTS + 1))


def write(store, unit):
    with Session(store) as own:
        for number in range(ACTS):
            enter(own, fact(unit, f"{unit}-{number}"))


def count(store, written):
    with Session(store) as own:
        while not written.wait(0.005):
            relay.number(own)
        relay.number(own)


def follow(store, numbered, read):
    with Session(store) as own:
        while not numbered.is_set() or read[-1:] != [last(own)]:
            own.connection(execution_options={"read_only": True})
            after = read[-1].cursor if read else 0
            read.extend(own.execute(select(*EventFeed.__table__.columns).where(EventFeed.cursor > after).order_by(EventFeed.cursor)))
            own.rollback()
            numbered.wait(0.005)


def fact(unit, person):
    return Filing("adm", f"key-{person}", unit, "person", person, {"name": "某人"}, "", "", None)


def last(session):
    session.connection(execution_options={"read_only": True})
    found = session.execute(select(*EventFeed.__table__.columns).order_by(EventFeed.cursor.desc()).limit(1)).one_or_none()
    session.rollback()
    return found


def shown(world):
    return sorted(each.id for each in world.rows(AuditEvent, AuditEvent.case_id.not_like("person/%")))


def fed(world):
    return sorted(world.rows(EventFeed))
