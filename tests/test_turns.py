"""Who writes to a SQLite file next: whoever has waited longest, and nobody is kept out by one that went away."""

from queue import SimpleQueue
from threading import Thread

import pytest
from sqlalchemy import create_engine, text

from procflow.db.turns import Turns

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def test_the_turn_comes_in_the_order_of_asking(database_kind):
    turns, order, threads = Turns(), SimpleQueue(), []

    def wait(name):
        turns.take()
        order.put(name)
        turns.give()

    assert turns.take()
    for name in "abcdef":
        threads.append(Thread(target=wait, args=(name,)))
        threads[-1].start()
        while len(turns._waiting) < len(threads):
            pass
    turns.give()
    for each in threads:
        each.join()
    assert "".join(order.get() for _ in threads) == "abcdef"


def test_whoever_waits_in_vain_goes_on_without_the_turn_and_takes_nobody_elses(database_kind):
    turns = Turns()
    assert turns.take()
    assert not turns.take(patience=0.001)
    turns.give()
    assert turns.take(patience=0)


def test_a_connection_gives_its_turn_back_with_itself(engine):
    for _ in range(3):
        with engine.begin() as connection:
            connection.execute(text("UPDATE installation SET value = value"))
            assert "turn" in connection.info
    with engine.connect() as connection:
        assert "turn" not in connection.info


def test_a_connection_that_breaks_keeps_nobody_waiting(engine):
    with engine.connect() as broken:
        broken.begin()
        broken.invalidate()
    with engine.begin() as connection:
        assert "turn" in connection.info


def test_two_engines_on_one_file_stand_in_one_queue(engine):
    other = create_engine(engine.url)
    with engine.begin() as connection, other.connect() as reader:
        reader.execution_options(read_only=True).begin()
        assert "turn" not in reader.info
        assert connection.info["turn"] is not None
    with other.begin() as second:
        kept = second.info["turn"]
    with engine.begin() as first:
        assert first.info["turn"] is kept
    other.dispose()
