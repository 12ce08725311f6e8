"""Random single changes, each found and named (audit-ledger §6); ten thousand of them are made by `python -m tests.tampering`."""

import pytest

from tests.tampering.changes import TABLES, UNSAID, Stored
from tests.tampering.doors import door
from tests.tampering.run import run
from tests.tampering.worlds import WORLDS


def test_every_change_of_a_stored_byte_is_found_and_named(database_kind, tmp_path):
    figures = run("brief", database_kind, tmp_path, changes=60, seed=20_240_310)
    assert (figures.found, figures.named) == (60, 60), "\n".join(figures.lines())


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_table_that_repeats_records_has_rows_to_be_changed(database_kind, tmp_path):
    there = set()
    for name, live in WORLDS.items():
        (tmp_path / name).mkdir()
        lived = live(f"sqlite:///{tmp_path}/{name}/procflow.db", tmp_path / name)
        with door(lived.url) as owner:
            there |= Stored(owner).rows.keys()
    assert there == {table.name for table in TABLES}


def test_what_no_record_speaks_of_is_little():
    assert len(UNSAID) == 5
